import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { UsageError } from './run-command.ts';

const formats = ['text', 'json', 'github'] as const;
export type ReportFormat = (typeof formats)[number];

export function parseFormat(text: string | undefined): ReportFormat {
  const format = formats.find((one) => one === (text ?? 'text'));
  if (!format) throw new UsageError(`--format is "${text ?? ''}"; expected ${formats.join(', ')}.`);
  return format;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
