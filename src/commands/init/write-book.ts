import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageOf } from '#core/start/book-files.ts';
import { commands } from '../index.ts';
import { engineName } from '../loading/engine.ts';

/** The contents of a new book. */
export interface BookTexts {
  readonly name: string;
  readonly settings: string;
  readonly people: string;
  readonly policies: readonly { readonly id: string; readonly text: string }[];
  readonly agents: string;
  readonly pipeline: { readonly path: string; readonly contents: string };
}

const ignored = ['node_modules/', 'out/', '.policybook/'];

/** Writes the files of a book and returns their paths. What is there already is kept, or added to. */
export async function writeBook(directory: string, texts: BookTexts): Promise<string[]> {
  const [engine = '', version = ''] = engineName().split(' ');
  const json = await readOptional(path.join(directory, 'package.json'));
  const ignore = (await readOptional(path.join(directory, '.gitignore'))) ?? '';
  const files: Readonly<Record<string, string>> = {
    'content/policybook.yaml': texts.settings,
    'content/people.yaml': texts.people,
    ...Object.fromEntries(
      texts.policies.map(({ id, text }) => [`content/policies/${id}.mdx`, text]),
    ),
    'package.json': packageOf(JSON.parse(json ?? '{}') as Record<string, unknown>, {
      name: texts.name,
      dependency: [engine, version],
      commands: Object.keys(commands).filter((name) => name !== 'init'),
    }),
    '.gitignore': addLines(ignore, ignored),
  };
  const fresh = { 'AGENTS.md': texts.agents, [texts.pipeline.path]: texts.pipeline.contents };
  const written: string[] = [];
  for (const [file, text] of Object.entries({ ...files, ...fresh })) {
    const place = path.join(directory, file);
    if (file in fresh && (await readOptional(place)) !== undefined) continue;
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
    written.push(file);
  }
  return written;
}

/** Writes the settings of a book anew and returns their path. */
export async function writeSettings(directory: string, text: string): Promise<string> {
  const file = 'content/policybook.yaml';
  await writeFile(path.join(directory, file), text);
  return file;
}

async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

function addLines(text: string, lines: readonly string[]): string {
  const present = text.split('\n');
  const missing = lines.filter((line) => !present.includes(line));
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return start + missing.map((line) => `${line}\n`).join('');
}
