import type { Verdict } from '../../model/verdict.ts';
import { splitRemedy } from '../../rules/message.ts';
import { countOf } from '../register/register-counts.ts';
import { proofWords } from './change-people.ts';
import { element, fold, link, quiet, span, under, type Content } from '../content.ts';
import { versionPath } from '../paths.ts';
import { tableContent, type Column } from '../table.ts';
import {
  isDeviation,
  markOf,
  markWords,
  standingInWords,
  summariseVerdicts,
  type Mark,
} from './verdict-words.ts';

/** A verdict in a word, with its shape before it. */
export function markContent(mark: Mark, words = markWords[mark]): Content {
  return span(`verdict ${mark}`, words);
}

/** The standing of a change, and the clauses that it broke: "Deviation, 4.b and 7". */
export function standingContent(verdicts: readonly Verdict[]): Content {
  const mark = summariseVerdicts(verdicts);
  const broken = new Set(verdicts.filter(isDeviation).flatMap(({ clause }) => clause ?? []));
  return [
    markContent(mark, standingInWords(verdicts)),
    broken.size > 0 ? under(`Clause ${[...broken].join(', ')}`) : undefined,
  ];
}

/** The clause by which a verdict was given. */
export function clauseContent({ policy, version, clause }: Verdict): Content {
  return clause ? link(versionPath(policy, version, clause), clause) : quiet('none');
}

/** A link to a rule on the page of rules. */
export function ruleLink(rule: string, words: string, style?: string): Content {
  return link(`/rules/#${ruleAnchor(rule)}`, words, style);
}

export function ruleAnchor(rule: string): string {
  return rule.replace('/', '-');
}

const columns: readonly Column<Verdict>[] = [
  { label: 'Verdict', style: 'outcome', cell: (verdict) => markContent(markOf(verdict)) },
  {
    label: 'What was found',
    style: 'wide',
    cell: ({ statement, remedy, answer, rule, proof }) => [
      statement,
      remedy && !answer ? element('p', { class: 'remedy' }, splitRemedy(remedy).after) : undefined,
      under([
        ruleLink(rule, rule, 'id'),
        proof ? ` Rests on what is ${proofWords[proof]}.` : undefined,
      ]),
    ],
  },
  { label: 'Clause', style: 'clause', narrow: 'Clause', cell: clauseContent },
];

/** The gravest first. */
const graveness: readonly Mark[] = ['deviation', 'answered', 'unknown', 'advice'];

/** What each rule found of a change: what needs attention first, the rest folded below it. */
export function verdictsContent(verdicts: readonly Verdict[]): Content {
  const open = verdicts
    .filter((verdict) => graveness.includes(markOf(verdict)))
    .sort((a, b) => graveness.indexOf(markOf(a)) - graveness.indexOf(markOf(b)));
  const folded = (mark: Mark, words: string) => {
    const own = verdicts.filter((verdict) => markOf(verdict) === mark);
    if (own.length === 0) return undefined;
    return element(
      'div',
      { class: 'folded' },
      fold(`${countOf(own.length, 'rule')} ${words}`, verdictsTable(own, words)),
    );
  };
  return [
    open.length > 0
      ? verdictsTable(open, 'that need attention')
      : element('p', {}, 'Every rule that applies passed.'),
    folded('pass', 'passed'),
    folded('not-applicable', 'not applicable'),
  ];
}

function verdictsTable(verdicts: readonly Verdict[], which: string): Content {
  return tableContent(columns, verdicts, {
    caption: `Verdicts by rule: ${which}`,
    style: 'rows verdicts',
    rowOf: ({ rule }) => ({ id: ruleAnchor(rule) }),
  });
}
