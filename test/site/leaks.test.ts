import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse as parseYaml } from 'yaml';
import { expect, inject, test } from 'vitest';
import { readOutput } from '#sources/read-output.ts';
import { root, runHere } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const folder = inject('sample');

/** Every file of an edition as text, those that Pagefind packs unpacked. Independent of the scanner's own reading. */
async function readTexts(edition: string): Promise<string> {
  const texts: string[] = [];
  for await (const { path: file, bytes } of readOutput(path.join(folder, edition))) {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    texts.push(file, Buffer.from(isPacked ? gunzipSync(bytes) : bytes).toString('utf8'));
  }
  return texts.join('\n');
}

async function listSecrets(): Promise<string[]> {
  const people = parseYaml(
    await readFile(path.join(root, 'content/people.yaml'), 'utf8'),
  ) as Record<string, { name: string; emails: string[] }>;
  const changes = JSON.parse(
    await readFile(path.join(folder, 'internal/api/changes.json'), 'utf8'),
  ) as {
    changes: { id: string; commit: string | null }[];
  };
  return [
    ...Object.values(people).flatMap(({ name, emails }) => [name, ...emails]),
    ...changes.changes.flatMap(({ id, commit }) => [
      id,
      ...(commit ? [commit, commit.slice(0, 12)] : []),
    ]),
    'Harrow Vale',
    'HVVG-26-0318',
    'Project Heron',
    'Configuration Management Policy',
    'configuration-management',
    'change-evidence-path',
  ];
}

test('nothing internal is in any file of the public edition, packed ones included', async () => {
  const secrets = await listSecrets();
  const open = (await readTexts('public')).toLowerCase();
  expect(secrets.length).toBeGreaterThan(600);
  expect(secrets.filter((secret) => open.includes(secret.toLowerCase()))).toEqual([]);
});

test('the same search finds them in the internal edition, so that it can see', async () => {
  const internal = (await readTexts('internal')).toLowerCase();
  const missing = (await listSecrets()).filter(
    (secret) => !internal.includes(secret.toLowerCase()),
  );
  // An address that only appears as the sender of a commit is not printed anywhere.
  expect(missing.filter((one) => !one.includes('@'))).toEqual([]);
});

test('an address of a person in a public text stops the build, with its place', async () => {
  const book = await temporaryFolder();
  const content = path.join(book, 'content');
  await cp(path.join(root, 'content'), content, { recursive: true });
  const file = path.join(content, 'policies/change-management.mdx');
  const text = await readFile(file, 'utf8');
  const [secret = ''] = (await listSecrets()).filter((one) => one.includes('@'));
  await writeFile(file, `${text.trimEnd()}\n\nWrite to ${secret} about it.\n`);
  const out = path.join(book, 'out');
  const { code, stderr } = await runHere('build', ['--content', content, '--out', out]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /content\/policies\/change-management\.mdx:\d+.* error edition\/secret-left/,
  );
  await expect(readFile(path.join(out, 'public/index.html'))).rejects.toThrow('ENOENT');
});
