import { dateInWords } from '../../model/calendar-date.ts';
import { ruleLink, markContent } from '../changes/verdict-table.ts';
import { element, fold, inlineList, link, listContent, under, type Content } from '../content.ts';
import { controlTitles } from '../../model/control-titles.ts';
import type { Control, ControlPolicy, VerdictCounts } from './controls.ts';
import { changeLinks } from '../metrics/measured-tables.ts';
import { controlAnchor, policyPath, versionPath } from '../paths.ts';
import type { FoundDeviation } from '../metrics/period-report.ts';
import { frameworkInWords } from '../policies/policy-rows.ts';
import { countOf } from '../register/register-counts.ts';
import { tableContent, type Column } from '../table.ts';

const columns: readonly Column<Control>[] = [
  {
    label: 'Control',
    isHead: true,
    style: 'control',
    cell: ({ framework, control }) => [control, under(controlTitles.get(framework)?.get(control))],
  },
  {
    label: 'Policies, clauses and duties',
    style: 'wide',
    cell: ({ policies }) => policies.map(sourceContent),
  },
  {
    label: 'Verdicts',
    style: 'wide',
    cell: ({ verdicts, deviations }) => [
      talliesContent(verdicts),
      element('div', { class: 'source' }, [
        deviationsContent('Open', deviations, false),
        deviationsContent('Answered', deviations, true),
      ]),
    ],
  },
];

/** The controls of a framework. */
export function controlsTable(controls: readonly Control[], caption: string): Content {
  return tableContent(columns, controls, {
    caption,
    style: 'rows controls',
    rowOf: ({ framework, control }) => ({
      id: controlAnchor(frameworkInWords(framework), control),
    }),
  });
}

/** The controls that no policy names, of the parts of the framework of which some policy names one. */
export function uncoveredContent(framework: string, controls: readonly Control[]): Content {
  const covered = new Set(controls.map(({ control }) => control));
  const partOf = (control: string) => control.replace(/[\d.].*/, '');
  const parts = new Set(controls.map(({ control }) => partOf(control)));
  const missing = [...(controlTitles.get(framework) ?? [])].filter(
    ([id]) => !covered.has(id) && parts.has(partOf(id)),
  );
  if (missing.length === 0) return undefined;
  return element(
    'div',
    { class: 'folded' },
    fold(
      `${countOf(missing.length, 'control')} that no policy names`,
      listContent(
        'paths',
        missing.map(([id, title]) => `${id} ${title}`),
      ),
    ),
  );
}

function sourceContent({ policy, title, version, clauses, duties, rules }: ControlPolicy): Content {
  const overdue = duties.filter(({ isOverdue }) => isOverdue).length;
  const clauseLinks = clauses.map((clause) => link(versionPath(policy, version, clause), clause));
  return element('div', { class: 'source' }, [
    link(policyPath(policy), title),
    clauses.length > 0
      ? element('div', { class: 'inline under' }, [
          clauses.length === 1 ? 'Clause' : 'Clauses',
          inlineList(clauseLinks),
        ])
      : undefined,
    duties.length > 0
      ? fold(
          [
            duties.length === 1 ? '1 duty' : `${duties.length} duties`,
            overdue > 0 ? overdueContent(` ${overdue} overdue`) : undefined,
          ],
          listContent(undefined, duties.map(dutyContent), 'under'),
        )
      : undefined,
    rules.length > 0
      ? fold(
          `Checked by ${countOf(rules.length, 'rule')}`,
          inlineList(
            rules.map(({ rule }) => ruleLink(rule, rule)),
            'id',
          ),
        )
      : undefined,
  ]);
}

function dutyContent({ what, last, isOverdue }: ControlPolicy['duties'][number]): Content {
  return [
    `${what} ${last ? `Last done ${dateInWords(last)}.` : 'Not recorded yet.'}`,
    isOverdue ? overdueContent(' Overdue') : undefined,
  ];
}

function overdueContent(words: string): Content {
  return element('span', { 'data-overdue': '' }, words);
}

/** A rule that did not apply checked nothing, so it is not evidence of the control. */
function talliesContent(counts: VerdictCounts): Content {
  const shown = (['pass', 'deviation', 'answered', 'advice', 'unknown'] as const).filter(
    (mark) => counts[mark] > 0,
  );
  if (shown.length === 0) return undefined;
  return listContent(
    'tally',
    shown.map((mark) => [markContent(mark), ` ${counts[mark]}`]),
  );
}

function deviationsContent(
  title: string,
  deviations: readonly FoundDeviation[],
  isAnswered: boolean,
): Content {
  const found = deviations.filter(({ verdict }) => (verdict.answer !== undefined) === isAnswered);
  const changes = [...new Set(found.map(({ change }) => change.record.id))];
  if (changes.length === 0) return undefined;
  return fold(`${title}: ${countOf(changes.length, 'change')}`, changeLinks(changes));
}
