import { expect, test } from 'vitest';
import type { Approval, ChangeRecord } from '#core/model/change-record.ts';
import type { Instant } from '#core/model/instant.ts';
import { changeRules as registered } from '#core/rules/index.ts';
import { changeRulesSchema } from '#core/schemas/change-rules.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { day } from '../../helpers/book.ts';
import { moment, recordOf } from '../views/judged-change.ts';

const clause = '1';
const people = peopleSchema.parse(
  Object.fromEntries(
    ['Ada Finch', 'Ben Hollis'].map((name) => {
      const id = name.slice(0, 3).toLowerCase();
      const roles = [{ role: 'engineer', from: '2020-01-01' }];
      return [id, { name, emails: [`${id}@example.org`], roles }];
    }),
  ),
);
const settings = settingsSchema.parse({
  organisation: { name: 'Example', contact: 'office@example.org' },
  timeZone: 'Europe/London',
  editions: { internal: { url: 'https://policies.example.org' } },
});
const changeRules = changeRulesSchema.parse({
  types: {
    normal: { clause, approvals: 1 },
    signed: { clause, approvals: 1, proof: 'signed' },
    urgent: { clause, approvals: 1, proof: 'signed', recordWithin: 'PT24H' },
  },
});

const ben = { name: 'Ben Hollis', email: 'ben@example.org', person: 'ben' };
const byAda = (more: Partial<Approval> = {}): Approval => ({
  by: { name: 'Ada Finch', email: 'ada@example.org', person: 'ada' },
  capacity: 'approved',
  proof: 'stated',
  source: 'message',
  ...more,
});

/** Judges a change of Ben's that was merged on 2 April 2026 at 10:00 UTC. */
function judge(code: string, type: string, change: Partial<ChangeRecord>) {
  const rule = registered.find((one) => one.code === `change/${code}`);
  if (!rule) throw new Error(`There is no rule ${code}.`);
  const record = recordOf({
    authors: [ben],
    mergedAt: moment('2026-04-02T10:00:00Z'),
    day: day('2026-04-02'),
    fields: { type: { value: type, source: 'message' } },
    ...change,
  });
  const version = { clauses: [] } as never;
  return rule.judge(record, { version, changeRules, people, settings, asOf: day('2026-06-01') });
}

test('a tag that was signed after the merge counts only where the record may follow it, and so long', () => {
  const tagged = (type: string, at: string) => {
    const approval = byAda({ taggedAt: at as Instant, note: 'she signed a tag' });
    const { outcome, statement } = judge('approvals', type, { approvals: [approval] });
    return `${outcome}: ${statement}`;
  };
  expect(tagged('urgent', '2026-04-03T10:00:00Z')).toBe('pass: Approved by Ada Finch (signed).');
  expect(tagged('urgent', '2026-04-03T10:01:00Z')).toContain('fail: ');
  expect(tagged('signed', '2026-04-02T10:11:00Z')).toContain(
    'only stated, and the policy asks for signed: she signed a tag',
  );
  expect(tagged('normal', '2026-04-02T10:11:00Z')).toBe(
    'pass: Approved by Ada Finch (stated; she signed a tag).',
  );
});
