import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Approval, ChangeRecord, Identity } from '#core/model/change-record.ts';
import { changeApprovals } from '#core/rules/change/approvals.ts';
import { changeSeparation } from '#core/rules/change/separation.ts';
import type { JudgingContext } from '#core/rules/rule.ts';
import { changeRulesSchema, type Proof } from '#core/schemas/change-rules.ts';
import { peopleSchema } from '#core/schemas/people.ts';

const ids = ['ada', 'ben', 'cleo', 'dana', 'robo'] as const;
const people = peopleSchema.parse(
  Object.fromEntries(
    ids.map((id, index) => [
      id,
      {
        name: id,
        emails: [`${id}@example.org`],
        bot: id === 'robo',
        roles: [
          { role: index % 2 === 0 ? 'executive' : 'technical', from: '2020-01-01' },
          { role: 'engineer', from: '2020-01-01', ...(id === 'cleo' && { to: '2026-01-31' }) },
        ],
      },
    ]),
  ),
);

const person = fc.constantFrom<Identity[]>(
  ...ids.map((id) => ({ name: id, email: `${id}@example.org`, person: id })),
  { name: 'Una', email: 'una@elsewhere.example' },
);
const approval: fc.Arbitrary<Approval> = fc.record({
  by: person,
  capacity: fc.constantFrom('approved', 'reviewed', 'security-reviewed'),
  proof: fc.constantFrom<Proof[]>('stated', 'merged', 'exported', 'signed'),
  source: fc.constant('message'),
});
const change = fc.record({
  authors: fc.uniqueArray(person, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  approvals: fc.array(approval, { maxLength: 5 }),
  changesRequested: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    fc.array(person, { maxLength: 1 }),
  ),
  type: fc.constantFrom('normal', 'major', 'proven'),
});
type Drawn = typeof change extends fc.Arbitrary<infer T> ? T : never;

const changeRules = changeRulesSchema.parse({
  types: {
    normal: { clause: '3', approvals: 1 },
    major: { clause: '3', approvals: 2, approvers: ['executive', 'technical'], proof: 'merged' },
    proven: { clause: '3', approvals: 1, proof: 'exported' },
  },
  separation: { clause: '7' },
});

function isPassed({ authors, approvals, changesRequested, type }: Drawn): boolean {
  const record = {
    id: 'platform-1',
    form: 'squash',
    day: '2026-03-01',
    fields: { type: { value: type, source: 'message' } },
    authors,
    approvals,
    review: { changesRequested, dismissed: [] },
  } as unknown as ChangeRecord;
  const context = { changeRules, people } as unknown as JudgingContext;
  return [changeApprovals, changeSeparation].every(
    (rule) => rule.judge(record, context).outcome === 'pass',
  );
}

test('one more author never makes a change pass', () => {
  fc.assert(
    fc.property(change, person, (drawn, added) => {
      const more = { ...drawn, authors: [...drawn.authors, added] };
      fc.pre(isPassed(more));
      expect(isPassed(drawn)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('one approval less never makes a change pass', () => {
  fc.assert(
    fc.property(change, fc.nat(), (drawn, index) => {
      fc.pre(drawn.approvals.length > 0);
      const removed = index % drawn.approvals.length;
      const approvals = drawn.approvals.filter((_, place) => place !== removed);
      const less = { ...drawn, approvals };
      fc.pre(isPassed(less));
      expect(isPassed(drawn)).toBe(true);
    }),
    { numRuns: 400 },
  );
});
