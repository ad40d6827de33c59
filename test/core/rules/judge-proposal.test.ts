import { expect, test } from 'vitest';
import { assembleProposal } from '#core/changes/population/assemble-proposal.ts';
import type { Instant } from '#core/model/instant.ts';
import { assembleExample } from '#core/explain/run-example.ts';
import { messageOfExample, type ExampleChange } from '#core/rules/example.ts';
import { judgeProposal } from '#core/rules/judge-proposal.ts';
import type { ChangeRules } from '#core/schemas/change-rules.ts';
import type { Settings } from '#core/schemas/settings.ts';
import { day } from '../../helpers/book.ts';

const { book } = assembleExample({});
const policy = book!.policies.find(({ id }) => id === 'change-management')!;

interface Options {
  readonly paths?: readonly string[];
  readonly isTimeKnown?: boolean;
  readonly mergedAt?: string;
  readonly forgeExports?: string[];
  readonly proof?: 'merged';
  readonly windows?: Partial<Windows>;
  readonly settings?: Partial<Settings>;
}

type Windows = NonNullable<ChangeRules['windows']>;

function judge(change: ExampleChange, options: Options = {}) {
  const {
    paths,
    isTimeKnown = true,
    mergedAt = '2026-06-02T10:00:00Z',
    forgeExports = [],
  } = options;
  const repository = { ...book!.settings.repositories[0]!, forgeExports };
  const { record } = assembleProposal({
    message: messageOfExample(change),
    file: 'message.txt',
    author: 'Ada Finch <ada@example.org>',
    ...(paths && { range: { commits: [], paths } }),
    mergedAt: mergedAt as Instant,
    repository,
    people: book!.people,
    timeZone: 'Europe/London',
  });
  const { frontmatter } = policy.current;
  const { types, windows, ...rules } = frontmatter.changeRules!;
  const changeRules = {
    ...rules,
    types: { ...types, normal: { ...types['normal']!, ...pick(options.proof) } },
    windows: { ...windows!, ...options.windows },
  };
  const version = { ...policy.current, frontmatter: { ...frontmatter, changeRules } };
  const { judged, pending } = judgeProposal({
    record,
    policy: { ...policy, current: version, versions: [version] },
    repository,
    shared: {
      people: book!.people,
      settings: { ...book!.settings, ...options.settings },
      asOf: record.day,
      answers: [],
    },
    hasRange: paths !== undefined,
    isTimeKnown,
  });
  const outcome = (rule: string) => judged.verdicts.find((one) => one.rule === rule)?.outcome;
  return { outcome, why: (rule: string) => pending.get(rule) };
}

function pick(proof: 'merged' | undefined): { proof?: 'merged' } {
  return proof === undefined ? {} : { proof };
}

const page = { paths: ['src/page.ts'] };

test('without paths a rule on scopes is no "not applicable"', () => {
  const without = judge({});
  expect([
    without.outcome('change/security-review'),
    without.why('change/security-review'),
  ]).toEqual(['unknown', 'paths']);
  const known = judge({}, page);
  expect([known.outcome('change/security-review'), known.why('change/security-review')]).toEqual([
    'not-applicable',
    undefined,
  ]);
});

test('a proof that only the merge can give is pending, and a missing approval is not', () => {
  const approved = judge({}, { ...page, proof: 'merged' });
  expect([approved.outcome('change/approvals'), approved.why('change/approvals')]).toEqual([
    'unknown',
    'merger',
  ]);
  const alone = judge({ without: ['Approved-by'] }, { ...page, proof: 'merged' });
  expect([alone.outcome('change/approvals'), alone.why('change/approvals')]).toEqual([
    'fail',
    undefined,
  ]);
});

test('who deploys a high-risk change is known at the merge', () => {
  const { outcome, why } = judge({}, { paths: ['src/auth/session.ts'] });
  expect([outcome('change/two-people'), why('change/two-people')]).toEqual(['unknown', 'merger']);
});

test('lead time and window wait for the merge, unless its time is given', () => {
  const late = { lines: ['Requested-at: 2026-06-02T09:00:00Z'] };
  const open = judge(late, { ...page, isTimeKnown: false });
  expect([open.outcome('change/lead-time'), open.why('change/lead-time')]).toEqual([
    'unknown',
    'time',
  ]);
  expect([open.outcome('change/window'), open.why('change/window')]).toEqual(['unknown', 'time']);
  const given = judge(late, page);
  expect(given.outcome('change/lead-time')).toBe('fail');
  expect(given.outcome('change/window')).toBe('pass');
  expect(judge({}, { ...page, mergedAt: '2026-06-06T10:00:00Z' }).outcome('change/window')).toBe(
    'fail',
  );
});

test('the day of the request waits for the export where there is one, unless the message spoils it', () => {
  const why = (change: ExampleChange, forgeExports: string[]) => {
    const judged = judge(change, { ...page, forgeExports });
    return [judged.outcome('change/lead-time'), judged.why('change/lead-time')];
  };
  const silent = { without: ['Requested-at'] };
  expect(why(silent, ['pulls.json'])).toEqual(['unknown', 'export']);
  expect(why(silent, [])).toEqual(['unknown', 'evidence']);
  const spoilt = { lines: ['Requested-at: 2026-06-01 09:00'] };
  expect(why(spoilt, ['pulls.json'])).toEqual(['unknown', 'evidence']);
});

// Asked on a Tuesday at noon in London.
test.for<[string, Partial<Windows>]>([
  ['two hours of the afternoon', { from: '13:00', to: '15:00' }],
  ['five minutes', { from: '12:05', to: '12:10' }],
  ['five minutes in another zone', { zone: 'Asia/Kathmandu', from: '17:05', to: '17:10' }],
  ['a weekday with two holidays', { days: ['thu'], from: '10:00', to: '10:30' }],
  ['a gap between what is avoided', { avoid: ['wed', 'thu', 'fri', 'mon', 'tue -16:57'] }],
])('a window of %s is waited for', ([, windows]) => {
  const settings = { holidays: [day('2026-06-04'), day('2026-06-11')] };
  const { outcome, why } = judge(
    {},
    { ...page, isTimeKnown: false, mergedAt: '2026-06-02T11:00:00Z', windows, settings },
  );
  expect([outcome('change/window'), why('change/window')]).toEqual(['unknown', 'time']);
});

test('a window that is open now may be shut a minute later', () => {
  const windows = { from: '12:00', to: '12:01', days: ['tue' as const] };
  const order = { ...page, isTimeKnown: false, mergedAt: '2026-06-02T11:00:00Z', windows };
  expect(judge({}, order).why('change/window')).toBe('time');
});

test('approvals wait for the export of a forge only where the book reads one', () => {
  const change = { without: ['Approved-by'] };
  expect(judge(change, page).outcome('change/approvals')).toBe('fail');
  const exported = judge(change, { ...page, forgeExports: ['pulls.json'] });
  expect([exported.outcome('change/approvals'), exported.why('change/approvals')]).toEqual([
    'unknown',
    'export',
  ]);
});

test('what a writer has to write never waits', () => {
  const { outcome } = judge(
    { lines: ['Reason: TBD', 'Change-Type: small'] },
    { isTimeKnown: false },
  );
  expect(outcome('change/record-fields')).toBe('fail');
  expect(outcome('change/type')).toBe('fail');
});

test('what an emergency may complete afterwards does not hold up its merge', () => {
  const { outcome, why } = judge(
    {
      lines: ['Change-Type: emergency', 'Incident: INC-2026-014', 'Tested: TBD'],
      without: ['Risk', 'Rollback'],
    },
    { ...page, isTimeKnown: false },
  );
  for (const rule of ['change/record-fields', 'change/risk-parts', 'change/record-in-time']) {
    expect([rule, outcome(rule), why(rule)]).toEqual([rule, 'unknown', 'evidence']);
  }
});

test('what comes after the deployment is never a pass', () => {
  const { outcome, why } = judge(
    { lines: ['Change-Type: emergency', 'Incident: INC-2026-014'] },
    page,
  );
  expect([outcome('change/retrospective'), why('change/retrospective')]).toEqual([
    'unknown',
    'evidence',
  ]);
  expect(judge({}, page).outcome('change/monitoring')).toBe('unknown');
});
