import * as fc from 'fast-check';
import { addDays, type CalendarDate } from '#core/model/calendar-date.ts';
import type { Approval, ChangeRecord, FollowUp, Identity } from '#core/model/change-record.ts';
import { calendarDateOf, type Instant } from '#core/model/instant.ts';
import type { Outcome } from '#core/model/verdict.ts';
import { changeRules as rules } from '#core/rules/index.ts';
import type { JudgingContext } from '#core/rules/rule.ts';
import { changeRulesSchema } from '#core/schemas/change-rules.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { recordOf } from '../views/judged-change.ts';

const timeZone = 'Europe/London';
const clause = '1';

/** Rules with every section, so that each rule on changes has something to ask. */
const changeRules = changeRulesSchema.parse({
  types: {
    standard: { clause, kinds: ['text'], approvals: 0, tests: 'none', staging: 'none' },
    normal: { clause, approvals: 1, leadTime: 'PT24H', tests: 'required', staging: 'should' },
    major: {
      clause,
      approvals: 2,
      approvers: ['cto', 'security'],
      leadTime: 'P7D',
      proof: 'merged',
      tests: 'required',
      staging: 'must',
    },
    emergency: {
      clause,
      approvals: 0,
      tests: 'recommended',
      needs: ['incident'],
      recordWithin: 'PT24H',
      retrospective: { clause, within: 'P10D', fields: ['root-cause'] },
      afterwards: { clause, approval: 'PT24H' },
    },
  },
  record: {
    clause,
    requires: ['reason', 'risk', 'rollback', 'tested'],
    risk: ['availability', 'data'],
    title: { words: 2 },
    trailers: [{ name: 'Accessibility', clause, types: ['normal'], level: 'should' }],
  },
  review: { clause, pullRequest: 'should', checks: 'must', comments: 'should' },
  separation: {
    clause,
    highRisk: { risk: 'high', types: ['major'], scopes: ['security'] },
    deputies: { cto: ['security'] },
  },
  sensitive: { clause, scopes: ['security'], reviewers: ['security'] },
  validation: { clause, scopes: ['security'], within: 'P1D', before: 'must' },
  deploymentChecks: { clause, within: 'P1D', types: ['normal'] },
  rollback: { clause, scopes: ['database'], incident: 'must', verified: { within: 'P1D' } },
  categories: {
    prompt: { clause, scope: 'ai', type: 'normal', signOff: ['cto'], requires: ['ai-component'] },
    filter: { clause, scope: 'ai', type: 'normal', securityReview: ['security'] },
  },
  windows: {
    clause,
    zone: timeZone,
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    from: '09:00',
    to: '17:00',
    avoid: ['fri 15:00-'],
  },
  remediation: { clause, low: 'P90D', high: 'P7D' },
  monitoring: { clause, standard: 'PT30M', normal: 'PT2H', major: 'PT24H' },
  ai: { clause, measures: { score: { better: 'higher' } } },
  retention: { clause, records: 'P3Y', logs: 'P9D' },
});

export const crew = ['ada', 'ben', 'cleo', 'dana', 'robo'] as const;
export type Member = (typeof crew)[number];

const globs = {
  ai: 'prompts/a.md',
  security: 'src/auth/a.ts',
  database: 'migrations/1.sql',
  app: 'src/a.ts',
};
const run = 'https://ci.example.org/runs/7';
const outcomes = ['passed', `passed; ${run}`, `passed; 41 of 41, ${run}`, 'not-run', 'no', 'TBD'];
/** What a record may state, read and unread. */
const texts = {
  reason: ['The totals were wrong.', 'TBD'],
  rollback: ['revert', 'script; migrations/7-down.sql. It drops the table.', 'as usual', 'TBD'],
  tested: outcomes,
  staging: outcomes,
  ticket: ['PLAT-7', 'TBD'],
  incident: ['INC-7', 'the outage', 'TBD'],
  'ai-component': ['prompts', 'TBD'],
  'ai-isolation': outcomes,
  'security-tested': outcomes,
};
const results = ['score 0.9', 'score 0.8', 'met; questions'];
const risks = [
  'availability low; data high.',
  'availability low; compliance high.',
  'availability none',
  'TBD',
];

/** A change in plain values: days and hours count from its merge, so that the whole can be moved in time. */
const scenario = fc.record({
  mergedHour: fc.integer({ min: 0, max: 24 * 7 - 1 }),
  form: fc.constantFrom('merge', 'squash', 'push', 'outside-git'),
  pullRequest: fc.option(fc.constant(7), { nil: undefined }),
  type: fc.option(fc.constantFrom('standard', 'normal', 'major', 'emergency', 'minor'), {
    nil: undefined,
  }),
  kind: fc.option(fc.constantFrom('text', 'other'), { nil: undefined }),
  category: fc.option(fc.constantFrom('prompt', 'filter', 'other'), { nil: undefined }),
  scopes: fc.subarray(Object.keys(globs) as (keyof typeof globs)[]),
  authors: fc.subarray([...crew], { minLength: 1, maxLength: 2 }),
  approvals: fc.uniqueArray(
    fc.record({
      by: fc.constantFrom(...crew),
      capacity: fc.constantFrom('approved', 'reviewed', 'security-reviewed'),
      proof: fc.constantFrom('stated', 'merged', 'exported', 'signed'),
      isVoid: fc.boolean(),
    }),
    { maxLength: 4, selector: ({ by, capacity }) => `${by} ${capacity}` },
  ),
  merger: fc.option(fc.constantFrom(...crew), { nil: undefined }),
  deployedAfter: fc.option(fc.integer({ min: 0, max: 72 }), { nil: undefined }),
  fields: fc.record(
    {
      reason: fc.constantFrom(...texts.reason),
      rollback: fc.constantFrom(...texts.rollback),
      tested: fc.constantFrom(...texts.tested),
      staging: fc.constantFrom(...texts.staging),
      ticket: fc.constantFrom(...texts.ticket),
      incident: fc.constantFrom(...texts.incident),
      'ai-component': fc.constantFrom(...texts['ai-component']),
      'ai-isolation': fc.constantFrom(...texts['ai-isolation']),
      'security-tested': fc.constantFrom(...texts['security-tested']),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  risk: fc.option(fc.constantFrom(...risks), { nil: undefined }),
  evaluated: fc.option(fc.tuple(fc.constantFrom(...results), fc.constantFrom(...results)), {
    nil: undefined,
  }),
  agreedFor: fc.option(fc.integer({ min: -5, max: 20 }), { nil: undefined }),
  restores: fc.boolean(),
  hasTrailer: fc.boolean(),
  requestedBefore: fc.option(fc.integer({ min: -5, max: 240 }), { nil: undefined }),
  vulnerability: fc.option(
    fc.tuple(fc.constantFrom('low', 'high', 'odd'), fc.integer({ min: 0, max: 20 })),
    {
      nil: undefined,
    },
  ),
  validatedAfter: fc.option(fc.integer({ min: -5, max: 100 }), { nil: undefined }),
  monitoredFor: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  copiedAfter: fc.option(fc.integer({ min: 0, max: 14 }), { nil: undefined }),
  retrospectiveAfter: fc.option(fc.integer({ min: 0, max: 14 }), { nil: undefined }),
  checks: fc.option(fc.subarray(['passed', 'failed'] as const), { nil: undefined }),
  openThreads: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
  asOfAfter: fc.integer({ min: 0, max: 20 }),
  isOnMerge: fc.boolean(),
  title: fc.constantFrom('Show the hours', 'wip', 'Hours'),
  checked: fc.option(
    fc.tuple(fc.integer({ min: -5, max: 60 }), fc.constantFrom('passed', 'failed', 'fine')),
    { nil: undefined },
  ),
});

export type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;
export const scenarios = scenario;

export interface Telling {
  /** Whole weeks by which everything is moved; none of it reaches daylight saving time. */
  readonly weeks?: number;
  /** What people are called. */
  readonly nameOf?: (member: Member) => string;
  /** The order in which everything that has none is listed. */
  readonly arrange?: <Item>(items: readonly Item[]) => Item[];
}

const hour = 3_600_000;
const start = Date.parse('2026-01-05T00:00:00Z');

/** The outcome of each rule, by its code. */
export function judgeScenario(value: Scenario, telling: Telling = {}): Record<string, Outcome> {
  const { change, context } = tell(value, telling);
  return Object.fromEntries(rules.map(({ code, judge }) => [code, judge(change, context).outcome]));
}

function tell(
  value: Scenario,
  { weeks = 0, nameOf = (member) => member, arrange = (items) => [...items] }: Telling,
): { change: ChangeRecord; context: JudgingContext } {
  const merged = start + (weeks * 7 * 24 + value.mergedHour) * hour;
  const instant = (hours: number) => new Date(merged + hours * hour).toISOString() as Instant;
  const day = (days: number) => addDays(calendarDateOf(instant(0), timeZone), days);
  const who = (member: Member): Identity => ({
    name: nameOf(member),
    email: `${nameOf(member)}@example.org`,
    person: nameOf(member),
  });
  const change = recordOf({
    form: value.form,
    ...(value.form === 'outside-git' ? { repository: 'none' } : {}),
    ...(value.pullRequest === undefined ? {} : { pullRequest: value.pullRequest }),
    title: value.title,
    message: `${value.title}\n\nReason: Long.${value.hasTrailer ? '\nAccessibility: Read aloud.' : ''}\n`,
    authors:
      value.form === 'outside-git' ? value.authors.map(who) : arrange(value.authors.map(who)),
    ...(value.merger && { merger: { value: who(value.merger), source: 'graph' } }),
    mergedAt: instant(0),
    day: day(0),
    fields: listFields(value, instant, day, arrange),
    approvals: arrange(
      value.approvals.map(({ by, capacity, proof, isVoid }): Approval => ({
        by: who(by),
        capacity,
        proof,
        source: 'message',
        ...(isVoid && { void: 'it was given to an earlier revision' }),
      })),
    ),
    ...(value.deployedAfter === undefined
      ? {}
      : { deployed: { value: { at: instant(value.deployedAfter) }, source: 'deployments' } }),
    ...(value.checks && {
      review: {
        source: 'export',
        file: 'exports/a.json',
        pullRequest: 7,
        digest: 'sha256:0',
        dismissed: [],
        changesRequested: [],
        checks: arrange(value.checks.map((state) => ({ name: state, state }))),
        ...(value.openThreads === undefined ? {} : { openThreads: value.openThreads }),
      },
    }),
    scopes: arrange(value.scopes),
    paths: arrange(value.scopes.map((scope) => globs[scope])),
    followUps: arrange(listFollowUps(value, instant, day, nameOf)),
  });
  return { change, context: contextOf(value, day, nameOf, arrange) };
}

function listFields(
  value: Scenario,
  instant: (hours: number) => Instant,
  day: (days: number) => CalendarDate,
  arrange: NonNullable<Telling['arrange']>,
): ChangeRecord['fields'] {
  const { requestedBefore, vulnerability, evaluated, agreedFor } = value;
  const fields: Record<string, string | undefined> = {
    ...value.fields,
    type: value.type,
    kind: value.kind,
    category: value.category,
    risk: value.risk,
    'ai-eval-before': evaluated?.[0],
    'ai-eval-after': evaluated?.[1],
    'ai-dpa': agreedFor === undefined ? undefined : `quillon; until ${day(agreedFor)}`,
    restores: value.restores ? 'platform-3' : undefined,
    'requested-at': requestedBefore === undefined ? undefined : instant(-requestedBefore),
    vulnerability: vulnerability && `CVE-1; ${vulnerability[0]}; found ${day(-vulnerability[1])}`,
  };
  const present = Object.entries(fields).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, { value: text, source: 'message' as const }] as const],
  );
  return Object.fromEntries(arrange(present));
}

function listFollowUps(
  { validatedAfter, checked, monitoredFor, copiedAfter, retrospectiveAfter }: Scenario,
  instant: (hours: number) => Instant,
  day: (days: number) => CalendarDate,
  nameOf: (member: Member) => string,
): FollowUp[] {
  const by = nameOf('ada');
  const fields = [
    validatedAfter === undefined
      ? undefined
      : { validated: { at: instant(validatedAfter), by, result: 'passed', note: 'Tried.' } },
    checked && {
      checked: { at: instant(checked[0]), by, result: checked[1], data: 'passed', note: 'Tried.' },
    },
    monitoredFor === undefined
      ? undefined
      : { monitored: { until: instant(monitoredFor), by, result: 'passed', note: 'Quiet.' } },
    copiedAfter === undefined
      ? undefined
      : { copied: [{ of: 'tested', on: day(copiedAfter), by, shows: '41 of 41 passed.' }] },
    retrospectiveAfter === undefined
      ? undefined
      : { retrospective: { on: day(retrospectiveAfter), by, rootCause: 'A full queue.' } },
  ];
  return fields.flatMap((one) =>
    one
      ? [
          {
            source: { file: 'content/changes/a.mdx', text: '' },
            fields: followUpSchema.parse(one),
            body: '',
          },
        ]
      : [],
  );
}

function contextOf(
  { isOnMerge, asOfAfter }: Scenario,
  day: (days: number) => CalendarDate,
  nameOf: (member: Member) => string,
  arrange: NonNullable<Telling['arrange']>,
): JudgingContext {
  const role = (id: string, to?: CalendarDate) => ({
    role: id,
    from: day(-100),
    ...(to && { to }),
  });
  const roles: Record<Member, { role: string; from: CalendarDate }[]> = {
    ada: [role('cto')],
    ben: [role('security'), role('engineer')],
    cleo: [role('engineer', day(-1))],
    dana: [role('engineer')],
    robo: [role('engineer')],
  };
  const people = arrange(crew.map((member) => member)).map((member) => [
    nameOf(member),
    {
      name: nameOf(member),
      emails: [`${nameOf(member)}@example.org`],
      roles: arrange(roles[member]),
      bot: member === 'robo',
    },
  ]);
  const repository = { id: 'platform', path: '../a', since: '2025-01-01', policy: 'p' };
  const settings = settingsSchema.parse({
    organisation: { name: 'Example', contact: 'office@example.org' },
    timeZone,
    holidays: [day(2)],
    editions: { internal: { url: 'https://policies.example.org' } },
    repositories: [
      {
        ...repository,
        categories: { prompt: ['prompts/**'] },
        deployments: isOnMerge ? 'on-merge' : 'exports/deployments.jsonl',
      },
    ],
  });
  return {
    version: { clauses: [] } as unknown as JudgingContext['version'],
    changeRules,
    people: peopleSchema.parse(Object.fromEntries(people)),
    settings,
    asOf: day(asOfAfter),
  };
}
