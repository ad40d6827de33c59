import { controlTitles } from '../../model/control-titles.ts';
import { personInWords } from '../../model/id-in-words.ts';
import type { Control } from '../../views/controls/controls.ts';
import {
  dayContent,
  element,
  link,
  listContent,
  under,
  type Content,
} from '../../views/content.ts';
import { frameworkInWords } from '../../views/policies/policy-rows.ts';
import { countOf } from '../../views/register/register-counts.ts';
import { tableContent, type Column } from '../../views/table.ts';
import { listDuties, type PackedDuty } from '../document-files.ts';
import { listVersions, type PackedVersion } from '../policy-files.ts';
import { changesOf } from '../period-population.ts';
import type { PackOrder } from '../pack.ts';
import { deviationsTable } from './change-rows.ts';
import { paragraph, section, type Page } from './page.ts';

/** The page of a control. */
export function controlPath({
  framework,
  control,
}: Pick<Control, 'framework' | 'control'>): string {
  return `/controls/${framework}/${control}.html`;
}

export function controlName({
  framework,
  control,
}: Pick<Control, 'framework' | 'control'>): string {
  const title = controlTitles.get(framework)?.get(control);
  return `${frameworkInWords(framework)} ${control}${title === undefined ? '' : `: ${title}`}`;
}

/** What an auditor asks of a control, in this order: rules, who approved them, duties, population, deviations, gaps. */
export function controlPage(control: Control, order: PackOrder): Page {
  const ids = new Set(control.policies.map(({ policy }) => policy));
  const versions = listVersions(order).filter(({ policy }) => ids.has(policy.id));
  const duties = listDuties(order).filter(({ policy }) => ids.has(policy));
  const judged = changesOf(order).filter(({ judgedBy }) => ids.has(judgedBy.policy));
  const { verdicts, deviations } = control;
  return {
    path: controlPath(control).slice(1),
    title: controlName(control),
    content: [
      section('1. Which rules are there, and who approved them?', versionsTable(versions, order)),
      section(
        '2. Which clauses are kept by software, and which by people?',
        listContent(
          undefined,
          control.policies.map(({ title, clauses, rules }) => [
            `${title}: ${clauses.length === 0 ? 'no clause of its own text is checked' : `clauses ${clauses.join(', ')}`}.`,
            under(
              rules.length === 0
                ? 'No rule on changes judged by it.'
                : rules.map((one) => one.rule).join(', '),
            ),
          ]),
        ),
        dutiesTable(duties, order),
      ),
      section(
        '3. What is the population, and is it complete?',
        paragraph(
          `${countOf(judged.length, 'change')} of the period were judged by these policies. `,
          link('/population.csv', 'population.csv'),
          ' lists every commit and change outside git, and ',
          link('/records.csv', 'records.csv'),
          ' every record.',
        ),
        paragraph(
          `Verdicts: ${verdicts.pass} pass, ${verdicts.deviation} deviations without an answer, ${verdicts.answered} answered, ${verdicts.advice} advice, ${verdicts.unknown} unknown, ${verdicts['not-applicable']} not applicable.`,
        ),
      ),
      section('4. Which exceptions were there?', deviationsTable(deviations, order)),
      section('5. What is not shown?', paragraph(describeGaps(control, duties, judged.length))),
    ],
  };
}

function describeGaps(
  { verdicts }: Control,
  duties: readonly PackedDuty[],
  judged: number,
): string {
  const overdue = duties.filter((one) => one.isOverdue).map((one) => one.id);
  return [
    judged === 0 ? 'No change of the period was judged by these policies.' : '',
    verdicts.unknown > 0
      ? `${countOf(verdicts.unknown, 'verdict')} are unknown because a source is missing.`
      : '',
    overdue.length > 0 ? `Overdue duties: ${overdue.join(', ')}.` : '',
    'What happens outside the recorded systems is not here.',
  ]
    .filter((words) => words !== '')
    .join(' ');
}

export function versionsTable(versions: readonly PackedVersion[], { book }: PackOrder): Content {
  const columns: Column<PackedVersion>[] = [
    {
      label: 'Policy',
      isHead: true,
      cell: ({ version, path }) => [
        link(`/${path}`, `${version.frontmatter.title}, version ${version.version}`),
        under(element('code', {}, version.fingerprint)),
      ],
    },
    {
      label: 'In force',
      cell: ({ span }) =>
        span
          ? [
              dayContent(span.from),
              ' to ',
              span.until === undefined ? 'this day' : dayContent(span.until),
            ]
          : 'not known',
    },
    {
      label: 'Approved',
      cell: ({ version: { frontmatter } }) =>
        frontmatter.approval
          ? [
              personInWords(frontmatter.approval.by, book.people),
              ', ',
              dayContent(frontmatter.approval.on),
            ]
          : 'no',
    },
  ];
  return tableContent(columns, versions, {
    caption: 'Versions',
    empty: 'No version was in force.',
  });
}

export function dutiesTable(duties: readonly PackedDuty[], { book }: PackOrder): Content {
  const columns: Column<PackedDuty>[] = [
    {
      label: 'Duty',
      isHead: true,
      cell: ({ what, policy, clause }) => [what, under(`Clause ${clause} of ${policy}`)],
    },
    { label: 'Every', cell: ({ every }) => every },
    {
      label: 'Done in the period',
      cell: ({ done }) =>
        done.length === 0
          ? 'no'
          : listContent(
              undefined,
              done.map(({ on, by, evidence, files }) => [
                dayContent(on),
                `, ${personInWords(by, book.people)}: ${evidence}`,
                ...files.map((file) => [' ', link(`/${file}`, file)]),
              ]),
            ),
    },
    { label: 'State', cell: ({ isOverdue }) => (isOverdue ? 'overdue' : 'not overdue') },
  ];
  return tableContent(columns, duties, {
    caption: 'Duties',
    empty: 'The policies name no duties.',
  });
}
