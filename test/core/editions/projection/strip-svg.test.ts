import { expect, test } from 'vitest';
import { stripSvg } from '#core/editions/projection/strip-svg.ts';

const shapes = '<rect width="4"\n  height="2" /><g/><text x="1">Store &amp; yard</text>';

function drawing(inner: string, attributes = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes} viewBox="0 0 4 2">${inner}</svg>`;
}

test('keeps a drawing that has nothing else, byte for byte', () => {
  const text = `<?xml version="1.0"?>\n${drawing(`<title>A store</title>${shapes}`)}\n`;
  expect(stripSvg(text)).toBe(text);
});

test.each([
  ['a comment', `<!-- secret -->${shapes}`],
  ['a comment with tags in it', `<!-- <g>secret</g> > -->${shapes}`],
  ['metadata', `<metadata><rdf:RDF><a>secret</a></rdf:RDF></metadata>${shapes}`],
  ['metadata under a prefix', `<svg:metadata>secret</svg:metadata>${shapes}`],
  ["a program's own element", `<sodipodi:namedview a="secret"><b/></sodipodi:namedview>${shapes}`],
  ['an empty element of it', `<inkscape:grid a="secret"/>${shapes}`],
  ['a script', `<script>secret</script>${shapes}`],
  ['an element of no drawing', `<secret>secret<g/></secret>${shapes}`],
  ['an instruction', `<?xpacket secret?>${shapes}`],
])('takes out %s and keeps what follows', (_, inner) => {
  expect(stripSvg(drawing(inner))).toBe(drawing(shapes));
});

test.each([
  ['a name of a file', ' inkscape:export-filename="/home/secret/a.png"'],
  ['a declared prefix', ' xmlns:secret="https://secret.example"'],
  ['an attribute of no drawing', ' secret="secret"'],
  ['a handler', ' onload="secret"'],
  ['data', ' data-secret="secret > more"'],
])('takes out %s among the attributes', (_, attributes) => {
  expect(stripSvg(drawing(shapes, attributes))).toBe(drawing(shapes));
});

test('keeps references and CDATA', () => {
  const text = drawing(
    '<style><![CDATA[a > b { fill: red }]]></style><use xlink:href="#a" xml:space="preserve"/>',
    ' xmlns:xlink="http://www.w3.org/1999/xlink"',
  );
  expect(stripSvg(text)).toBe(text);
});

test('puts what a document type declares where it is used, and drops the type', () => {
  const text = `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY x "secret">]>${drawing(shapes)}`;
  expect(stripSvg(text.replace('"http://www.w3.org/2000/svg" v', '"&ns;" v'))).toBe(
    drawing(shapes),
  );
});

test('publishes nothing behind a comment or an element that never ends', () => {
  expect(stripSvg(`<svg><a/><!-- secret`)).toBe('<svg><a/>');
  expect(stripSvg(`<svg><metadata>secret</svg>`)).toBe('<svg>');
  expect(stripSvg(`${drawing(shapes)}<g>secret</g>`)).not.toContain('secret');
  const declaring = `<!DOCTYPE svg [<!-- secret --> <!ELEMENT secret ANY>]>${drawing(shapes)}`;
  expect(stripSvg(declaring).trim()).toBe(drawing(shapes));
});
