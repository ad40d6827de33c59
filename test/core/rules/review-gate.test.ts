import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#core/model/calendar-date.ts';
import { day, judge, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

type Row = Readonly<Record<string, string>>;

/** The fields of the policy that an edit alters; lists as lists. */
interface State {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly reviews: readonly Row[];
  readonly history: readonly Row[];
}

const file = 'policies/access-control.mdx';
const second = { by: 'ben', version: '1.0', outcome: 'unchanged', note: 'Against the law.' };
const first = { by: 'ben', version: '1.0', outcome: 'changed', note: 'All of it.' };
const row = { version: '1.0', date: '2026-01-05', by: 'ada', change: 'normative', summary: 'New.' };
const before: State = {
  fields: { reviewEvery: 'P6M', nextReview: '2026-08-10' },
  reviews: [
    { on: '2026-02-10', ...second },
    { on: '2026-01-05', ...first },
  ],
  history: [row],
};
/** The last day on which the gate is open before any edit. */
const lastOpen = day('2026-08-10');
const landed = historyOf('access-control', [
  {
    at: '2026-01-05T10:00:00Z',
    text: textOf({
      ...before,
      fields: { reviewEvery: 'P6M', nextReview: '2026-07-05' },
      reviews: before.reviews.slice(1),
    }),
  },
  { at: '2026-02-10T10:00:00Z', text: textOf(before) },
]);

function textOf({ fields, reviews, history }: State): string {
  const lists = { reviews: JSON.stringify(reviews), history: JSON.stringify(history) };
  return policyText({ ...lists, ...fields });
}

function errorsOf(state: State, asOf: string): string[] {
  const { diagnostics } = judge({ files: { [file]: textOf(state) }, asOf, policyHistory: landed });
  return diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? code : []));
}

type Edit = (state: State) => State;
const setField =
  (name: string) =>
  (value: string | undefined): Edit =>
  (state) => ({ ...state, fields: { ...state.fields, [name]: value } });
const editReviews =
  (edit: (reviews: readonly Row[]) => readonly Row[]): Edit =>
  (state) => ({ ...state, reviews: edit(state.reviews) });
const put =
  (index: number, own: Row) =>
  (list: readonly Row[]): readonly Row[] =>
    list.map((one, place) => (place === index ? { ...one, ...own } : one));

const anyDay = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: -220, max: 220 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1000, max: 30_000 }) },
  )
  .map((days): string => addDays(lastOpen, days));
const unfit = fc.constantFrom('robo', 'cleo', 'ada', 'zoe');
const text = (value: string) => JSON.stringify(value);

/** One edit of the fields; none is a review by a person who may do it, nor the approval of another version by one. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: anyDay.map(setField('nextReview')) },
  fc.constantFrom('P1M', 'P1Y', 'P13M', 'P400D', 'P10Y', 'P99Y').map(setField('reviewEvery')),
  fc.nat(1).map((index) => editReviews((list) => list.filter((_, place) => place !== index))),
  fc.tuple(fc.nat(1), anyDay).map(([index, on]) => editReviews(put(index, { on }))),
  fc.tuple(fc.nat(1), unfit).map(([index, by]) => editReviews(put(index, { by }))),
  fc.constantFrom('0.9', '1.1').map((version) => editReviews(put(0, { version }))),
  fc
    .tuple(anyDay, unfit)
    .map(([on, by]) => editReviews((list) => [{ ...second, on, by, note: 'New.' }, ...list])),
  fc
    .record({
      version: fc.constantFrom('1.0', '1.1'),
      date: anyDay,
      by: fc.constantFrom('ada', 'ben', 'robo'),
      change: fc.constantFrom('normative', 'editorial'),
    })
    .map((own): Edit => {
      return (state) => ({
        ...state,
        history: [
          ...(own.version === '1.1' ? [{ ...row, ...own }] : []),
          ...(own.version === '1.0' ? put(0, own)(state.history) : state.history),
        ],
      });
    }),
  fc
    .record({ by: fc.constantFrom('ben', 'robo', 'cleo', 'ada'), on: anyDay })
    .map((approval) => setField('approval')(JSON.stringify(approval))),
  fc.constant(setField('approval')(undefined)),
  anyDay.map(setField('effective')),
  fc.constantFrom('draft', 'retired').map(setField('status')),
  fc.constantFrom('0.9', '1.1', '2.0').map(text).map(setField('version')),
  fc.constantFrom('Two people work here.', '').map(text).map(setField('reviewByAuthor')),
  fc.constantFrom('public', 'confidential').map(setField('classification')),
  fc.constantFrom('engineer', 'technical').map(setField('owner')),
  fc.constantFrom('[]', '[regulation]').map(setField('reviewOn')),
  fc.constantFrom('whole', 'extract').map(setField('publish')),
  fc.constant(setField('controls')('{ soc2: [CC6.1] }')),
);

test('the gate of the book before any edit closes on the day after its review is due', () => {
  expect(errorsOf(before, lastOpen)).toEqual([]);
  expect(errorsOf(before, addDays(lastOpen, 1))).toEqual(['policy/review-overdue']);
});

test('no edit of the fields but a rightful review opens the gate for a day longer', () => {
  const asOf = addDays(lastOpen, 1);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const edited = edits.reduce((state, one) => one(state), before);
      expect(errorsOf(edited, asOf), textOf(edited)).not.toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
