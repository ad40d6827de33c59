import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';

const byteOrderMark = '\u{feff}';

/** Faults of a file's bytes that would shift every place and every comparison after them. */
export function* checkText({ file, text }: SourceFile): Iterable<Diagnostic> {
  if (text.startsWith(byteOrderMark)) {
    yield {
      code: 'file/byte-order-mark',
      severity: 'error',
      at: { file, line: 1, column: 1 },
      problem: 'The file begins with a byte order mark; files of a book are UTF-8 without one.',
      remedy: 'Save the file as "UTF-8" rather than "UTF-8 with BOM".',
    };
  }
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn >= 0) {
    yield {
      code: 'file/line-ends',
      severity: 'error',
      at: { file, line: text.slice(0, carriageReturn).split('\n').length },
      problem:
        'Lines end with CR LF; a text has to be the same bytes for everybody, with LF alone.',
      remedy: 'Save the file with LF line ends, and add "* text=auto eol=lf" to .gitattributes.',
    };
  }
  const replacement = text.indexOf('\u{fffd}');
  if (replacement >= 0) {
    yield {
      code: 'file/encoding',
      severity: 'error',
      at: { file, line: text.slice(0, replacement).split('\n').length },
      problem: 'The file contains bytes that are not UTF-8.',
      remedy: 'Save the file as UTF-8 and write the lost letters again.',
    };
  }
}
