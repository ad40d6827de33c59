import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { keepParsed } from '#sources/cache/keep-parsed.ts';
import { openValueCache } from '#sources/cache/open-value-cache.ts';
import { policyText } from '../../helpers/book.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

vi.mock(import('#core/parse/parse-policy.ts'), async (original) => {
  const real = await original();
  return { ...real, parsePolicy: vi.fn(real.parsePolicy) };
});

type Read = Parameters<typeof parsePolicy>;

const file = 'content/policies/access.mdx';
const text = policyText();

const reads: readonly (readonly [string, Read])[] = [
  ['a policy', ['access', { file, text }, true]],
  ['an earlier version', ['access', { file, text }, false]],
  ['another file with the same text', ['copy', { file: 'content/policies/copy.mdx', text }, true]],
  [
    'a plain Markdown file, whose body is changed into MDX',
    ['access', { file: 'content/policies/access.md', text: policyText({}, 'a < b {c}\n') }, true],
  ],
  ['a policy without a body', ['access', { file, text: policyText({}, '') }, true]],
  ['a text with small faults', ['access', { file, text: `${text}\n&nbsp;\n` }, true]],
  ['a text that cannot be read', ['access', { file, text: policyText({}, '<Note>\n') }, true]],
  ['a field that is not valid', ['access', { file, text: policyText({ owner: '7' }) }, true]],
  [
    'a draft that lacks fields',
    ['access', { file, text: policyText({ status: 'draft', owner: undefined }) }, true],
  ],
  ['carriage returns', ['access', { file, text: text.replaceAll('\n', '\r\n') }, true]],
  ['letters beyond ASCII', ['access', { file, text: policyText({}, 'Zählen 日本 🙂\n') }, true]],
];

async function readTwice(first: Read, second: Read) {
  const folder = await temporaryFolder();
  const readIn = (read: Read) => {
    const cache = openValueCache({ folder, version: 'a'.repeat(64) });
    vi.mocked(parsePolicy).mockClear();
    const parsed = keepParsed(cache)(...read);
    cache.save();
    return { parsed, isParsed: vi.mocked(parsePolicy).mock.calls.length > 0 };
  };
  return [readIn(first), readIn(second)] as const;
}

test.each(reads)('%s is read the second time as it was the first time', async (_, read) => {
  const [first, second] = await readTwice(read, read);
  expect([first.isParsed, second.isParsed]).toEqual([true, false]);
  expect(second.parsed).toEqual(first.parsed);
  expect(first.parsed).toEqual(parsePolicy(...read));
});

test('the change management policy of the sample, with all its rules', async () => {
  const sample = await readFile('content/policies/change-management.mdx', 'utf8');
  const read: Read = ['change-management', { file, text: sample }, true];
  const [first, second] = await readTwice(read, read);
  expect(second.isParsed).toBe(false);
  expect(second.parsed.version).toEqual(first.parsed.version);
});

test.each<[string, Read]>([
  ['another text', ['access', { file, text: `${text} ` }, true]],
  ['another policy', ['other', { file, text }, true]],
  ['another file', ['access', { file: 'content/policies/other.mdx', text }, true]],
  ['an earlier version', ['access', { file, text }, false]],
])('%s is not taken for the one that was read', async (_, read) => {
  const [, second] = await readTwice(['access', { file, text }, true], read);
  expect(second.isParsed).toBe(true);
});
