import { expect, test } from 'vitest';
import { versionRecord, versionRow } from '#core/views/policies/versions.ts';
import { judge, policyText, settingsText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const good = policyText();
const altered = policyText({}, '## 1. Purpose\n\nAccess is given to everybody.\n');
const reviewed = policyText({
  reviews:
    '[{ on: 2026-01-06, by: ben, version: "1.0", outcome: unchanged, note: Typed wrongly. }, { on: 2026-01-05, by: ben, version: "1.0", outcome: changed, note: All of it. }]',
});
const second = policyText({
  version: '"1.1"',
  approval: '{ by: ben, on: 2026-01-06 }',
  effective: '2026-01-06',
  nextReview: '2027-01-06',
  history:
    '[{ version: "1.1", date: 2026-01-06, by: ada, change: normative, summary: More. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
});

function judgeWith(texts: readonly string[], closed: string, stated?: string) {
  const [, settings] = [
    '',
    `${settingsText}policies: { history: git, since: '1111111', closed: [${closed}] }\n`,
  ];
  const landings = texts.map((text, index) => ({
    at: `2026-01-0${index + 5}T10:00:00Z`,
    text,
    ...(index === 1 && stated !== undefined && { stated }),
  }));
  return judge({
    files: { 'policybook.yaml': settings, 'policies/access-control.mdx': texts.at(-1) ?? '' },
    policyHistory: historyOf('access-control', landings),
  });
}

const entry = (fields: Readonly<Record<string, string>> = {}) => {
  const all = {
    commit: "'2222222'",
    by: 'ben',
    on: '2026-02-01',
    reason: 'An edit by mistake.',
    ...fields,
  };
  return `{ ${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
};
const codes = (texts: readonly string[], closed: string, stated?: string) =>
  judgeWith(texts, closed, stated).diagnostics.map(({ severity, code }) => `${severity} ${code}`);

test.for([
  ['an altered text that was restored', [good, altered, good], 'warning policy/version-altered'],
  [
    'an older version that was taken back',
    [good, second, good, second],
    'warning policy/version-down',
    "'3333333'",
  ],
  ['a review that was typed wrongly', [good, reviewed, good], 'error policy/review-removed'],
] as const)('an entry closes %s', ([, texts, before, commit = "'2222222'"]) => {
  expect(codes(texts, '')).toEqual([before]);
  expect(codes(texts, entry({ commit }))).toEqual([]);
});

test('an entry closes a landing whose commit states an earlier time', () => {
  const texts = [good, second];
  const stated = '2026-01-04T10:00:00Z';
  expect(codes(texts, '', stated)).toEqual(['warning policy/landed-backwards']);
  expect(codes(texts, entry(), stated)).toEqual([]);
});

test.for([
  ['another commit', [good, altered, good], { commit: "'3333333'" }, 'is not a wrong edit'],
  [
    'a commit that nobody knows',
    [good, altered, good],
    { commit: "'abcdef0'" },
    'is not a wrong edit',
  ],
  ['an edit that is not corrected', [good, altered], {}, 'is not corrected'],
  ['nobody', [good, altered, good], { by: 'zoe' }, 'zoe'],
  ['a bot', [good, altered, good], { by: 'robo' }, 'Robo'],
  [
    'a person without a role',
    [good, altered, good],
    { by: 'cleo', on: '2026-03-05' },
    'Cleo Marsh',
  ],
  ['a day to come', [good, altered, good], { on: '2026-07-01' }, '2026-07-01'],
] as const)('an entry is a fault that names %s, and closes nothing', ([, texts, fields, words]) => {
  const { diagnostics } = judgeWith(texts, entry(fields));
  const own = diagnostics.filter(({ code }) => code === 'policy/closing-unmatched');
  expect(own).toMatchObject([
    { severity: 'error', at: { file: 'content/policybook.yaml', line: 6 } },
  ]);
  expect(own[0]?.problem).toContain(words);
  expect(diagnostics.map(({ code }) => code)).toContain('policy/version-altered');
});

test('a second entry for one commit is a fault', () => {
  expect(codes([good, altered, good], `${entry()}, ${entry()}`)).toEqual([
    'error policy/closing-unmatched',
  ]);
});

test('what one entry closes stays open for another edit', () => {
  expect(codes([good, altered, good, altered, good], entry())).toEqual([
    'warning policy/version-altered',
  ]);
});

test('the remedy of a warning names the entry, and following it ends the warning', () => {
  const { diagnostics } = judgeWith([good, altered, good], '');
  const [, written = ''] =
    /policies\.closed.*?- (\{ commit.*?\})/.exec(diagnostics[0]?.remedy ?? '') ?? [];
  const filled = written
    .replace('<person>', 'ben')
    .replace('<day>', '2026-02-01')
    .replace('<why>', 'A slip.');
  expect(codes([good, altered, good], filled)).toEqual([]);
});

test('the page of the version still shows what was closed, by whom and why', () => {
  const { book } = judgeWith([good, altered, good], entry());
  const [policy] = book?.policies ?? [];
  if (!book || !policy) throw new Error('The book was not read.');
  const shown = JSON.stringify(versionRecord(versionRow(policy, policy.current, book)));
  expect(shown).toContain('An edit by mistake.');
  expect(shown).toContain('Ben Hollis');
});
