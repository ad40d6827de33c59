import type { JudgedChange } from '#core/model/book.ts';
import type { ChangeRecord, Identity } from '#core/model/change-record.ts';
import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { Verdict } from '#core/model/verdict.ts';
import { day } from '../../helpers/book.ts';

export const ada: Identity = { name: 'A. Finch', email: 'ada@example.org', person: 'ada' };
export const stranger: Identity = { name: 'Someone Else', email: 'someone@else.example' };

export function moment(text: string): Instant {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`${text} is no moment.`);
  return instant;
}

export function recordOf(fields: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    id: 'platform-7',
    repository: 'platform',
    form: 'merge',
    title: 'Read the zone of the practice',
    message: 'Read the zone of the practice\n',
    authors: [ada],
    mergedAt: moment('2026-04-02T14:05:00+01:00'),
    day: day('2026-04-02'),
    fields: {},
    approvals: [],
    scopes: [],
    paths: [],
    commits: [],
    followUps: [],
    ...fields,
  };
}

export function verdictOf(fields: Partial<Verdict> = {}): Verdict {
  return {
    rule: 'change/approvals',
    outcome: 'pass',
    level: 'must',
    policy: 'change-management',
    version: '1.2',
    clause: '4.b',
    statement: 'Found.',
    ...fields,
  };
}

export const answer = {
  change: 'platform-7',
  rule: 'change/approvals',
  by: 'ada',
  on: day('2026-04-03'),
  why: 'Nobody else was there.',
  action: 'Read again the next day.',
  approvedBy: 'ben',
};

export function judgedChange(
  verdicts: readonly Verdict[],
  fields: Partial<ChangeRecord> = {},
): JudgedChange {
  return {
    record: recordOf(fields),
    judgedBy: { kind: 'version', policy: 'change-management', version: '1.2' },
    verdicts,
  };
}
