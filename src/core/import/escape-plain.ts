/** Plain text as Markdown that reads the same, at the beginning of a line or within one. */
export function escapePlain(text: string, isLineStart: boolean): string {
  const escaped = text
    .replaceAll('\t', ' ')
    .replaceAll(/[\\`*[<~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
    .replace(/#(?=\s*$)/, '\\#');
  if (!isLineStart) return escaped;
  return escaped.replace(/^(?=[#>+=-])/, '\\').replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\');
}
