import { expect, test } from 'vitest';
import { assembleBook } from '#core/assemble-book.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { day, peopleText, policyText, settingsText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const file = 'policies/access-control.mdx';
const row = (version: string, date: string) =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: S. }`;
const review = (on: string) =>
  `{ on: ${on}, by: ben, version: "1.0", outcome: unchanged, note: N${on}. }`;
const first = { reviews: `[${review('2026-01-05')}]` };
const second = {
  version: '"1.1"',
  effective: '2026-03-25',
  approval: '{ by: ben, on: 2026-03-20 }',
  nextReview: '2027-05-01',
  history: `[${row('1.1', '2026-03-18')}, ${row('1.0', '2026-01-05')}]`,
  reviews: `[${review('2026-05-01')}, ${review('2026-01-05')}]`,
};
const records = {
  'policies/other.mdx': policyText({
    title: 'Other',
    related: '[access-control]',
    effective: '2026-02-01',
    approval: '{ by: ben, on: 2026-02-01 }',
    history: `[${row('1.0', '2026-02-01')}]`,
    reviews: '[]',
    duties: '[{ id: look, every: P1Y, owner: cto, what: Look., clause: "1" }]',
  }),
  'duties/look.yaml':
    'policy: other\nduty: look\ndone: [{ on: 2026-05-04, by: ben, evidence: A list. }]\n',
  'checkpoints.jsonl': `{"repository":"gone","branch":"main","tip":"${'a'.repeat(40)}","records":1,"at":"2027-05-01","engine":"e"}\n`,
};

function knownOn(asOf: string, policyHistory?: PolicyHistory) {
  const files = {
    'policybook.yaml': settingsText,
    'people.yaml': peopleText,
    [file]: policyText(second),
    'archive/access-control/1.0.mdx': policyText(first),
    ...records,
  };
  const content = parseContent({
    folder: 'content',
    files: Object.entries(files)
      .filter(([name]) => !policyHistory || !name.startsWith('archive/'))
      .map(([name, text]) => ({ file: `content/${name}`, text })),
    assets: [],
  });
  const { book, diagnostics } = assembleBook(content, [], {
    asOf: day(asOf),
    isPast: true,
    engine: 'e',
    ...(policyHistory && { policyHistory }),
  });
  return {
    policies: book?.policies.map(({ id, versions }) =>
      [id, ...versions.map(({ version }) => version)].join(' '),
    ),
    nextReview: book?.policies.find(({ id }) => id === 'access-control')?.current.frontmatter
      .nextReview,
    done: book?.duties.flatMap(({ value }) => value.done.map(({ on }) => on)),
    errors: diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? code : [])),
  };
}

const landed: PolicyHistory = {
  texts: [
    ...historyOf('access-control', [
      { at: '2026-01-05T10:00:00Z', text: policyText(first) },
      {
        at: '2026-03-22T10:00:00Z',
        text: policyText({ ...second, nextReview: '2027-03-20', ...first }),
      },
      { at: '2026-05-01T10:00:00Z', text: policyText(second) },
    ]).texts,
    ...historyOf('other', [{ at: '2026-02-02T10:00:00Z', text: records['policies/other.mdx'] }])
      .texts,
  ],
  archive: [],
};

test.for<[string, 'files' | 'git', readonly string[], string | undefined]>([
  ['2025-12-01', 'files', [], undefined],
  ['2026-01-05', 'files', ['access-control 1.0'], '2027-01-05'],
  ['2026-02-01', 'files', ['access-control 1.0', 'other 1.0'], '2027-01-05'],
  ['2026-03-20', 'files', ['access-control 1.1 1.0', 'other 1.0'], '2027-03-20'],
  ['2026-05-01', 'files', ['access-control 1.1 1.0', 'other 1.0'], '2027-05-01'],
  ['2026-01-04', 'git', [], undefined],
  ['2026-02-01', 'git', ['access-control 1.0'], '2027-01-05'],
  ['2026-03-21', 'git', ['access-control 1.0', 'other 1.0'], '2027-01-05'],
  ['2026-03-22', 'git', ['access-control 1.1 1.0', 'other 1.0'], '2027-03-20'],
  ['2026-05-02', 'git', ['access-control 1.1 1.0', 'other 1.0'], '2027-05-01'],
])(
  'on %s a book with %s has what was known then, and no error',
  ([asOf, source, policies, nextReview]) => {
    const { done, ...known } = knownOn(asOf, source === 'git' ? landed : undefined);
    expect(known).toEqual({ policies, nextReview, errors: [] });
    expect(done).toEqual([]);
  },
);

test('a duty that was done by then is recorded, and one of a later day is not', () => {
  expect(knownOn('2026-05-03').done).toEqual([]);
  expect(knownOn('2026-05-04').done).toEqual(['2026-05-04']);
});

test('a review that was overdue on the day is', () => {
  expect(knownOn('2026-02-01').errors).toEqual([]);
  expect(knownOn('2027-01-06', { ...landed, texts: landed.texts.slice(0, 1) }).errors).toEqual([
    'policy/review-overdue',
  ]);
});
