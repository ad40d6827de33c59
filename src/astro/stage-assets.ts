import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findAsset, isPublishable } from '#core/parse/link-target.ts';
import { imagePath } from '#core/parse/list-references.ts';
import { cleanPicture } from '#core/parse/pictures/clean-picture.ts';
import { isPictureName, type Picture } from '#core/parse/pictures/picture.ts';
import type { Edition } from './edition.ts';

/** The width and height of a picture in pixels, where it states them. */
export type Size = Pick<Picture, 'width' | 'height'>;

/**
 * Makes the stage of an edition contain the files of `assets/` that its texts show or link to, and no others: pictures
 * as they are published, other files as they are. Returns the size of each picture, by its path below `assets/`.
 */
export async function stageAssets({
  book: { policies, assets },
  root,
  stage,
}: Pick<Edition, 'book' | 'root' | 'stage'>): Promise<(image: string) => Size> {
  const references = policies
    .flatMap(({ versions }) => versions)
    .flatMap((version) => [...version.references.images, ...version.references.links]);
  const paths = new Set(references.flatMap(({ url }) => imagePath(url) ?? []));
  const files = new Map<string, Picture>();
  const sizes = new Map<string, Size>();
  for (const file of paths) {
    const asset = findAsset(assets, file);
    if (asset === undefined || !isPublishable(asset)) continue;
    const bytes = await readFile(path.join(root, asset));
    const { width, height, ...staged } = isPictureName(asset)
      ? cleanPicture(asset, bytes)
      : { bytes };
    files.set(stagedPath(asset), staged);
    if (width !== undefined && height !== undefined) sizes.set(file, { width, height });
  }
  await fillFolder(stage, files);
  return (image) => sizes.get(image) ?? {};
}

/** The path of an asset in the stage and in the site's `assets/`. */
export function stagedPath(asset: string): string {
  return path.join(...asset.split('/').slice(2));
}

/** Makes a folder hold these files alone. A file that is as it should be is not touched, so that dev stays quiet. */
async function fillFolder(folder: string, files: ReadonlyMap<string, Picture>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const place = path.join(entry.parentPath, entry.name);
    if (!files.has(path.relative(folder, place))) await rm(place);
  }
  for (const [file, { bytes }] of files) {
    const place = path.join(folder, file);
    const present = await readFile(place).catch(() => undefined);
    if (present?.equals(bytes)) continue;
    await mkdir(path.dirname(place), { recursive: true });
    // A server in development must never read half a file.
    await writeFile(`${place}~`, bytes);
    await rename(`${place}~`, place);
  }
}
