import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../helpers/command.ts';
import { buildInCopy } from '../helpers/folders.ts';

/** Names and addresses that are words of our pages, of their markup, or of what reading the markup makes of them. */
const identities = [
  'Search <search@name>',
  'Change Management <meta@name>',
  'Next Review <description@content>',
  'lazy decoding <loading@lazy>',
  'Policypublic <x@policies.json>',
  'Skip to content <main@policies.json>',
  'Public Extract <http-equiv@content-security-policy>',
  'module script <text@css.example>',
  'Larkfield Goods <theme@color.example>',
];

const messages = [
  'Skip to content',
  'Content security policy',
  'Policies by title',
  'What is not published',
  'For your records\n\nTicket: UTF-8, ISO-8859-1, SHA-256, H-2, HTTP-404, W3C-2000',
  'Merge branch content-security-policy\n\nIncident: en-GB-1',
  'Customers and their auditors can request more\n\nReason: New versions as they come, for a feed reader. Report a security problem.',
  'Add pagefind-ui.js and pagefind-worker.js\n\nReason: This list as data, policies.json, versions.xml, security.txt.',
  'Goods are bought from suppliers\n\nReason: html lang en meta charset utf 8 name viewport content width device width.',
];

test('words of a commit that are words of our pages stop no edition', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-own-words-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = path.join(folder, 'channels');
  await cp(path.join(root, 'test/fixtures/books/channels'), content, { recursive: true });
  const history = path.join(content, 'histories/platform');
  const people = identities.map((identity, index) => `stranger-${index}: ${identity}\n`);
  await appendFile(path.join(history, 'identities.yaml'), people.join(''));
  const commits = messages.map(
    (message, index) => `
- at: 2026-03-1${index}T11:14:00Z
  author: stranger-${index}
  message: ${JSON.stringify(message)}
  files: [pagefind/pagefind-ui.js, src/theme-color/index.html]
`,
  );
  await appendFile(path.join(history, '2026.yaml'), commits.join(''));

  const { code, stderr } = await buildInCopy(['--content', content, '--out', `${folder}/out`]);
  expect(stderr).not.toContain(' error ');
  expect(stderr).not.toContain('Nothing was published');
  expect(code).toBe(0);
});
