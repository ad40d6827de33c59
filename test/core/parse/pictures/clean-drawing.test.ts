import { expect, test } from 'vitest';
import { cleanPicture } from '#core/parse/pictures/clean-picture.ts';
import { samplePictures } from './sample-pictures.ts';

const shapes = '<rect width="4" height="2"></rect><text x="1">Store &amp; yard</text>';
const open = '<svg xmlns="http://www.w3.org/2000/svg"';

function clean(text: string): string {
  return Buffer.from(cleanPicture('a.svg', Buffer.from(text)).bytes).toString();
}

const drawing = (inner: string, attributes = '') =>
  `${open} viewBox="0 0 4 2"${attributes}>${inner}</svg>\n`;

test('writes a drawing that has nothing else as it is, and again the same', () => {
  const text = drawing(shapes);
  expect(clean(`<?xml version="1.0"?>\n${text}`)).toBe(text);
});

const namespaces =
  ' xmlns:sodipodi="http://s.example" xmlns:inkscape="http://i.example" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xhtml="http://www.w3.org/1999/xhtml"';

test.each([
  ['a comment', '<!-- secret -->'],
  ['a comment with tags in it', '<!-- <g>secret</g> > -->'],
  ['an instruction', '<?xpacket secret?>'],
  ['a title', '<title>secret</title>'],
  ['a description', '<desc>secret</desc>'],
  ['metadata', '<metadata><g>secret</g></metadata>'],
  ['metadata under a prefix', '<svg:metadata>secret</svg:metadata>'],
  ["a program's own element", '<sodipodi:namedview a="secret"><g/></sodipodi:namedview>'],
  ['a script', '<script>secret</script>'],
  ['a script under a prefix', '<svg:script href="secret.js"/>'],
  ['a page inside', '<foreignObject><xhtml:p>secret</xhtml:p></foreignObject>'],
  ['an animation', '<set attributeName="href" to="javascript:secret"/>'],
  ['an element of no drawing', '<secret>secret<g/></secret>'],
  ['text outside of a text', 'secret'],
  ['a hidden layer', '<g display="none"><text>secret</text></g>'],
  ['a hidden layer by style', '<g style="fill: red; display : NONE"><text>secret</text></g>'],
  ['an invisible part', '<g visibility="hidden"><text>secret</text></g>'],
  ['a part that one sees through', '<g opacity="0.0"><text>secret</text></g>'],
  [
    'a part hidden by a class',
    '<style>.x { display: none }</style><g class="y x"><text>secret</text></g>',
  ],
  [
    'a part hidden by its id',
    '<style>g#x { visibility: hidden !important }</style><g id="x"><text>secret</text></g>',
  ],
  ['a symbol that is not used', '<symbol id="x"><text>secret</text></symbol>'],
  [
    'what only an unused part uses',
    '<defs><g id="x"><text>secret</text></g><use id="y" href="#x"/></defs>',
  ],
  ['a picture of another place', '<image href="https://secret.example/a.png"/>'],
  ['a picture of the disk', '<image xlink:href="file:///secret.png"/>'],
  ['a page as a picture', '<image href="data:text/html;base64,c2VjcmV0"/>'],
])('takes out %s', (_, inner) => {
  const text = clean(drawing(inner + shapes, namespaces));
  expect(text.replace('<defs></defs>', '')).toBe(drawing(shapes));
});

test.each([
  ['a name of a file', ' inkscape:export-filename="/home/secret/a.png"'],
  ['an attribute of no drawing', ' secret="secret"'],
  ['a handler', ' onload="secret"'],
  ['a handler in capitals', ' ONLOAD="secret"'],
  ['data', ' data-secret="secret > more"'],
  ['an id that nothing uses', ' id="secret"'],
  ['a class that nothing uses', ' class="secret"'],
  ['a label', ' aria-label="secret"'],
  ['an address in a style', ' style="fill: url(https://secret.example)"'],
  ['an address in an attribute', ' fill="url(//secret.example/a)"'],
  ['an address behind a comment', ' style="fill: url(/**/https://secret.example)"'],
  ['an address with escapes', ' style="fill: u\\72l(https://secret.example)"'],
  ['an import', ' style="@import secret"'],
])('takes out %s among the attributes', (_, attributes) => {
  expect(clean(drawing(shapes, namespaces + attributes))).toBe(drawing(shapes));
});

test('keeps looks by class, and parts that are used, under neutral names', () => {
  const text = drawing(
    `<style><![CDATA[/* secret */ @import "secret"; @media print { .x { fill: secret } }
      .secret-a, .y > rect { fill: url(#secret-g); background: url(secret) } .unused { fill: red }]]></style>
    <defs><linearGradient id="secret-g"><stop offset="0"/></linearGradient><filter id="secret-f"/></defs>
    <g class="secret-a"><rect width="1"/></g><use xlink:href="#secret-u"/><g id="secret-u"><path d="M0 0"/></g>`,
    ' xmlns:xlink="http://www.w3.org/1999/xlink"',
  );
  const cleaned = clean(text);
  expect(cleaned).not.toContain('secret');
  expect(cleaned).toMatch(/<style>\.(c\d){fill:url\(#(i\d)\)}<\/style>.*id="\2".*class="\1"/);
  expect(cleaned).toMatch(/<use href="#(i\d)"><\/use><g id="\1">/);
  expect(clean(cleaned)).toBe(cleaned);
});

test('shows what a browser would show of a choice, and the words of a link', () => {
  const text = drawing(
    '<switch><foreignObject/><text>shown</text></switch><a href="javascript:x"><text>linked</text></a>',
  );
  expect(clean(text)).toBe(drawing('<text>shown</text><g><text>linked</text></g>'));
});

test('resolves what a document type declares, and drops the type', () => {
  const type = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY x "secret">]>';
  const text = `${type}<svg xmlns="&ns;" viewBox="0 0 4 2">${shapes}</svg>`;
  expect(clean(text)).toBe(drawing(shapes));
});

test('a picture inside a drawing is cleaned too, at any depth', () => {
  const jpeg = Buffer.concat([
    (samplePictures['jpg'] ?? Buffer.alloc(0)).subarray(0, 2),
    Buffer.from('ffe1000d457869660000', 'hex'),
    Buffer.from('Finch'),
    (samplePictures['jpg'] ?? Buffer.alloc(0)).subarray(2),
  ]);
  const wrap = (type: string, bytes: Uint8Array) =>
    drawing(`<image href="data:image/${type};base64,${Buffer.from(bytes).toString('base64')}"/>`);
  const [, inner = ''] = /base64,([^"]+)/.exec(clean(wrap('jpeg', jpeg))) ?? [];
  expect(Buffer.from(inner, 'base64').toString('latin1')).not.toContain('Finch');
  expect(Buffer.from(inner, 'base64').length).toBeGreaterThan(100);
  const deep = clean(wrap('svg+xml', Buffer.from(wrap('png', jpeg))));
  const [, outer = ''] = /base64,([^"]+)/.exec(deep) ?? [];
  const [, core = ''] = /base64,([^"]+)/.exec(Buffer.from(outer, 'base64').toString()) ?? [];
  expect(Buffer.from(core, 'base64').toString('latin1')).not.toContain('Finch');
});

test.each([
  ['written', ' width="40" height="20px" viewBox="0 0 4 2"', [40, 20]],
  ['of its box', ' viewBox="0,0 640 220"', [640, 220]],
  ['relative', ' width="100%" height="5cm" viewBox="0 0 4 2"', [4, 2]],
  ['none', '', [undefined, undefined]],
])('has the size that is %s', (_, attributes, size) => {
  const { width, height } = cleanPicture('a.svg', Buffer.from(`${open}${attributes}/>`));
  expect([width, height]).toEqual(size);
});
