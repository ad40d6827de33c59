import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { assembleExample } from '#core/explain/run-example.ts';
import { inForceOn, inForceSpans } from '#core/history/in-force.ts';
import { findTarget } from '#core/metrics/find-target.ts';
import { changeSentence } from '#core/views/changes/change-sentence.ts';
import { plainText } from '#core/views/content.ts';
import { bookOnDay } from '#core/views/policies/book-on-day.ts';
import { changeDays } from '#core/views/policies/change-days.ts';
import { versionLine, versionRows } from '#core/views/policies/versions.ts';
import { pastReviews } from '#core/views/reviews/reviews.ts';
import { expect, test } from 'vitest';
import { briefly, day, judge, judgeGood, policyText, settingsText } from '../../helpers/book.ts';

// 1.0 of September 2025 is kept, 1.1 of November 2025 is lost, 1.2 holds since 25 March 2026.

const row = (version: string, date: string, rest = '') =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: Prior release.${rest} }`;
const lostRow = row('1.1', '2025-11', ', text: lost');
const history = (...rows: readonly string[]) => `[${rows.join(', ')}]`;
const rows = history(row('1.2', '2026-03-24'), lostRow, row('1.0', '2025-09-05'));

const current = 'policies/access-control.mdx';
const earliest = 'archive/access-control/1.0.mdx';
const first = policyText({
  effective: '2025-09-05',
  approval: '{ by: ben, on: 2025-09-05 }',
  reviews: undefined,
});
const latest = (fields: Readonly<Record<string, string | undefined>> = {}, body?: string) =>
  policyText(
    {
      version: '"1.2"',
      effective: '2026-03-25',
      approval: '{ by: ben, on: 2026-03-24 }',
      nextReview: '2027-03-24',
      reviews: '[{ on: 2026-03-24, by: ben, version: "1.2", outcome: changed, note: All of it. }]',
      history: rows,
      ...fields,
    },
    body,
  );
const files = { [current]: latest(), [earliest]: first };

function policyOf(own: Readonly<Record<string, string>> = files) {
  const book = judgeGood({ files: own });
  const [policy] = book.policies;
  if (!policy) throw new Error('The book has no policy.');
  return { book, policy };
}

function describe(on: string, own?: Readonly<Record<string, string>>): string {
  const found = inForceOn(policyOf(own).policy, day(on));
  if (found.kind !== 'uncertain') return found.kind === 'none' ? 'none' : found.version.version;
  const kept = found.candidates.map(({ version }) => `${version}?`);
  return [...kept, ...(found.lost ?? []).map((version) => `${version} lost`)].join(' ');
}

test('a row whose text is lost is no fault', () => {
  expect(judge({ files }).diagnostics).toEqual([]);
});

test.for([
  ['2025-09-04', 'none'],
  ['2025-10-31', '1.0'],
  ['2025-11-01', '1.0? 1.1 lost'],
  ['2026-03-24', '1.0? 1.1 lost'],
  ['2026-03-25', '1.2'],
] as const)('on %s what held is %s', ([on, expected]) => {
  expect(describe(on)).toBe(expected);
});

test('a first version that is lost leaves open whether anything held', () => {
  const own = {
    [current]: latest({ history: history(row('1.2', '2026-03-24'), lostRow) }),
  };
  expect(describe('2025-10-31', own)).toBe('none');
  expect(describe('2025-11-01', own)).toBe('1.1 lost');
  expect(describe('2026-03-25', own)).toBe('1.2');
});

test('a month-only date after it leaves all three open', () => {
  const month = latest({ effective: '2026-04' });
  const own = { ...files, [current]: month };
  expect(describe('2026-04-10', own)).toBe('1.0? 1.2? 1.1 lost');
  expect(describe('2026-04-30', own)).toBe('1.2');
});

test('the version before it held for certain until the day before its row', () => {
  expect([...inForceSpans(policyOf().policy)]).toEqual([
    ['1.0', { from: '2025-09-05', until: '2025-10-31' }],
    ['1.2', { from: '2026-03-25' }],
  ]);
});

test('it stands in the lists of versions, without an address', () => {
  const { book, policy } = policyOf();
  expect(
    versionRows(policy, book).map(({ version, standing, isLost }) => [version, standing, isLost]),
  ).toEqual([
    ['1.2', 'In force since 25 March 2026', undefined],
    ['1.1', 'Text not kept', true],
    ['1.0', 'In force 5 September 2025 to 31 October 2025', undefined],
  ]);
  expect(versionLine(policy, book)[1]).toEqual({
    version: '1.1',
    span: 'Text not kept',
    isInForce: false,
    summary: 'Prior release.',
    isLost: true,
  });
});

test('a review of it has no address to lead to', () => {
  const of = (version: string, on: string) =>
    `{ on: ${on}, by: ben, version: "${version}", outcome: unchanged, note: Read in ${on}. }`;
  const reviews = history(of('1.2', '2026-03-24'), of('1.1', '2025-12-01'));
  const { book } = policyOf({ ...files, [current]: latest({ reviews }) });
  expect(pastReviews(book).map(({ version, isLost }) => [version, isLost])).toEqual([
    ['1.2', false],
    ['1.1', true],
  ]);
});

test('the page of such a day names both and says why it cannot be told', () => {
  const { book } = policyOf();
  expect(changeDays(book).map((one) => one.day)).toEqual([
    '2026-03-25',
    '2025-11-01',
    '2025-09-05',
  ]);
  expect(bookOnDay(book, day('2025-12-01')).inForce).toMatchObject([
    {
      versions: [{ version: '1.0' }, { version: '1.1', span: 'text not kept', isLost: true }],
      doubt: 'The text of version 1.1 is not kept, so the version on this date is not known',
    },
  ]);
});

test('a later version that is marked editorial is not held against the last text that is kept', () => {
  const sterner = '## 1. Purpose\n\nAccess must end with the role.\n';
  const editorial = rows.replace('normative', 'editorial');
  const own = { ...files, [current]: latest({ history: editorial }, sterner) };
  expect(briefly(judge({ files: own }))).toEqual([]);
});

test('a row that says so of a text that is kept is a fault', () => {
  const own = { ...files, 'archive/access-control/1.1.mdx': latest({ version: '"1.1"' }) };
  const { diagnostics } = judge({ files: own });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:11:194 error policy/history-extra
      The history of "Access Control Policy" states that the text of version 1.1 is lost, but content/archive/access-control/1.1.mdx contains it.
      Fix: Remove "text: lost" from the row."
  `);
});

test('a lost version that nothing has replaced is a fault', () => {
  const own = { ...files, [current]: latest({ effective: '2026-06-02' }) };
  const { diagnostics } = judge({ files: own });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:11:194 error policy/history-extra
      The history of "Access Control Policy" states that the text of version 1.1 is lost. No later version was in force on 1 June 2026, so the rules of that day are not known.
      Fix: Find the text, or approve a later version and judge the book from its first day on."
  `);
  expect(judge({ files: own, asOf: '2026-06-02' }).diagnostics).toEqual([]);
});

test('a row for a text that nobody has is told what to write', () => {
  const own = { ...files, [current]: latest({ history: rows.replace(', text: lost', '') }) };
  const { diagnostics } = judge({ files: own });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:11:113 error policy/history-extra
      The history of "Access Control Policy" has a row for version 1.1, but the archive does not contain its text.
      Fix: Put its text into content/archive/access-control/1.1.mdx. Write "text: lost" into the row if no copy exists. Remove the row if there was no such version."
  `);
});

/** The change of 3 March, judged by a policy with a version that was lost on a day before it. */
function judgeChange(lostOn: string, files: Readonly<Record<string, string>> = {}) {
  const text = assembleExample({}).book?.policies[0]?.current.source.text ?? '';
  const own = text
    .replace("version: '1.0'\n", "version: '1.1'\n")
    .replace('effective: 2026-01-05', 'effective: 2026-03-04')
    .replace('on: 2026-01-05 }', 'on: 2026-03-04 }')
    .replace(
      /^history: .*$/m,
      `history: ${history(row('1.1', '2026-03-04'), row('1.0', lostOn, ', text: lost'))}`,
    )
    .replace(/^reviews: .*$/m, '');
  return assembleExample({
    change: { title: 'Merge pull request #7 from example/opening-hours' },
    files: { 'policies/change-management.mdx': own, ...files },
  });
}

test('every verdict on a change of a day on which it may have held is unknown', () => {
  const { book, diagnostics } = judgeChange('2026-03-03');
  const [change] = book?.changes ?? [];
  if (!book || !change) throw new Error(JSON.stringify(diagnostics));
  expect(change.judgedBy).toMatchObject({ kind: 'uncertain', versions: ['1.0'] });
  expect(new Set(change.verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  expect(change.verdicts[0]).toMatchObject({
    version: '1.0',
    statement:
      'The text of version 1.0, which may have been in force on that day, is lost. Its requirements are not known.',
    remedy:
      'Put the text of version 1.0 into the archive of change-management, if you find a copy of it.',
  });
  expect(plainText(changeSentence(change, book.policies))).toBe(
    'Change platform-7 is not judged: the text of version 1.0 of the Change Management Policy, which may have been in force on that day, is not kept.',
  );
});

test('what was answered for a change of such a day stays', () => {
  const answer =
    'change: platform-7\nrule: change/record-fields\nby: ada\non: 2026-03-05\nwhy: It was late.\naction: It was read again.\napprovedBy: ben\n';
  const codesOf = (lostOn: string) =>
    judgeChange(lostOn, { 'answers/a.yaml': answer }).diagnostics.map(({ code }) => code);
  expect(codesOf('2026-03-03')).toEqual([]);
  expect(codesOf('2026-03-04')).toEqual(['book/answer-unmatched']);
});

test('before the date of its row nothing was in force', () => {
  const [change] = judgeChange('2026-03-04').book?.changes ?? [];
  expect(change?.judgedBy.kind).toBe('none-in-force');
});

test('no target is taken from the versions around it', () => {
  const changeRules =
    '{ types: { normal: { clause: "1", approvals: 1 } }, metrics: { reviewTime: { target: "< PT24H", every: P1W } } }';
  const [young, old] = [
    latest({ changeRules }),
    first.replace('\n---\n\n', `\nchangeRules: ${changeRules}\n---\n\n`),
  ];
  const settings = `${settingsText}repositories:
  - { id: platform, path: ../platform, since: 2025-01-01, policy: access-control }
`;
  const { book } = policyOf({ [current]: young, [earliest]: old, 'policybook.yaml': settings });
  const bounds = ['2025-10-31', '2025-11-01', '2026-03-25'].map(
    (on) => findTarget(book, 'reviewTime', day(on))?.bound,
  );
  expect(bounds).toEqual(['< PT24H', undefined, '< PT24H']);
});
