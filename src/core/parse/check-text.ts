import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';

const byteOrderMark = '\u{feff}';

/** A text file as it can be read on, with the faults of its bytes. */
export interface CheckedText {
  /** Without byte order mark and carriage returns, which would shift every place after them. */
  readonly source: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether two texts are in it, of which neither is meant. */
  readonly isConflicted: boolean;
}

/** The faults of a file's bytes and of a merge that was not finished. */
export function checkText(source: SourceFile): CheckedText {
  const faults = [...findFaults(source)];
  const conflicts = [...findConflicts(source)];
  const text =
    faults.length === 0
      ? source.text
      : source.text.replace(byteOrderMark, '').replaceAll(/\r\n?/g, '\n');
  return {
    source: { ...source, text },
    diagnostics: [...faults, ...conflicts],
    isConflicted: conflicts.length > 0,
  };
}

// Control signs, and signs that show a text in another order than it has. Tabs and line ends have rules of their own.
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
// The same signs, written as entities.
const unsafeEntity =
  /&#(?:x0*(?:[0-8bcef]|1[\da-f]|7f|[89][\da-f]|202[a-e]|206[6-9])|0*(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[34]\d|15\d|823[4-8]|829[4-7]));/iu;

const side = /^(?:<{7}|>{7}|\|{7})(?: .*)?\r?$/;

/** The lines that git writes around the two sides of a conflict. Seven signs under a word are also a heading. */
function* findConflicts({ file, text }: SourceFile): Iterable<Diagnostic> {
  const lines = text.split('\n');
  const hasSides = lines.some((line) => side.test(line));
  for (const [index, line] of lines.entries()) {
    const isMiddle =
      line.trimEnd() === '=======' &&
      (hasSides || /(?:^|[.,;:])$/.test((lines[index - 1] ?? '').trim()));
    if (!isMiddle && !side.test(line)) continue;
    yield {
      code: 'file/conflict',
      severity: 'error',
      at: { file, line: index + 1 },
      problem: `"${line.trimEnd().slice(0, 40)}" is the mark of a merge that was not finished.`,
      remedy: 'Keep the text that is right, and delete the other and the marks.',
    };
  }
}

function* findFaults({ file, text }: SourceFile): Iterable<Diagnostic> {
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
  const sign = unsafe.exec(text) ?? unsafeEntity.exec(text);
  if (sign) {
    yield {
      code: 'file/control-sign',
      severity: 'error',
      at: { file, line: text.slice(0, sign.index).split('\n').length },
      problem: `The file contains ${nameSign(sign[0])}, which readers do not see and which may hide or turn round a text.`,
      remedy: 'Delete the sign. Texts from right to left need no sign for their direction.',
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

/** "the sign U+202E", or an entity as it is written. */
function nameSign(sign: string): string {
  if (sign.startsWith('&')) return `the sign ${sign}`;
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `the sign U+${code.padStart(4, '0')}`;
}
