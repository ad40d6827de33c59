import { expect, test } from 'vitest';
import { briefly, judge, policyText } from '../../helpers/book.ts';

const codes = (body: string) =>
  briefly(
    judge({ files: { 'policies/harbour.mdx': policyText({}, `## 1. Purpose\n\n${body}\n`) } }),
  );

test.each([
  'Boats may enter. <Internal/>Not at night.',
  'Boats may enter. <Internal />Not at night.',
  'Boats may enter. <Internal></Internal>Not at night.',
  '<Internal/>\n\nNot at night.',
  '- <Internal/>Not at night.',
  '<Note/>\n\nNot at night.',
])('a component that contains nothing is a fault: %s', (body) => {
  expect(codes(body)).toEqual([expect.stringContaining('mdx/empty-component')]);
});

test.each([
  'Boats may enter. <Internal>Not at night.</Internal>',
  '<Internal>\n\n- one\n\n</Internal>',
])('one that contains something is none: %s', (body) => {
  expect(codes(body)).toEqual([]);
});
