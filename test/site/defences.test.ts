import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeChannels } from '#core/editions/scan/decode-channels.ts';
import { readOutput } from '#sources/read-output.ts';
import { root, runScript, type Outcome } from '../helpers/command.ts';
import { copyEngine } from '../helpers/folders.ts';

const fixture = path.join(root, 'test/fixtures/books/channels');
let content: string;
let engine: string;
let remove: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ engine, remove } = await copyEngine());
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-defences-'));
  content = path.join(folder, 'channels');
  await cp(fixture, content, { recursive: true });
});

afterAll(async () => {
  await remove();
  await rm(folder, { recursive: true, force: true });
});

/** One way to switch a defence off, and what then stops the build. */
interface Case {
  readonly defence: string;
  readonly file: string;
  /** A part of the file, and what takes its place; without it the whole file is replaced. */
  readonly part?: string;
  readonly by: string;
  readonly caughtBy: RegExp;
}

const cases: readonly Case[] = [
  {
    defence: 'internal parts are cut',
    file: 'core/editions/projection/cut-internal.ts',
    by: 'export const cutInternal = (body: string) => ({ text: body });\n',
    caughtBy: /supply\.mdx:49 error edition\/secret-left[^]*plantedbody/,
  },
  {
    defence: 'frontmatter by allow-list',
    file: 'core/editions/projection/public-frontmatter.ts',
    part: '): PolicyFrontmatter {\n',
    by: '): PolicyFrontmatter {\n  if (from) return from;\n',
    caughtBy: /plantedapplies[^]*plantedcontact@[^]*plantedsummary[^]*plantednote/,
  },
  {
    defence: 'withheld phrases',
    file: 'core/editions/projection/public-book.ts',
    part: 'if (ordered.length === 0) return text;',
    by: 'if (ordered.length >= 0) return text;',
    caughtBy: /edition\/withheld-left/,
  },
  {
    defence: 'links to public places alone',
    file: 'core/editions/projection/relink-for-public.ts',
    by: 'export const relinkForPublic = (body: string) => body;\n',
    caughtBy: /planted-ledger" is the id of a policy that is not public/,
  },
  {
    defence: 'settings by allow-list',
    file: 'core/editions/projection/public-book.ts',
    part: '  return {\n    organisation: { name: organisation.name, contact },',
    by: '  return arguments[0];\n  return {\n    organisation: { name: organisation.name, contact },',
    caughtBy: /plantedoffice@[^]*plantedhost\.quayside/,
  },
  {
    defence: 'policies by their own word',
    file: 'core/editions/projection/select-public.ts',
    part: 'return isPublished &&',
    by: 'return (isPublished || true) &&',
    caughtBy: /Plantedtitle Ledger Policy[^]*plantedsecret/,
  },
  {
    defence: 'images that public text uses',
    file: 'core/editions/projection/public-book.ts',
    part: 'assets.has(asset)',
    by: 'asset !== "" || assets.size > 0',
    caughtBy: /plantedpicture\.svg" is the name of an internal file/,
  },
  {
    defence: 'current text only',
    file: 'core/editions/projection/public-book.ts',
    part: 'versions: [current],',
    by: 'versions: policy.versions,',
    caughtBy: /plantedolder/,
  },
  {
    defence: 'comments are dropped',
    file: 'core/editions/projection/find-withheld.ts',
    part: 'if (isInternal(node) || isProgram(node))',
    by: 'if (isInternal(node))',
    caughtBy: /plantedcomment/,
  },
  {
    defence: 'no people',
    file: 'core/editions/projection/public-book.ts',
    part: 'asOf: internal.asOf,',
    by: 'asOf: internal.asOf, people: internal.people,',
    caughtBy: /Ada Plantedapprover/,
  },
  {
    defence: 'no changes',
    file: 'core/editions/projection/public-book.ts',
    part: 'asOf: internal.asOf,',
    by: 'asOf: internal.asOf, changes: internal.changes,',
    caughtBy: /PLANTEDINCIDENT-9/,
  },
  {
    defence: 'metadata of pictures',
    file: 'core/parse/pictures/clean-picture.ts',
    part: 'return picture;',
    by: 'return { ...picture, bytes };',
    caughtBy:
      /public\/assets\/crate[^]*image-metadata[^]*public\/assets\/drawing[^]*image-metadata/,
  },
];

async function switchOff({
  file,
  part,
  by,
}: Omit<Case, 'defence' | 'caughtBy'>): Promise<() => Promise<void>> {
  const place = path.join(engine, 'src', file);
  const original = await readFile(place, 'utf8');
  const broken = part === undefined ? by : original.replace(part, () => by);
  expect(broken).not.toBe(original);
  await writeFile(place, broken);
  return () => writeFile(place, original);
}

/** Builds with some defences off, and puts them back. */
async function buildWithout(
  ...off: readonly Omit<Case, 'defence' | 'caughtBy'>[]
): Promise<Outcome & { readonly isPublished: boolean; readonly published: string }> {
  const out = path.join(folder, 'out');
  const restore: (() => Promise<void>)[] = [];
  try {
    for (const one of off) restore.push(await switchOff(one));
    const outcome = await runScript('build', ['--content', content, '--out', out], engine);
    const isPublished = existsSync(out);
    const published = isPublished ? await readTexts(path.join(out, 'public')) : '';
    return { ...outcome, isPublished, published };
  } finally {
    for (const putBack of restore) await putBack();
    await rm(out, { recursive: true, force: true });
  }
}

async function readTexts(site: string): Promise<string> {
  const texts: string[] = [];
  for await (const { path: file, bytes } of readOutput(site))
    texts.push(file, ...[...decodeChannels(bytes)].map(({ text }) => text));
  return texts.join('\n').toLowerCase();
}

test('with all of them on, the build publishes', async () => {
  const { code, published } = await buildWithout();
  expect(code).toBe(0);
  expect(published).toContain('goods are bought from suppliers');
  expect(published).not.toContain('planted');
});

test.each(cases)('switched off: $defence', async ({ caughtBy, ...off }) => {
  const { code, stderr, isPublished } = await buildWithout(off);
  expect(stderr).toMatch(caughtBy);
  expect(code).toBe(1);
  expect(isPublished).toBe(false);
});

const check = {
  file: 'core/editions/projection/check-public-text.ts',
  by: 'export function* checkPublicText() {}\n',
};

test.each(cases.slice(0, 2))(
  'switched off together with the look at the public texts, the scanner finds it: $defence',
  async ({ caughtBy: _, defence: __, ...off }) => {
    const { code, stderr, isPublished } = await buildWithout(off, check);
    expect(stderr).toMatch(
      /out\/public\/policies\/supply\/index\.html \(.*planted[^]*\n {2}channels\/policies\/supply\.mdx:\d+ contains it/,
    );
    expect(code).toBe(1);
    expect(isPublished).toBe(false);
  },
);

/** Puts files of an earlier build into the work folder of the public edition. */
async function plantStrays(strays: Readonly<Record<string, string>>): Promise<void> {
  const work = path.join(folder, '.policybook/public');
  for (const [file, text] of Object.entries(strays)) {
    await mkdir(path.join(work, path.dirname(file)), { recursive: true });
    await writeFile(path.join(work, file), text);
  }
}

test('old files of the stage, not cleaned away, reach no page', async () => {
  await plantStrays({
    'stage/policies/planted-ledger.mdx':
      '---\ntitle: Plantedtitle\n---\n\nThe plantedsecret book.\n',
    'stage/plantedpicture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  const { code, published } = await buildWithout({
    file: 'astro/stage-assets.ts',
    part: 'if (!files.has(path.relative(folder, place))) await rm(place);',
    by: '',
  });
  expect(code).toBe(0);
  expect(published).toContain('goods are bought from suppliers');
  expect(published).not.toContain('planted');
});

test('with old files of a site, not cleaned away, nothing is published', async () => {
  await plantStrays({ 'site/planted-old/index.html': '<p>The plantedsecret book.</p>' });
  const { code, isPublished } = await buildWithout({
    file: 'astro/run-astro.ts',
    part: 'await rm(site, { recursive: true, force: true });',
    by: '',
  });
  expect(code).not.toBe(0);
  expect(isPublished).toBe(false);
});
