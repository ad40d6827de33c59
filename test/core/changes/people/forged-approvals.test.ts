import { expect, test } from 'vitest';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { ChangeRecord } from '#core/model/change-record.ts';
import type { ForgePull, PullReview } from '#core/model/forge-pull.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { weighApprovals } from '#core/rules/facts/approvals.ts';
import { changeRulesSchema } from '#core/schemas/change-rules.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { day } from '../../../helpers/book.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { listOf } from '../../../helpers/scenarios-page.ts';

const roles = [{ role: 'engineer', from: '2020-01-01' }];
const people = peopleSchema.parse({
  ada: { name: 'Ada Finch', emails: ['ada@example.org'], forge: { github: 'adafinch' }, roles },
  ben: { name: 'Ben Hollis', emails: ['ben@example.org'], forge: { github: 'benhollis' }, roles },
});
const repository = settingsSchema.shape.repositories.unwrap().element.parse({
  id: 'platform',
  path: '../platform',
  since: '2026-01-01',
  policy: 'change-management',
});
const at = '2026-04-10T10:00:00Z' as Instant;
const ben = { name: 'Ben Hollis', email: 'ben@example.org', at };
const ada = { name: 'Ada Finch', email: 'ada@example.org', at };
const forge = { name: 'GitHub', email: 'noreply@github.com', at };
const id = (letter: string) => letter.repeat(40);
const [base, head, tip, other] = [id('a'), id('b'), id('c'), id('d')];

interface Forgery {
  readonly lines?: string;
  readonly body?: string;
  readonly review?: Partial<PullReview>;
}

/** Ways in which Ben makes it look as if Ada had approved. */
const forgeries: Readonly<Record<string, Forgery>> = {
  'a trailer': { lines: 'Approved-by: Ada Finch <ada@example.org>' },
  'a trailer with her id alone': { lines: 'Approved-by: ada' },
  'two kinds of trailer': {
    lines: 'Reviewed-by: Ada Finch <ada@example.org>\nApproved-by: Ada Finch <ada@example.org>',
  },
  'a trailer in the text of the pull request': { body: 'Approved-by: Ada Finch <ada@example.org>' },
  'her approval of another revision': { review: { login: 'adafinch', commit: other } },
  'her approval of no revision': { review: { login: 'adafinch' } },
  'a review that she never sent': { review: { login: 'adafinch', commit: head, state: 'pending' } },
  'her comment': { review: { login: 'adafinch', commit: head, state: 'commented' } },
  'her approval after the merge': {
    review: { login: 'adafinch', commit: head, at: '2026-04-11T10:00:00Z' as Instant },
  },
  'an account that looks like hers': { review: { login: 'adafinсh', commit: head } },
};

interface Carrier {
  readonly subject: string;
  readonly parents: readonly string[];
  readonly committer: RawCommit['committer'];
  readonly pull?: Partial<ForgePull>;
}

/** Ways in which he brings it onto the branch. */
const carriers: Readonly<Record<string, Carrier>> = {
  'a push that calls itself a merge': {
    subject: 'Merge pull request #7 from example/topic',
    parents: [base],
    committer: ben,
  },
  'a squash': {
    subject: 'Show the total (#7)',
    parents: [base],
    committer: forge,
    pull: { mergeCommit: tip },
  },
  'a merge by the forge': {
    subject: 'Merge pull request #7 from example/topic',
    parents: [base, head],
    committer: forge,
    pull: { mergeCommit: tip },
  },
  'a merge of his own under her name': {
    subject: 'Merge pull request #7 from example/topic',
    parents: [base, head],
    committer: ada,
    pull: { mergeCommit: tip },
  },
};

function carrierOf(name: string): Carrier {
  const carrier = carriers[name];
  if (!carrier) throw new Error(`There is no carrier called ${name}.`);
  return carrier;
}

function recordOf(
  { lines, body = '', review }: Forgery,
  carrier: Carrier,
  cleanMerges: Readonly<Record<string, boolean>> = { [tip]: true },
): ChangeRecord {
  const { subject, parents, committer, pull } = carrier;
  const commit = (fields: Pick<RawCommit, 'id' | 'parents' | 'message'>): RawCommit => ({
    author: ben,
    committer: ben,
    paths: ['src/total.ts'],
    ...fields,
  });
  const message = `${subject}\n\nChange-Type: normal\n${lines ?? ''}\n`;
  const first = commit({ id: base, parents: [], message: 'Begin' });
  const last = { ...commit({ id: tip, parents, message }), committer };
  const part = commit({ id: head, parents: [base], message: 'Show the total' });
  const reviews: PullReview[] = review
    ? [{ login: '', state: 'approved', at: '2026-04-10T09:00:00Z' as Instant, ...review }]
    : [];
  const { records } = assembleChanges({
    history: {
      repository: 'platform',
      branch: 'main',
      line: [first, last],
      merged: parents.length > 1 ? { [tip]: [part] } : {},
    },
    repository,
    people,
    followUps: [],
    timeZone: 'Europe/London',
    asOf: '2026-06-01' as CalendarDate,
    evidence: {
      repository: 'platform',
      cleanMerges,
      forgeExports: [
        {
          file: 'exports/platform.json',
          digest: '0'.repeat(64),
          pulls: [
            {
              forge: 'github',
              number: 7,
              title: 'Show the total',
              body,
              author: 'benhollis',
              createdAt: '2026-04-09T09:00:00Z' as Instant,
              mergedAt: at,
              mergedBy: 'benhollis',
              mergeCommit: other,
              headCommit: head,
              commits: [{ id: head, authors: [{ login: 'benhollis' }] }],
              reviews,
              ...pull,
            },
          ],
        },
      ],
    },
  });
  const record = records.find((one) => one.commit === tip);
  if (!record) throw new Error('The commit is no record.');
  return record;
}

const judging = {
  people,
  asOf: day('2026-06-01'),
  settings: settingsSchema.parse({
    organisation: { name: 'Example', contact: 'office@example.org' },
    timeZone: 'Europe/London',
    editions: { internal: { url: 'https://policies.example.org' } },
  }),
  changeRules: changeRulesSchema.parse({ types: { normal: { clause: '1', approvals: 1 } } }),
};
const cases = Object.keys(forgeries).flatMap((forgery) =>
  Object.keys(carriers).map((carrier) => [forgery, carrier] as const),
);

test('there are forty forged approvals', () => {
  expect(cases).toHaveLength(40);
});

test('the page of scenarios lists the forgeries and what carries them', () => {
  expect(listOf('Forged approvals').map(({ name }) => name)).toEqual([
    ...Object.keys(forgeries),
    ...Object.keys(carriers),
  ]);
});

test.for(cases)('%s in %s counts for no more than text', ([forgery, carrier]) => {
  const record = recordOf(forgeries[forgery] ?? {}, carrierOf(carrier));
  const counted = (least: 'stated' | 'merged' | 'exported') =>
    weighApprovals(record, judging, { of: 'change', proof: least }).filter(
      ({ objection }) => objection === undefined,
    );
  expect(counted('merged')).toEqual([]);
  expect(counted('exported')).toEqual([]);
  expect(counted('stated').every(({ approval }) => approval.proof === 'stated')).toBe(true);
});

test('the same without a forgery counts: she approved the revision that was merged', () => {
  const review = { login: 'adafinch', commit: head };
  for (const name of ['a squash', 'a merge by the forge']) {
    const record = recordOf({ review }, carrierOf(name));
    const [weighed] = weighApprovals(record, judging, { of: 'change', proof: 'exported' });
    expect(weighed).toMatchObject({
      approval: { proof: 'exported' },
      person: { name: 'Ada Finch' },
    });
    expect(weighed?.objection).toBeUndefined();
  }
});

test('a real approval counts as stated where nobody looked at the merge, whatever committer it names', () => {
  const carrier = carrierOf('a merge by the forge');
  const review = { login: 'adafinch', commit: head };
  const approvalOf = (parents: readonly string[]) =>
    recordOf({ review }, { ...carrier, parents }, {}).approvals[0];
  expect(approvalOf([base, head])).toMatchObject({
    proof: 'stated',
    note: 'whether the merge commit changed anything of its own is not known',
  });
  expect(approvalOf([base, head, other])).toMatchObject({
    proof: 'stated',
    note: 'it is a merge of several branches at once, and the approval is of one of them',
  });
});
