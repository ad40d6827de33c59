import { personInWords } from '../../model/id-in-words.ts';
import type { People } from '../../schemas/people.ts';
import { clauseContent, markContent } from '../changes/verdict-table.ts';
import { markOf } from '../changes/verdict-words.ts';
import { dayContent, link, quiet, under, type Content } from '../content.ts';
import { changePath, metricsPath, versionPath } from '../paths.ts';
import { countColumn, registerCounts, shownCounts } from '../register/change-table.ts';
import { tableContent, type Column } from '../table.ts';
import { changeLinks } from './measured-tables.ts';
import type {
  ClauseDeviations,
  Emergency,
  FoundDeviation,
  PeriodReport,
  TypeCounts,
} from './period-report.ts';

/** One row for each failed duty. */
export function deviationColumns(people: People): readonly Column<FoundDeviation>[] {
  return [
    {
      label: 'Verdict',
      style: 'outcome',
      cell: ({ verdict }) => markContent(markOf(verdict)),
    },
    {
      key: 'change',
      value: ({ change }) => change.record.id,
      label: 'Change and what was found',
      isHead: true,
      style: 'wide',
      cell: ({ change: { record }, verdict: { statement, answer } }) => [
        link(changePath(record.id), record.title),
        under(statement),
        under(
          answer &&
            `${answer.covers ? 'Covered by a standing exception of' : 'Answered by'} ${personInWords(answer.by, people)}, approved by ${personInWords(answer.approvedBy, people)}: ${answer.why}`,
        ),
      ],
    },
    { key: 'rule', value: ({ verdict }) => verdict.rule },
    { key: 'policy', value: ({ verdict }) => verdict.policy },
    { key: 'version', value: ({ verdict }) => verdict.version },
    {
      key: 'clause',
      value: ({ verdict }) => verdict.clause,
      label: 'Clause',
      narrow: 'Clause',
      cell: ({ verdict }) => clauseContent(verdict),
    },
    { key: 'statement', value: ({ verdict }) => verdict.statement },
    { key: 'answered on', value: ({ verdict }) => verdict.answer?.on },
    { key: 'why', value: ({ verdict }) => verdict.answer?.why },
    { key: 'action', value: ({ verdict }) => verdict.answer?.action },
    { key: 'approved by', value: ({ verdict }) => verdict.answer?.approvedBy },
    { label: 'Day', style: 'date', cell: ({ change }) => dayContent(change.record.day) },
  ];
}

export function deviationsTable(deviations: readonly FoundDeviation[], people: People): Content {
  return tableContent(deviationColumns(people), deviations, {
    caption: 'Deviations and answers',
    style: 'rows changes prose',
    empty: 'There were no deviations.',
  });
}

/** One row for each emergency. */
export const emergencyColumns: readonly Column<Emergency>[] = [
  {
    label: 'Retrospective',
    style: 'outcome',
    cell: ({ verdict, retrospective }) => [
      verdict && markContent(markOf(verdict)),
      under(retrospective ? ['held ', dayContent(retrospective.on)] : 'not recorded'),
    ],
  },
  { key: 'change', value: ({ change }) => change.record.id },
  {
    key: 'title',
    value: ({ change }) => change.record.title,
    label: 'Emergency',
    isHead: true,
    style: 'wide',
    cell: ({ change: { record }, retrospective }) => [
      link(changePath(record.id), record.title),
      under(
        retrospective?.preventiveControls && `To prevent it: ${retrospective.preventiveControls}`,
      ),
    ],
  },
  {
    key: 'incident',
    value: ({ incident }) => incident,
    label: 'Incident',
    narrow: 'Incident',
    cell: ({ incident }) => incident ?? 'not named',
  },
  {
    key: 'scopes',
    value: ({ change }) => change.record.scopes.join(' '),
    label: 'Touched',
    narrow: 'Touched',
    cell: ({ change: { record } }) => [
      record.scopes.join(', ') || 'no scope',
      under(record.paths.length === 1 ? '1 file' : `${record.paths.length} files`),
    ],
  },
  { key: 'paths', value: ({ change }) => change.record.paths.join(' ') },
  { key: 'retrospective on', value: ({ retrospective }) => retrospective?.on },
  {
    key: 'retrospective verdict',
    value: ({ retrospective, verdict }) => retrospective && verdict?.outcome,
  },
  { label: 'Day', style: 'date', cell: ({ change }) => dayContent(change.record.day) },
];

export function emergenciesTable(emergencies: readonly Emergency[]): Content {
  return tableContent(emergencyColumns, emergencies, {
    caption: 'Emergencies and their retrospectives',
    style: 'rows changes',
    empty: 'There were no emergencies.',
  });
}

/** One row for each type; the counts are of changes, each of which may have several deviations. */
export const typeColumns: readonly Column<TypeCounts>[] = [
  {
    key: 'type',
    value: ({ type }) => type,
    label: 'Type',
    isHead: true,
    style: 'wide',
    cell: ({ name }) => name,
  },
  ...registerCounts,
];

export function typesTable(types: readonly TypeCounts[]): Content {
  return tableContent([...typeColumns.slice(0, 1), ...shownCounts(types)], types, {
    caption: 'Changes by type and verdict',
    empty: 'No changes were merged.',
  });
}

/** Months or years with their reports. */
export function reportsTable(
  label: string,
  caption: string,
  reports: readonly PeriodReport[],
): Content {
  const columns: Column<PeriodReport>[] = [
    {
      label,
      isHead: true,
      style: 'wide',
      cell: ({ span, title }) => [
        link(metricsPath(span.key), title.charAt(0).toUpperCase() + title.slice(1)),
        span.isOver ? undefined : [' ', quiet('so far')],
      ],
    },
    ...shownCounts(reports),
    countColumn('Emergencies', ({ emergencies }) => emergencies.length),
  ];
  return tableContent(columns, reports, { caption });
}

/** From which clauses changes deviated. */
export function clausesTable(clauses: readonly ClauseDeviations[]): Content {
  const columns: Column<ClauseDeviations>[] = [
    {
      label: 'Clause',
      isHead: true,
      style: 'wide',
      cell: ({ policy, version, title, clause, heading }) => [
        link(
          versionPath(policy, version, clause),
          clause ? `Clause ${clause}${heading ? `, ${heading}` : ''}` : 'No clause',
        ),
        under(`${title}, version ${version}`),
      ],
    },
    {
      label: 'Changes',
      cell: ({ deviations }) => changeLinks(deviations.map(({ change }) => change.record.id)),
    },
    countColumn('Deviations', ({ deviations }) => deviations.length),
    countColumn('Answered', ({ answered }) => answered),
  ];
  return tableContent(columns, clauses, {
    caption: 'Deviations by clause',
    style: 'rows clauses',
    empty: 'There were no deviations.',
  });
}
