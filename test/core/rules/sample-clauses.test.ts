import { beforeAll, expect, test } from 'vitest';
import type { Book } from '#core/model/book.ts';
import { countRules } from '#core/rules/count-rules.ts';
import { changeRules } from '#core/rules/index.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import path from 'node:path';
import { root, io } from '../../helpers/command.ts';

/** Every failing verdict of the sample with the clause that requires what is missing, as the text of its version has it. */
const read = [
  ['assistant-154', 'type', '3'],
  ['assistant-163', 'approvals', '4.b'],
  ['assistant-188', 'category', '10.1'],
  ['assistant-202', 'lead-time', '3.b'],
  ['assistant-202', 'window', '4.d'],
  ['assistant-217', 'sign-off', '10.1'],
  ['dns-booking-lifetime-2026-05-05', 'approvals', '4.b'],
  ['platform-1001', 'type', '3.a'],
  ['platform-1039', 'window', '4.d'],
  ['platform-1042', 'approvals', '4.b'],
  ['platform-1067', 'retrospective', '5'],
  ['platform-1077', 'approvals', '3.d'],
  ['platform-1077', 'two-people', '7'],
  ['platform-1088', 'approvals', '4.b'],
  ['platform-1090', 'record-fields', '4.a'],
  ['platform-1111', 'retention', '6'],
  ['platform-1120', 'security-review', '4.b'],
  ['platform-1123', 'remediation', '6'],
  ['platform-1138', 'validation', '6'],
  ['platform-1157', 'two-people', '7'],
  ['platform-a0064a98673f', 'record-fields', '4.a'],
  ['platform-a0064a98673f', 'risk-parts', '4.a'],
  ['platform-a0064a98673f', 'type', '3'],
  ['platform-897', 'approvals', '4.b'],
  ['platform-897', 'separation', '7'],
  ['platform-955', 'record-fields', '4.a'],
  ['platform-966', 'retrospective', '5'],
  ['platform-975', 'approvals', '4.b'],
  ['platform-987', 'window', '4.d'],
  ['platform-439b43f42097', 'approvals', '4.b'],
] as const;

let book: Book | undefined;

beforeAll(async () => {
  ({ book } = await loadBook({ content: path.join(root, 'content'), asOf: undefined }, io));
});

test('every rule judged some changes of the sample, whether they passed or failed', () => {
  const counts = countRules(book?.changes ?? []);
  expect(counts).toHaveLength(changeRules.length);
  const idle = counts.filter(({ passed, failed }) => passed + failed === 0);
  expect(idle.map(({ rule }) => rule)).toEqual([]);
});

test('every failing verdict of the sample names the clause whose text requires it', () => {
  const failing = (book?.changes ?? [])
    .flatMap(({ record, verdicts }) =>
      verdicts
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ rule, clause }) => [record.id, rule.replace('change/', ''), clause ?? ''] as const),
    )
    .sort((left, right) => (left.join() < right.join() ? -1 : 1));
  // Staging is recommended by clause 4.c for all alike, and the state of a review by clause 4.b.
  const alike = { staging: '4.c', 'review-state': '4.b' } as const;
  const isAlike = (rule: string): rule is keyof typeof alike => Object.hasOwn(alike, rule);
  expect(failing.filter(([, rule]) => !isAlike(rule))).toEqual(
    read.toSorted((left, right) => (left.join() < right.join() ? -1 : 1)),
  );
  const others = failing.filter(([, rule, clause]) => isAlike(rule) && alike[rule] !== clause);
  expect(others).toEqual([]);
});
