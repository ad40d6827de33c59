import { expect, test } from 'vitest';
import { printDocument } from '#core/exports/print-document.ts';

const document = {
  asOf: '2026-06-01',
  sample: false,
  'a "key"': { nested: [], deep: [{ text: 'two\nlines' }, null] },
  none: [],
  items: [{ id: 'a', list: [1, 2] }, 'text', 7],
};

test('prints what JSON.stringify does', () => {
  const whole = `${JSON.stringify(document, undefined, 2)}\n`;
  expect([...printDocument(document)].join('')).toBe(whole);
});

test('takes the items of a list one by one, and gives back pieces of a bounded length', () => {
  let made = 0;
  function* items() {
    for (; made < 5000; made += 1) yield { number: made, text: 'x'.repeat(100) };
  }
  const madeAfter: number[] = [];
  const pieces: string[] = [];
  for (const piece of printDocument({ items: items() })) {
    pieces.push(piece);
    madeAfter.push(made);
  }
  expect(madeAfter[0]).toBeLessThan(600);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
  expect((JSON.parse(pieces.join('')) as { items: unknown[] }).items).toHaveLength(5000);
});
