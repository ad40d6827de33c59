import type { PeriodReport } from './period-report.ts';

const names = { month: 'summary', quarter: 'trend', year: 'effectiveness' } as const;

/** What the report on a month, a quarter or a year is called in files. */
export function reportName({ kind }: PeriodReport['span']): (typeof names)[keyof typeof names] {
  return names[kind];
}

/** Path of the files of a period, without their endings. */
export function reportPath(span: PeriodReport['span']): string {
  return `reports/${reportName(span)}-${span.key}`;
}
