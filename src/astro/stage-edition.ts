import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { visit } from 'unist-util-visit';
import { stripSvg } from '#core/editions/projection/strip-svg.ts';
import { shownVersion } from '#core/history/shown-version.ts';
import type { Book } from '#core/model/book.ts';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';
import { resolveBody } from '#core/parse/resolve-body.ts';
import { handOver } from './edition.ts';
import { linkToPolicyOf } from './link-to-policy.ts';

export type EditionName = 'internal' | 'public';

export interface StagingOrder {
  readonly name: EditionName;
  readonly book: Book;
  /** The path under which the edition is published; begins and ends with a slash. */
  readonly base: string;
  /** The folder that is made to hold these files and no others. */
  readonly stage: string;
  /** The parent of the content folder, to which the paths of files in the book are relative. */
  readonly root: string;
}

/**
 * Gives Astro what it may print: the book of this edition in memory, and in a folder one text for each policy and the
 * images that these show. Nothing else can be reached from the stage.
 */
export async function stageEdition({ name, book, base, stage, root }: StagingOrder): Promise<void> {
  handOver({ name, book, base });
  const files = new Map<string, string | Buffer>();
  const linkToPolicy = linkToPolicyOf(book.policies, base);
  for (const policy of book.policies) {
    const { id, current, versions } = policy;
    // An earlier text that holds on while a draft lies in its place is never compiled; the core renders it.
    if (shownVersion(policy, book.asOf).version === current.version) {
      const fence = `---\ntitle: ${JSON.stringify(current.frontmatter.title)}\n---\n`;
      const text = resolveBody(current.body, current.frontmatter, linkToPolicy);
      files.set(path.join('policies', `${id}.mdx`), fence + text);
    }
    for (const image of versions.flatMap(({ body }) => listImages(body))) {
      const file = book.assets.find((asset) => asset.endsWith(`/assets/${image}`));
      if (file !== undefined) {
        files.set(path.join('assets', image), await readImage(path.join(root, file), name));
      }
    }
  }
  await fillFolder(stage, files);
}

/**
 * An image as an edition gets it. Astro makes others anew and leaves their metadata behind, a drawing it copies; so
 * for customers a drawing loses here what is not drawn.
 */
async function readImage(file: string, edition: EditionName): Promise<Buffer> {
  const bytes = await readFile(file);
  const isDrawing = edition === 'public' && file.toLowerCase().endsWith('.svg');
  return isDrawing ? Buffer.from(stripSvg(bytes.toString('utf8'))) : bytes;
}

/** The images of content/assets that a text shows, by their path below it. */
function listImages(body: string): string[] {
  const parsed = parseMarkdown(body);
  const images: string[] = [];
  if ('fault' in parsed) return images;
  visit(parsed.tree, 'image', ({ url }) => {
    const image = /^\.\.\/assets\/(.+)$/.exec(url)?.[1];
    if (image !== undefined) images.push(image);
  });
  return images;
}

/** Makes a folder hold these files alone. A file that is as it should be is not touched, so that dev stays quiet. */
async function fillFolder(
  folder: string,
  files: ReadonlyMap<string, string | Buffer>,
): Promise<void> {
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const place = path.join(entry.parentPath, entry.name);
    if (!files.has(path.relative(folder, place))) await rm(place);
  }
  for (const [file, contents] of files) {
    const place = path.join(folder, file);
    const present = await readFile(place).catch(() => undefined);
    if (present?.equals(Buffer.from(contents))) continue;
    await mkdir(path.dirname(place), { recursive: true });
    // Astro watches the stage and must never read half a file.
    await writeFile(`${place}~`, contents);
    await rename(`${place}~`, place);
  }
}
