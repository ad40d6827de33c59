import { expect, test, vi } from 'vitest';
import type * as InForce from '#core/history/in-force.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judge, policyText } from '../../../helpers/book.ts';

// The fault that is planted: the newest text counts as in force, whatever its days.
const fault = vi.hoisted(() => ({ isPlanted: false }));
vi.mock('#core/history/in-force.ts', async (load) => {
  const real = await load<typeof InForce>();
  const inForceOn: typeof real.inForceOn = (policy, day) =>
    fault.isPlanted ? { kind: 'version', version: policy.current } : real.inForceOn(policy, day);
  return { ...real, inForceOn };
});

const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://handbook.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org }
`;

/** What the public book of a policy reports whose second version is to be in force from a day of next year. */
function publish() {
  const fields = (version: string, on: string) => ({
    title: 'Harbour Rules',
    publish: 'whole',
    classification: 'public',
    version: `"${version}"`,
    effective: on,
    approval: `{ by: zoe, on: ${on} }`,
  });
  const { book } = judge({
    files: {
      'policybook.yaml': settings,
      'people.yaml':
        'zoe: { name: Zoë Okonkwo, emails: [zoe@example.org], roles: [{ role: cto, from: 2020-01-01 }] }\n',
      'archive/harbour-rules/1.0.mdx': policyText(
        fields('1.0', '2026-01-05'),
        '## 1. Purpose\n\nBoats may enter at any time of day.\n',
      ),
      'policies/harbour-rules.mdx': policyText(
        fields('1.1', '2099-01-05'),
        '## 1. Purpose\n\nFrom next year boats pay nine pounds a night.\n',
      ),
    },
  });
  if (!book) throw new Error('The book was not read.');
  return publicBook(book);
}

test('a version that is not in force yet is no secret of a right edition and found in a wrong one', () => {
  const right = publish();
  expect(right.diagnostics).toEqual([]);
  expect(right.book.policies.map(({ current }) => current.version)).toEqual(['1.0']);

  fault.isPlanted = true;
  const wrong = publish();
  expect(wrong.book.policies.map(({ current }) => current.version)).toEqual(['1.1']);
  expect(wrong.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'edition/secret-left', severity: 'error' }),
  );
});
