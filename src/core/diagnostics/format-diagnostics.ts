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

/** Three lines for a person: where and which rule, what is wrong, what to do. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { at, severity, code, problem, remedy, related = [] } = diagnostic;
  return [
    `${formatLocation(at)} ${severity} ${code}`,
    `  ${problem}`,
    ...related.map(({ at: place, note }) => `  ${note}: ${formatLocation(place)}`),
    `  Fix: ${remedy}`,
  ]
    .map(escapeText)
    .join('\n');
}

/** All diagnostics and, at the end, how many there are. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [
    ...sortDiagnostics(diagnostics).map(formatDiagnostic),
    `${count(errors, 'error')}, ${count(warnings, 'warning')}`,
  ].join('\n\n');
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
