import type { JudgedChange } from '../../model/book.ts';
import type { CalendarMonth } from '../../model/calendar-date.ts';
import { monthOf } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { standingInWords } from '../../views/changes/verdict-words.ts';
import { changeTypeInWords } from '../../views/changes/change-fields.ts';
import { dayContent, element, link, span, under, type Content } from '../../views/content.ts';
import type { FoundDeviation } from '../../views/metrics/period-report.ts';
import { tableContent, type Column } from '../../views/table.ts';
import type { PackOrder } from '../pack.ts';

/** The page that lists the changes of a month. */
export function changesPath(month: CalendarMonth): string {
  return `/changes/${month}.html`;
}

/** The record of a change, as a row of a page. */
function changeLink({ record }: JudgedChange): Content {
  return link(`${changesPath(monthOf(record.day))}#${record.id}`, record.id);
}

export function changesTable(changes: readonly JudgedChange[], { book }: PackOrder): Content {
  const columns: Column<JudgedChange>[] = [
    {
      label: 'Change',
      isHead: true,
      cell: ({ record }) => [
        record.title,
        under([
          link(`/records/${record.id}.json`, record.id),
          ...(record.commit === undefined
            ? [', ', record.system]
            : [', ', link(`/records/${record.id}.commit`, element('code', {}, record.commit))]),
        ]),
      ],
    },
    { label: 'Day', cell: ({ record }) => dayContent(record.day) },
    { label: 'Type', cell: ({ record }) => changeTypeInWords(record, book) },
    {
      label: 'Verdict',
      cell: ({ verdicts, judgedBy }) => [
        standingInWords(verdicts),
        under(
          judgedBy.kind === 'version'
            ? link(
                `/policies/${judgedBy.policy}/${judgedBy.version}.mdx`,
                `${judgedBy.policy} ${judgedBy.version}`,
              )
            : judgedBy.policy,
        ),
      ],
    },
    {
      label: 'Approvals',
      cell: ({ record: { approvals } }) =>
        approvals
          .filter((one) => one.void === undefined)
          .map(({ by, proof }) =>
            span(
              'under',
              `${by.person === undefined ? by.name : personInWords(by.person, book.people)} (${proof})`,
            ),
          ),
    },
  ];
  return tableContent(columns, changes, {
    caption: 'Changes',
    empty: 'There were no changes.',
    rowOf: ({ record }) => ({ id: record.id }),
  });
}

/** Deviations with the clause that they break, and the company's answer. */
export function deviationsTable(
  deviations: readonly FoundDeviation[],
  { book: { people } }: PackOrder,
): Content {
  const columns: Column<FoundDeviation>[] = [
    {
      label: 'Change and what was found',
      isHead: true,
      cell: ({ change, verdict }) => [
        changeLink(change),
        ' ',
        change.record.title,
        under(verdict.statement),
      ],
    },
    {
      label: 'Clause',
      cell: ({ verdict: { policy, version, clause, rule } }) => [
        link(`/policies/${policy}/${version}.mdx`, `${clause ?? 'none'} of ${policy} ${version}`),
        under(rule),
      ],
    },
    {
      label: 'Answer',
      cell: ({ verdict: { answer } }) =>
        answer
          ? [
              answer.why,
              under(`Instead: ${answer.action}`),
              under([
                `${personInWords(answer.by, people)}, approved by ${personInWords(answer.approvedBy, people)}, `,
                dayContent(answer.on),
              ]),
            ]
          : 'none',
    },
    { label: 'Day', cell: ({ change }) => dayContent(change.record.day) },
  ];
  return tableContent(columns, deviations, {
    caption: 'Deviations and answers',
    empty: 'There were no deviations.',
  });
}
