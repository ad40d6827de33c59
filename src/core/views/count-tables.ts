import { metricsPath } from './paths.ts';
import type { PeriodReport, TypeCounts } from './period-report.ts';
import type { RegisterCounts } from './register.ts';

/** Counts side by side. */
export interface CountedTable {
  /** What a row is: "Month", "Type". */
  readonly kind: string;
  /** What is counted: "Changes", "Deviations". */
  readonly columns: readonly string[];
  readonly rows: readonly CountedRow[];
}

interface CountedRow {
  readonly name: string;
  /** Where the row leads, below the base of the site. */
  readonly path?: string;
  readonly note?: string;
  /** One for each column. */
  readonly counts: readonly number[];
}

export interface NamedPart {
  readonly name: string;
  readonly path: string;
  readonly counts: RegisterCounts;
}

/** Parts of the register. */
export function tableOfParts(kind: string, parts: readonly NamedPart[]): CountedTable {
  return {
    kind,
    columns: ['Changes', 'Deviations', 'Answered', 'Unknown'],
    rows: parts.map(({ name, path, counts }) => ({
      name,
      path,
      counts: [counts.changes, counts.deviations, counts.answered, counts.unknown],
    })),
  };
}

/** Months or years with their reports. */
export function tableOfReports(kind: string, reports: readonly PeriodReport[]): CountedTable {
  return {
    kind,
    columns: ['Changes', 'Deviations', 'Answered', 'Emergencies'],
    rows: reports.map(({ span, title, counts, emergencies }) => ({
      name: title,
      path: metricsPath(span.key),
      ...(!span.isOver && { note: 'so far' }),
      counts: [counts.changes, counts.deviations, counts.answered, emergencies.length],
    })),
  };
}

/** The types of the changes of a period. */
export function tableOfTypes(types: readonly TypeCounts[]): CountedTable {
  return {
    kind: 'Type',
    columns: ['Changes', 'Deviations', 'Answered', 'Unknown', 'Not judged'],
    rows: types.map(({ name, counts }) => ({
      name,
      counts: [
        counts.changes,
        counts.deviations,
        counts.answered,
        counts.unknown,
        counts.notJudged,
      ],
    })),
  };
}
