import { Buffer, isUtf8 } from 'node:buffer';
import { cleanDrawing } from './clean-drawing.ts';
import { rasterKinds } from './clean-raster.ts';
import { PictureFault, type Picture } from './picture.ts';

const maximumBytes = 16 * 1024 * 1024;
const maximumDepth = 3;

/**
 * A picture as it is published, from the bytes of a file and its name. What it is, is decided by its bytes; its name
 * has to agree with them. Throws a `PictureFault` for everything else.
 */
export function cleanPicture(file: string, bytes: Uint8Array): Picture {
  const { picture, endings } = cleanBytes(bytes, 0);
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  if (endings.includes(ending)) return picture;
  throw new PictureFault(
    `is in the format ${endings[0]?.toUpperCase()}, and its name ends with "${ending}".`,
    `Give it a name that ends with ".${endings[0]}".`,
  );
}

function cleanBytes(
  bytes: Uint8Array,
  depth: number,
): { readonly picture: Picture; readonly endings: readonly string[] } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length > maximumBytes) {
    throw new PictureFault('is larger than 16 MiB.', 'Export it with fewer pixels.');
  }
  const raster = rasterKinds.find(({ isOne }) => isOne(view));
  if (raster) return { picture: raster.clean(view), endings: raster.endings };
  const text = isUtf8(view) ? view.toString('utf8').replace(/^\u{feff}/u, '') : '';
  if (!text.trimStart().startsWith('<')) {
    throw new PictureFault(
      'is not a PNG, JPEG, GIF, WebP or SVG, whatever its name is.',
      'Export the picture in one of these formats, SVG in UTF-8.',
    );
  }
  const picture = cleanDrawing(text, (address) => cleanAddress(address, depth + 1));
  return { picture, endings: ['svg'] };
}

/** A picture that a drawing contains as an address; undefined for the address of another place. */
function cleanAddress(address: string, depth: number): string | undefined {
  const [, encoded] = /^data:image\/[\w.+-]+;base64,([\w+/=\s]+)$/.exec(address) ?? [];
  if (encoded === undefined || depth > maximumDepth) return undefined;
  const { picture, endings } = cleanBytes(Buffer.from(encoded, 'base64'), depth);
  const type = { jpg: 'jpeg', svg: 'svg+xml' }[endings[0] ?? ''] ?? endings[0];
  return `data:image/${type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
}
