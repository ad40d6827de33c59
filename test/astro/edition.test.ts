import { expect, test } from 'vitest';
import { handOver, readWholeBook } from '#astro/edition.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judgeGood, policyText } from '../helpers/book.ts';

const book = judgeGood({ files: { 'policies/access-control.mdx': policyText() } });
const order = { root: '/book', work: '/work', stage: '/work/stage', sizeOf: () => ({}) };

test('the public edition is never made of the whole book', () => {
  expect(() => handOver({ ...order, name: 'public', book })).toThrow('whole book');
});

test('pages of staff alone see no other edition', () => {
  expect(handOver({ ...order, name: 'internal', book }).url).toBe('https://policies.example.org');
  expect(readWholeBook()).toBe(book);
  const open = publicBook(book).book;
  expect(handOver({ ...order, name: 'public', book: open }).base).toMatch(/^\/.*\/$|^\/$/);
  expect(readWholeBook).toThrow('no page of this kind');
});
