import { expect, test } from 'vitest';
import { inForceOn, inForceSpans } from '#core/history/in-force.ts';
import type { Policy } from '#core/model/policy.ts';
import { day, judge, policyText } from '../../helpers/book.ts';

interface Row {
  readonly version: string;
  readonly effective: string;
  readonly approved?: string;
  readonly status?: string;
}

function policyOf(...rows: readonly Row[]): Policy {
  const history = rows
    .map(
      ({ version }) =>
        `{ version: "${version}", date: 2026-01-01, by: ada, change: normative, summary: S. }`,
    )
    .join(', ');
  const files = rows.map(({ version, effective, approved, status = 'approved' }, index) => [
    index === rows.length - 1 ? 'policies/p.mdx' : `archive/p/${version}.mdx`,
    policyText({
      version: `"${version}"`,
      effective,
      status,
      approval: approved && `{ by: ben, on: ${approved} }`,
      history: `[${history}]`,
    }),
  ]);
  const policy = judge({ files: Object.fromEntries(files) as Record<string, string> }).book
    ?.policies[0];
  if (!policy) throw new Error('The policy has faults.');
  return policy;
}

function describe(policy: Policy, on: string): string {
  const found = inForceOn(policy, day(on));
  if (found.kind === 'version') return found.version.version;
  return found.kind === 'none'
    ? 'none'
    : found.candidates.map(({ version }) => `${version}?`).join(' ');
}

const three = policyOf(
  { version: '1.0', effective: '2025-09', approved: '2025-09-05' },
  { version: '1.1', effective: '2025-11-12', approved: '2025-11-11' },
  { version: '1.10', effective: '2026-03-25', approved: '2026-03-30' },
);

test.for([
  ['2025-09-04', 'none'],
  ['2025-09-05', '1.0?'],
  ['2025-09-29', '1.0?'],
  ['2025-09-30', '1.0'],
  ['2025-11-11', '1.0'],
  ['2025-11-12', '1.1'],
  ['2026-03-29', '1.1'],
  ['2026-03-30', '1.10'],
  ['2031-01-01', '1.10'],
] as const)('on %s it is %s', ([on, expected]) => {
  expect(describe(three, on)).toBe(expected);
});

test('the spans keep the precision in which a date was written', () => {
  expect([...inForceSpans(three)]).toEqual([
    ['1.0', { from: '2025-09', until: '2025-11-11' }],
    ['1.1', { from: '2025-11-12', until: '2026-03-29' }],
    ['1.10', { from: '2026-03-30' }],
  ]);
});

test('a draft is never in force, and a retired version ends the policy', () => {
  const draft = policyOf(
    { version: '1.0', effective: '2026-01-01', approved: '2026-01-01' },
    { version: '1.1', effective: '2026-02-01', status: 'draft' },
  );
  expect(describe(draft, '2026-03-01')).toBe('1.0');
  const retired = policyOf(
    { version: '1.0', effective: '2026-01-01', approved: '2026-01-01' },
    { version: '1.1', effective: '2026-02-01', approved: '2026-02-01', status: 'retired' },
  );
  expect(describe(retired, '2026-01-31')).toBe('1.0');
  expect(describe(retired, '2026-02-01')).toBe('none');
});
