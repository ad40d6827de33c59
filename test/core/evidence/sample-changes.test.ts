import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { drawSample, type SampleOrder, type SampleUnit } from '#core/model/draw-sample.ts';

const digest = (text: string) => hash('sha256', text);
const ordinary: SampleOrder = { size: 3, seed: '7', isByType: false, all: [] };

function draw(units: readonly SampleUnit[], order: Partial<SampleOrder> = {}): string[] {
  return drawSample(units, { ...ordinary, ...order }, digest).drawn.map(({ id }) => id);
}

/** The draw as the guide describes it, written from its text alone. */
function drawByTheGuide(
  units: readonly SampleUnit[],
  { size, seed, isByType, all }: SampleOrder,
): string[] {
  const keyOf = (id: string) => createHash('sha256').update(`${seed}\n${id}`, 'utf8').digest();
  const inOrder = units.toSorted((a, b) => Buffer.compare(keyOf(a.id), keyOf(b.id)));
  const always = inOrder.filter((unit) => all.includes(unit.type));
  let open = inOrder.filter((unit) => !all.includes(unit.type));
  if (!isByType) return [...always, ...open.slice(0, size)].map(({ id }) => id);
  const sizes: Record<string, number> = {};
  const given: Record<string, number> = {};
  for (const { type } of open) sizes[type] = (sizes[type] ?? 0) + 1;
  const chosen: SampleUnit[] = [];
  while (chosen.length < size && open.length > 0) {
    const [next] = [...new Set(open.map(({ type }) => type))].sort((a, b) => {
      const quotient = (type: string) =>
        given[type] ? (sizes[type] ?? 0) / (2 * given[type] + 1) : 1e9 + (sizes[type] ?? 0);
      return quotient(b) - quotient(a) || (a < b ? -1 : 1);
    });
    const unit = open.find(({ type }) => type === next);
    if (!unit || next === undefined) break;
    given[next] = (given[next] ?? 0) + 1;
    chosen.push(unit);
    open = open.filter((one) => one !== unit);
  }
  return [...always, ...inOrder.filter((unit) => chosen.includes(unit))].map(({ id }) => id);
}

const units = fc
  .uniqueArray(
    fc.tuple(
      fc.stringMatching(/^[a-z]{1,6}-\d{1,4}$/),
      fc.constantFrom('normal', 'standard', 'major', 'none'),
    ),
    {
      selector: ([id]) => id,
      maxLength: 40,
    },
  )
  .map((pairs) => pairs.map(([id, type]): SampleUnit => ({ id, type })));
const orders = fc.record({
  size: fc.integer({ min: 1, max: 30 }),
  seed: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  isByType: fc.boolean(),
  all: fc.subarray(['major', 'none']),
});

test('a second implementation, from the text of the guide, draws the same', () => {
  fc.assert(
    fc.property(units, orders, (population, order) => {
      expect(draw(population, order)).toEqual(drawByTheGuide(population, order));
    }),
  );
});

test('the order of the population has no effect, and the digest of the browser gives the same', () => {
  const inBrowser = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
  fc.assert(
    fc.property(units, orders, (population, order) => {
      expect(drawSample(population.toReversed(), order, inBrowser)).toEqual(
        drawSample(population, order, digest),
      );
    }),
  );
});

test('the key is what sha256sum prints of seed, line feed and id', () => {
  // printf '20260630\nplatform-1042' | sha256sum
  const [only] = drawSample(
    [{ id: 'platform-1042', type: 'normal' }],
    { ...ordinary, seed: '20260630' },
    digest,
  ).drawn;
  expect(only?.key).toBe('2387ec7e73d4297b3a5111da0564f049f02814ed9b83b654cd89613835f5978b');
  // printf 'a-1\nb-1\n' | sha256sum
  const both = [
    { id: 'b-1', type: 'x' },
    { id: 'a-1', type: 'x' },
  ];
  expect(drawSample(both, ordinary, digest).populationDigest).toBe(
    '8a6509cad79c487b911b4846753009cbb0158e0a1220c6b68cefc54ae01a9c78',
  );
});

const company = [
  ...Array.from({ length: 60 }, (_, index) => ({ id: `n-${index}`, type: 'normal' })),
  ...Array.from({ length: 30 }, (_, index) => ({ id: `s-${index}`, type: 'standard' })),
  ...Array.from({ length: 2 }, (_, index) => ({ id: `m-${index}`, type: 'major' })),
  ...Array.from({ length: 4 }, (_, index) => ({ id: `e-${index}`, type: 'emergency' })),
];

test.for([
  [
    'by type each gets its share, at least one',
    { size: 10, isByType: true },
    { n: 5, s: 3, m: 1, e: 1 },
  ],
  [
    'a type that is wholly in comes besides',
    { size: 10, isByType: true, all: ['emergency'] },
    { n: 6, s: 3, m: 1, e: 4 },
  ],
  ['fewer places than types go to the largest', { size: 2, isByType: true }, { n: 1, s: 1 }],
  ['a size above the population takes all', { size: 500 }, { n: 60, s: 30, m: 2, e: 4 }],
] as const)('%s', ([, order, expected]) => {
  const drawn = draw(company, order);
  const counts = Object.fromEntries(
    [...Map.groupBy(drawn, (id) => id.charAt(0))].map(([letter, own]) => [letter, own.length]),
  );
  expect(counts).toEqual(expected);
});

test('another seed draws another sample, and nobody is drawn twice', () => {
  const samples = ['1', '2', '3'].map((seed) => draw(company, { seed, size: 10 }));
  expect(new Set(samples.map((one) => one.join(' '))).size).toBe(3);
  for (const one of samples) expect(new Set(one).size).toBe(10);
});
