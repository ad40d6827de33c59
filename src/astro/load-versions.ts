import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import { stripSvg } from '#core/editions/projection/strip-svg.ts';
import { renderVersion } from '#core/history/render-version.ts';
import { isForStaff, type EditionName } from '#core/model/edition.ts';
import { findAsset, readLinkTarget } from '#core/parse/link-target.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { findEdition, linkToOf, versionEntryId, type Edition } from './edition.ts';

/**
 * The texts of an edition as HTML, each rendered once and again only when it, the addresses of policies or the engine
 * change. The images that they show are copied to the edition's stage, from which Astro publishes them. Without an
 * edition, as in `astro check`, there are none.
 */
export const versionLoader: Loader = {
  name: 'policybook:versions',
  schema: z.object({ title: z.string() }),
  async load({ store, config, parseData, generateDigest }) {
    const edition = findEdition();
    if (!edition) return;
    const { book, base, stage } = edition;
    const linkTo = linkToOf(book, base);
    const shared = [await digestEngine(), base];
    // Astro resolves the images of an entry beside its file. This one need not exist.
    const filePath = path.relative(fileURLToPath(config.root), path.join(stage, 'versions'));
    const images = new Set<string>();
    const unseen = new Set(store.keys());
    for (const policy of book.policies) {
      for (const version of policy.versions) {
        const id = versionEntryId(policy.id, version.version);
        const { body, frontmatter, references } = version;
        const links = references.links.map(({ url }) => {
          const target = readLinkTarget(url);
          return target.kind === 'policy' || target.kind === 'file' ? linkTo(target) : undefined;
        });
        const digest = generateDigest({ shared, body, frontmatter, links });
        unseen.delete(id);
        if (store.get(id)?.digest !== digest) {
          const rendered = renderVersion(version, {
            linkTo,
            showImage: (image, attributes) => ({
              __ASTRO_IMAGE_: JSON.stringify({ ...attributes, src: `./${image}` }),
            }),
          });
          const imagePaths = rendered.images.map((image) => `./${image}`);
          store.set({
            id,
            digest,
            filePath,
            data: await parseData({ id, data: { title: frontmatter.title } }),
            rendered: {
              html: rendered.html,
              metadata: { headings: [...rendered.headings], imagePaths },
            },
            assetImports: imagePaths,
          });
        }
        for (const image of store.get(id)?.assetImports ?? []) images.add(path.normalize(image));
      }
    }
    for (const id of unseen) store.delete(id);
    await stageImages(edition, images);
  },
};

/** Makes the stage contain these images alone. */
async function stageImages(
  { name, book, stage, root }: Edition,
  images: Iterable<string>,
): Promise<void> {
  const files = new Map<string, Buffer>();
  for (const image of images) {
    const file = findAsset(book.assets, image);
    if (file === undefined) continue;
    files.set(image, await readImage(path.join(root, file), name));
  }
  await fillFolder(stage, files);
}

/**
 * An image as an edition gets it. Astro encodes others again without their metadata, and copies drawings; so
 * for customers a drawing loses here what is not drawn.
 */
async function readImage(file: string, edition: EditionName): Promise<Buffer> {
  const bytes = await readFile(file);
  const isDrawing = !isForStaff(edition) && file.toLowerCase().endsWith('.svg');
  return isDrawing ? Buffer.from(stripSvg(bytes.toString('utf8'))) : bytes;
}

/** Makes a folder hold these files alone. A file that is as it should be is not touched, so that dev stays quiet. */
async function fillFolder(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const place = path.join(entry.parentPath, entry.name);
    if (!files.has(path.relative(folder, place))) await rm(place);
  }
  for (const [file, contents] of files) {
    const place = path.join(folder, file);
    const present = await readFile(place).catch(() => undefined);
    if (present?.equals(contents)) continue;
    await mkdir(path.dirname(place), { recursive: true });
    // Astro watches the stage and must never read half a file.
    await writeFile(`${place}~`, contents);
    await rename(`${place}~`, place);
  }
}
