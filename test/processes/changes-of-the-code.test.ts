import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, runScript } from '../helpers/command.ts';
import { copyEngine } from '../helpers/folders.ts';

/** The files of a change by their paths, and what each becomes. */
type Edits = Readonly<Record<string, (text: string) => string>>;

let engine = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => ({ engine, remove } = await copyEngine()));
afterAll(() => remove());

async function edit(edits: Edits): Promise<void> {
  for (const [file, change] of Object.entries(edits)) {
    const place = path.join(engine, file);
    const text = await readFile(place, 'utf8').catch(() => '');
    const changed = change(text);
    expect(changed, `${file} was not changed`).not.toBe(text);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, changed);
  }
}

/** Adds an import and a name at the front of a list that is written by hand. */
const list = (name: string, from: string, array: RegExp) => (text: string) =>
  `import { ${name} } from '${from}';\n${text.replace(array, `$&${name}, `)}`;

interface Report {
  readonly diagnostics: readonly { code: string; file: string; line: number }[];
  readonly verdicts: readonly { rule: string; statement: string }[];
}

/** Judges a change before its merge, with a message and an author. */
async function judge(trailers: readonly string[], author = 'mira'): Promise<Report> {
  const file = path.join(engine, 'message.txt');
  const message = ['Add an export', '', 'Change-Type: normal', 'Reason: Asked for', ...trailers];
  await writeFile(file, message.join('\n'));
  const args = ['--message-file', file, '--author', author, '--repository', 'platform'];
  const { stdout, stderr } = await runScript('change', [...args, '--format', 'json'], engine);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

const rule = `import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const titleNoticed: DocumentRule = {
  code: 'policy/title-noticed',
  severity: 'error',
  requirement: 'A policy has no title.',
  *check({ policies }) {
    for (const { current } of policies) {
      yield { at: locateField(current.source, ['title']), problem: 'It has.', remedy: 'Drop it.' };
    }
  },
};
`;

test('a rule on documents is two files of the code, and its words', async () => {
  await edit({
    'src/core/rules/policy/title-noticed.ts': () => rule,
    'src/core/rules/index.ts': list(
      'titleNoticed',
      './policy/title-noticed.ts',
      /documentRules\b.*= \[/,
    ),
  });
  const { code, stdout } = await runScript('check', ['--format', 'json'], engine);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as Report;
  const found = diagnostics.filter((one) => one.code === 'policy/title-noticed');
  expect(found).toHaveLength(readdirSync(path.join(root, 'content/policies')).length);
  for (const { file, line: number } of found) {
    const lines = (await readFile(path.join(root, file), 'utf8')).split('\n');
    expect(lines[number - 1]).toMatch(/^title: /);
  }
});

test('a field of a change record is one entry, and a policy can require it', async () => {
  await edit({
    'src/core/model/record-fields.ts': (text) =>
      text.replace(/^const table = \{$/m, "$&\n  weather: { trailer: 'Weather' },"),
  });
  await edit({
    'content/policies/change-management.mdx': (text) =>
      text.replace('[reason,', '[weather, reason,'),
  });
  const statementOf = ({ verdicts }: Report) =>
    verdicts.find(({ rule: code }) => code === 'change/record-fields')?.statement;
  expect(statementOf(await judge([]))).toContain('weather');
  const stated = statementOf(await judge(['Weather: dry']));
  expect(stated).toContain('risk');
  expect(stated).not.toContain('weather');
});

test('a forge is its own folder and one line of the list, and names people and their addresses', async () => {
  const acorn = await readFile(path.join(root, 'test/core/forges/acorn/acorn.ts'), 'utf8');
  await edit({
    'src/core/forges/acorn/acorn.ts': () => acorn,
    'src/core/forges/index.ts': list('acorn', './acorn/acorn.ts', /Forge\[\]\] = \[/),
  });
  await edit({
    'content/people.yaml': (text) => text.replace('github: moduya', '$&, acorn: mo'),
  });
  const codesOf = async (author: string) =>
    (await judge([], author)).diagnostics.map(({ code }) => code);
  expect(await codesOf('Someone <mo@elsewhere.example>')).toContain('record/author-unknown');
  expect(await codesOf('Someone <mo@users.acorn.example>')).not.toContain('record/author-unknown');
});
