import { expect, test } from 'vitest';
import { canonicalJson } from '#core/evidence/canonical-json.ts';

test.for([
  ['keys by their units', { b: 1, a: 2, B: 3 }, '{"B":3,"a":2,"b":1}'],
  ['keys that are numbers as texts', { 9: 1, 10: 2 }, '{"10":2,"9":1}'],
  ['units and not code points', { '\u{1f600}': 1, '\u{fb33}': 2 }, '{"\u{1f600}":1,"\u{fb33}":2}'],
  ['lists in their order', [3, [2, { y: 1, x: 1 }]], '[3,[2,{"x":1,"y":1}]]'],
  ['nothing for what is undefined', { a: undefined, b: null }, '{"b":null}'],
  ['escapes of JSON', 'a"\n\u{2028}\u0007', '"a\\"\\n\u{2028}\\u0007"'],
  ['a key that objects have', JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
] as const)('writes %s', ([, value, text]) => {
  expect(canonicalJson(value)).toBe(text);
});
