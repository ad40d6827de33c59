import { listFollowUpValues, listParts } from '#core/changes/follow-ups/follow-up-contents.ts';
import type { Approval, ChangeRecord, FollowUp } from '#core/model/change-record.ts';
import { changeRules as registered } from '#core/rules/index.ts';
import type { Judgement } from '#core/rules/rule.ts';
import { changeRulesSchema } from '#core/schemas/change-rules.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { day } from '../../helpers/book.ts';
import { moment, recordOf } from '../views/judged-change.ts';

export const clause = '1';
export const types = { normal: { clause, approvals: 1 } };
const person = (name: string, role: string) => ({
  name,
  emails: [`${name.toLowerCase()}@example.org`],
  roles: [{ role, from: '2020-01-01' }],
});
const register = {
  ada: person('Ada', 'cto'),
  ben: person('Ben', 'security'),
  eve: person('Eve', 'cto'),
};

interface Order {
  readonly asOf?: string;
  readonly deployments?: string;
  readonly people?: object;
  readonly holidays?: readonly string[];
  /** Ids of the clauses of the version. */
  readonly clauses?: readonly string[];
  /** Of the repository: globs by category. */
  readonly categories?: object;
}

/** Judges one change by one rule; the change is merged on Thursday 2 April 2026 at 14:05 British time. */
export function judge(
  code: string,
  rules: object,
  change: Partial<ChangeRecord> = {},
  {
    asOf = '2026-06-01',
    deployments = 'on-merge',
    people = register,
    holidays = [],
    categories = {},
    clauses = [],
  }: Order = {},
): Judgement {
  const rule = registered.find((one) => one.code === `change/${code}`);
  if (!rule) throw new Error(`There is no rule ${code}.`);
  const settings = settingsSchema.parse({
    organisation: { name: 'Example', contact: 'office@example.org' },
    timeZone: 'Europe/London',
    holidays,
    editions: { internal: { url: 'https://policies.example.org' } },
    repositories: [
      { id: 'platform', path: '../p', since: '2025-01-01', policy: 'p', deployments, categories },
    ],
  });
  return rule.judge(recordOf({ authors: [who('gil')], ...change }), {
    version: { clauses: clauses.map((id) => ({ id })) } as never,
    changeRules: changeRulesSchema.parse({ types, ...rules }),
    people: peopleSchema.parse(people),
    settings,
    asOf: day(asOf),
  });
}

export const who = (id: string) => ({ name: id, email: `${id}@example.org`, person: id });
export const fields = (values: Record<string, string>): ChangeRecord['fields'] =>
  Object.fromEntries(
    Object.entries({ type: 'normal', ...values }).map(([name, value]) => [
      name,
      { value, source: 'message' as const },
    ]),
  );
export const approval = (id: string, more: Partial<Approval> = {}): Approval => ({
  by: who(id),
  capacity: 'approved',
  proof: 'stated',
  source: 'message',
  ...more,
});
export const followUp = (values: object): FollowUp => ({
  source: { file: 'content/changes/platform-7.mdx', text: '' },
  fields: followUpSchema.parse(values),
  body: '',
});

/** A moment, `never` or `unknown`. */
export type Landed = string;

/** A follow-up of which everything landed at a moment. */
export function landed(values: object, at: Landed): FollowUp {
  const one = followUp(values);
  if (at === 'unknown') return { ...one, landing: { unknown: 'the clone is shallow' } };
  if (at === 'never') return { ...one, landing: { parts: {}, proofs: {} } };
  const names = [
    ...listFollowUpValues(one.fields).map(({ field }) => field),
    ...listParts(one.fields),
  ];
  const parts = Object.fromEntries(names.map((name) => [name, moment(at)]));
  return { ...one, landing: { at: moment(at), parts, proofs: {} } };
}
