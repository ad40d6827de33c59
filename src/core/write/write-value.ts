import { Document, isMap, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** A value of a field that a command writes. */
export type Written = string | number | Readonly<Record<string, unknown>>;

/** How the lines around it are written, so that the new ones look alike. */
export interface ItemStyle {
  readonly isFlow: boolean;
  readonly quote: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
}

/** A value as YAML; a number of a version is quoted, since YAML would read 1.10 as 1.1. */
export function writeValue(value: Written, style: ItemStyle, isQuoted = false): string {
  const document = new Document(value);
  const node = document.contents as unknown;
  if (isMap(node)) {
    node.flow = style.isFlow;
    const number = node.get('version', true);
    if (isScalar(number)) number.type = style.quote;
  } else if (
    isScalar(node) &&
    (isQuoted || (typeof value === 'string' && /^\d+\.\d+$/.test(value)))
  ) {
    node.type = style.quote;
  }
  return document
    .toString({ lineWidth: 0, blockQuote: false, singleQuote: style.quote === 'QUOTE_SINGLE' })
    .replace(/\n$/, '');
}

/** The style of the first row of a list where there is one, and the quotes of the policy's own version. */
export function styleOf(root: YAMLMap, list?: YAMLSeq.Parsed): ItemStyle {
  const first = list?.items[0];
  const row = isMap(first) ? first : undefined;
  const number = row?.get('version', true) ?? root.get('version', true);
  const isDouble = isScalar(number) && number.type === 'QUOTE_DOUBLE';
  return { isFlow: row?.flow ?? false, quote: isDouble ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE' };
}
