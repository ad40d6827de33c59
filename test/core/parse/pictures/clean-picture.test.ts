import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { cleanPicture } from '#core/parse/pictures/clean-picture.ts';
import { PictureFault } from '#core/parse/pictures/picture.ts';
import { samplePictures, turnedJpeg } from './sample-pictures.ts';

const named = Object.entries(samplePictures).map(([ending, bytes]) => ({
  name: `a.${ending}`,
  bytes,
}));
const byName = (ending: string) => samplePictures[ending] ?? Buffer.alloc(0);
const drawing = (inner: string, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inner}</svg>`);

function faultOf(name: string, bytes: Uint8Array): string | undefined {
  try {
    cleanPicture(name, bytes);
    return undefined;
  } catch (error) {
    if (error instanceof PictureFault) return error.message;
    throw error;
  }
}

test.each(named)(
  '$name keeps its size, and cleaning it again changes nothing',
  ({ name, bytes }) => {
    const { bytes: once, width, height } = cleanPicture(name, bytes);
    expect([width, height]).toEqual([3, 2]);
    expect(Buffer.from(cleanPicture(name, once).bytes).equals(once)).toBe(true);
  },
);

const segment = (marker: number, text: string) => {
  const head = Buffer.from([0xff, marker, 0, text.length + 2]);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
};
const chunk = (type: string, text: string) => {
  const part = Buffer.from(`\0\0\0\0${type}${text}\0\0\0\0`, 'latin1');
  part.writeUInt32BE(text.length);
  part.writeUInt32BE(crc32(part.subarray(4, -4)), part.length - 4);
  return part;
};
const riff = (type: string, text: string) => {
  const part = Buffer.from(`${type}\0\0\0\0${text}`, 'latin1');
  part.writeUInt32LE(text.length, 4);
  return part;
};
const insert = (ending: string, at: number, part: Uint8Array) =>
  Buffer.concat([byName(ending).subarray(0, at), part, byName(ending).subarray(at)]);
const webpWith = (part: Buffer) => {
  const whole = Buffer.concat([byName('webp'), part]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};

test.each([
  ['text of a PNG', 'a.png', insert('png', 33, chunk('tEXt', 'Author\0planted'))],
  ['EXIF of a PNG', 'a.png', insert('png', 33, chunk('eXIf', 'planted'))],
  ["a program's own part of a PNG", 'a.png', insert('png', 33, chunk('plAn', 'planted'))],
  ['colours of a PNG', 'a.png', insert('png', 33, chunk('iCCP', 'planted\0\0'))],
  ['a part of a PNG that is too long', 'a.png', insert('png', 33, chunk('pHYs', 'planted text'))],
  [
    'the last part of a PNG',
    'a.png',
    Buffer.concat([byName('png').subarray(0, -12), chunk('IEND', 'planted')]),
  ],
  ['what follows a PNG', 'a.png', Buffer.concat([byName('png'), Buffer.from('planted')])],
  ['EXIF of a JPEG', 'a.jpg', insert('jpg', 2, segment(0xe1, 'Exif\0\0planted'))],
  [
    'XMP of a JPEG',
    'a.jpg',
    insert('jpg', 2, segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0planted')),
  ],
  ['a comment of a JPEG', 'a.jpg', insert('jpg', 2, segment(0xfe, 'planted'))],
  [
    'a thumbnail of a JPEG',
    'a.jpg',
    insert('jpg', 2, segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01planted')),
  ],
  ['IPTC of a JPEG', 'a.jpg', insert('jpg', 2, segment(0xed, 'planted'))],
  [
    'a second picture behind a JPEG',
    'a.jpg',
    Buffer.concat([byName('jpg'), Buffer.from('planted')]),
  ],
  ['a comment of a GIF', 'a.gif', insert('gif', 19, Buffer.from('!\xfe\x07planted\0', 'latin1'))],
  ['text of a GIF', 'a.gif', insert('gif', 19, Buffer.from('!\x01\x07planted\0', 'latin1'))],
  [
    "a program's part of a GIF",
    'a.gif',
    insert('gif', 19, Buffer.from('!\xff\x0bXMP DataXMP\x07planted\0', 'latin1')),
  ],
  ['what follows a GIF', 'a.gif', Buffer.concat([byName('gif'), Buffer.from('planted')])],
  ['EXIF of a WebP', 'a.webp', webpWith(riff('EXIF', 'planted!'))],
  ['XMP of a WebP', 'a.webp', webpWith(riff('XMP ', 'planted!'))],
  ['what follows a WebP', 'a.webp', Buffer.concat([byName('webp'), Buffer.from('planted')])],
])('is not published: %s', (_, name, bytes) => {
  const clean = Buffer.from(cleanPicture(name, bytes).bytes);
  expect(bytes.toString('latin1')).toContain('planted');
  expect(clean.toString('latin1')).not.toContain('planted');
  expect(Buffer.from(cleanPicture(name, byName(name.slice(2))).bytes).equals(clean)).toBe(true);
});

test.each([
  ['a script by name and content', 'plan.js', Buffer.from('alert(1)'), /is not a PNG/],
  ['a script called a picture', 'plan.png', Buffer.from('alert(1)'), /is not a PNG/],
  [
    'a page called a drawing',
    'plan.svg',
    Buffer.from('<html><script>alert(1)</script></html>'),
    /not an SVG/,
  ],
  [
    'a page in the namespace of another',
    'plan.svg',
    Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"/>'),
    /not an SVG/,
  ],
  ['an empty file', 'plan.png', Buffer.alloc(0), /is not a PNG/],
  ['a PDF', 'plan.png', Buffer.from('%PDF-1.7'), /is not a PNG/],
  ['a TIFF', 'plan.png', Buffer.from('II*\0'), /is not a PNG/],
  ['a HEIC', 'plan.jpg', Buffer.from('\0\0\0\x18ftypheic'), /is not a PNG/],
  [
    'a PNG called a script',
    'plan.js',
    byName('png'),
    /in the format PNG, and its name ends with "js"/,
  ],
  ['a JPEG called a PNG', 'plan.png', byName('jpg'), /in the format JPG/],
  ['a drawing called a PNG', 'plan.png', drawing('<g/>'), /in the format SVG/],
  ['half a PNG', 'plan.png', byName('png').subarray(0, 60), /ends in the middle/],
  [
    'a PNG without pixels',
    'plan.png',
    Buffer.concat([byName('png').subarray(0, 33), chunk('IEND', '')]),
    /without pixels/,
  ],
  [
    'a PNG with one bit changed',
    'plan.png',
    Buffer.from(byName('png').map((byte, at) => (at === 60 ? byte ^ 1 : byte))),
    /is damaged/,
  ],
  ['a JPEG that is only a mark', 'plan.jpg', Buffer.from([0xff, 0xd8, 0xff]), /ends in the middle/],
  ['a JPEG that its metadata turns', 'plan.jpg', turnedJpeg, /is turned by its metadata/],
  ['a drawing with a broken tag', 'plan.svg', drawing('<g>'), /is not well-formed in line 1/],
  ['a drawing in UTF-16', 'plan.svg', Buffer.from('\ufeff<svg/>', 'utf16le'), /is not a PNG/],
  [
    'a drawing of 300 levels',
    'plan.svg',
    drawing('<g>'.repeat(300) + '</g>'.repeat(300)),
    /nested too deeply/,
  ],
])('is a fault: %s', (_, name, bytes, problem) => {
  expect(faultOf(name, bytes)).toMatch(problem);
});

test('bytes that were changed or cut give a picture or a fault, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...named),
      fc.nat(),
      fc.nat(),
      fc.nat(255),
      ({ name, bytes }, cut, at, byte) => {
        const changed = Buffer.from(
          bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut % bytes.length : 0)),
        );
        changed[at % changed.length] = byte;
        faultOf(name, changed);
      },
    ),
    { numRuns: 2000 },
  );
});
