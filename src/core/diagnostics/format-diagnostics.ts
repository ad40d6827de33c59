import { escapeText } from './escape-text.ts';
import type { Diagnostic, SourceLocation } from './diagnostic.ts';

/** By file, then line, then code, so that two runs print the same. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ at, code }: Diagnostic): [string, number, number, string] => [
    at.file,
    at.line,
    at.column ?? 0,
    code,
  ];
  return [...diagnostics].sort((left, right) => {
    const rightKey = key(right);
    for (const [index, value] of key(left).entries()) {
      const other = rightKey[index] ?? '';
      if (value !== other) return value < other ? -1 : 1;
    }
    return 0;
  });
}

function formatLocation({ file, line, column }: SourceLocation): string {
  return [file, line, ...(column === undefined ? [] : [column])].join(':');
}

/** The address of what explains a code; without one the code is printed as it is. */
export type LinkOf = (code: string) => string;

/** Three lines for a person: where and which rule, what is wrong, what to do. A link is for terminals that show it. */
export function formatDiagnostic(diagnostic: Diagnostic, linkOf?: LinkOf): string {
  const { at, severity, code, problem, remedy, related = [] } = diagnostic;
  const place = escapeText(`${formatLocation(at)} ${severity}`);
  return [
    `  ${problem}`,
    ...related.map(({ at: place, note }) => `  ${note}: ${formatLocation(place)}`),
    `  Fix: ${remedy}`,
  ]
    .map(escapeText)
    .reduce((text, line) => `${text}\n${line}`, `${place} ${hyperlink(code, linkOf)}`);
}

/** All diagnostics and, at the end, how many there are. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], linkOf?: LinkOf): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [
    ...sortDiagnostics(diagnostics).map((one) => formatDiagnostic(one, linkOf)),
    `${count(errors, 'error')}, ${count(warnings, 'warning')}`,
  ].join('\n\n');
}

/** A code as a link, in the form of OSC 8. Terminals that do not know it show the code. */
function hyperlink(code: string, linkOf: LinkOf | undefined): string {
  const text = escapeText(code);
  if (!linkOf) return text;
  return `\u001b]8;;${encodeURI(linkOf(code))}\u001b\\${text}\u001b]8;;\u001b\\`;
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** One workflow command of GitHub Actions for each diagnostic, which shows it beside the line. */
export function formatAnnotations(diagnostics: readonly Diagnostic[]): string {
  const data = (text: string) =>
    escapeText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return sortDiagnostics(diagnostics)
    .map(({ at, severity, code, problem, remedy }) => {
      const place = [
        `file=${property(at.file)}`,
        `line=${at.line}`,
        ...(at.column === undefined ? [] : [`col=${at.column}`]),
        `title=${property(code)}`,
      ].join(',');
      return `::${severity} ${place}::${data(`${problem} Fix: ${remedy}`)}`;
    })
    .join('\n');
}
