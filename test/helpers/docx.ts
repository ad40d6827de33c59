import { strToU8, zipSync } from 'fflate';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A run of text; `inside` are properties such as `<w:b/>`. */
export const run = (text: string, inside = '') =>
  `<w:r><w:rPr>${inside}</w:rPr><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;

/** A paragraph of runs, with a style such as `Heading1` or a list level such as `{ level: 0, list: 1 }`. */
export function paragraph(
  runs: string,
  { style, level, list = 1 }: { style?: string; level?: number; list?: 1 | 2 } = {},
): string {
  const numbering =
    level === undefined
      ? ''
      : `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
  const styled = style === undefined ? '' : `<w:pStyle w:val="${style}"/>`;
  return `<w:p><w:pPr>${styled}${numbering}</w:pPr>${runs}</w:p>`;
}

export const table = (rows: readonly (readonly string[])[]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

export const inserted = (runs: string) => `<w:ins w:id="90" w:author="Ada">${runs}</w:ins>`;
export const deleted = (text: string) =>
  `<w:del w:id="91" w:author="Ada"><w:r><w:delText>${escape(text)}</w:delText></w:r></w:del>`;
export const footnote = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
export const commented = (id: number) => `<w:r><w:commentReference w:id="${id}"/></w:r>`;
export const link = (text: string) => `<w:hyperlink r:id="link">${run(text)}</w:hyperlink>`;
export const image = (description: string) =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr="${description}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="image"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

export interface WordParts {
  readonly body: string;
  readonly footnotes?: readonly string[];
  readonly comments?: readonly string[];
  readonly header?: string;
  readonly footer?: string;
}

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
const part = (name: string, inside: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${name} ${namespaces}>${inside}</w:${name}>`;
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (id: string, type: string, target: string, more = '') =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${more}/>`;
const relations = (inside: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
const levels = (format: string) =>
  [0, 1, 2]
    .map((level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="${format}"/></w:lvl>`)
    .join('');

/** The bytes of a small Word file. */
export function writeDocx({
  body,
  footnotes = [],
  comments = [],
  header,
  footer,
}: WordParts): Uint8Array {
  const numbered = (name: string, texts: readonly string[], more = '') =>
    texts
      .map(
        (text, index) =>
          `<w:${name} w:id="${index + 1}"${more}>${paragraph(run(text))}</w:${name}>`,
      )
      .join('');
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/></Types>',
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      relation('link', 'hyperlink', 'https://shop.example.org/', ' TargetMode="External"') +
        relation('image', 'image', 'media/image1.png') +
        relation('styles', 'styles', 'styles.xml') +
        relation('numbering', 'numbering', 'numbering.xml') +
        relation('notes', 'footnotes', 'footnotes.xml') +
        relation('comments', 'comments', 'comments.xml'),
    ),
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/styles.xml': part(
      'styles',
      ['Heading1', 'Heading2', 'Heading3', 'Title']
        .map(
          (id) =>
            `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id.replace(/(?=\d)/, ' ')}"/></w:style>`,
        )
        .join(''),
    ),
    'word/numbering.xml': part(
      'numbering',
      `<w:abstractNum w:abstractNumId="1">${levels('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${levels('decimal')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>`,
    ),
    'word/footnotes.xml': part('footnotes', numbered('footnote', footnotes)),
    'word/comments.xml': part('comments', numbered('comment', comments, ' w:author="Ben"')),
    'word/media/image1.png': 'image',
    ...(header !== undefined && { 'word/header1.xml': part('hdr', paragraph(run(header))) }),
    ...(footer !== undefined && { 'word/footer1.xml': part('ftr', paragraph(run(footer))) }),
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}
