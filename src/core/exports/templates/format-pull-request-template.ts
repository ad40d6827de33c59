import { idInWords } from '../../model/id-in-words.ts';
import { fieldInWords } from '../../model/record-fields.ts';
import { periodInWords } from '../../model/period.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import {
  boxesFor,
  requiredBy,
  describeOrigin,
  hintFor,
  listRequiredFields,
  listSecurityReviews,
  titleInWords,
  type TemplateSource,
} from './template-source.ts';

/** The template of a pull request. Its instructions are comments, so an untouched template has no content. */
export function formatPullRequestTemplate(source: TemplateSource): string {
  const { changeRules } = source;
  const { types, categories } = changeRules;
  const clauses = [...new Set(Object.values(types).map(({ clause }) => clause))].join(', ');
  const staging = Object.entries(types).filter(([, type]) => (type.staging ?? 'none') !== 'none');
  return [
    `<!-- ${[describeOrigin(source), titleInWords(source), 'Comments are not read.'].filter(Boolean).join(' ')} -->`,
    section('Change type', `Clauses ${clauses}. Tick one.`, Object.entries(types).map(printType)),
    ...(Object.entries(types).some(([, { kinds }]) => kinds)
      ? [section('Change kind', describeKinds(types), listKinds(types).map(box))]
      : []),
    ...(categories ? [printCategories(categories)] : []),
    ...listRequiredFields(source).map((field) => {
      const words = `${requiredBy(field)} ${hintFor(field.name, source)}`;
      const boxes = boxesFor(field.name, source).map(box);
      return section(fieldInWords(field.name), words.trimEnd(), boxes);
    }),
    ...(staging.length > 0
      ? [
          section(
            'Checks',
            `${staging.map(([id, { clause }]) => `${id}: clause ${clause}`).join('; ')}. Tick it once it ran there, and add where, such as "Staging: passed; run 8812".`,
            [box('Staging')],
          ),
        ]
      : []),
    printTrailers(source),
    '',
  ].join('\n\n');
}

function section(title: string, hint: string, lines: readonly string[]): string {
  const boxes = lines.length > 0 ? ['', ...lines] : [];
  return [`## ${title}`, '', `<!-- ${hint} -->`, ...boxes].join('\n');
}

function box(label: string): string {
  return `- [ ] ${label}`;
}

function printType([id, type]: [string, ChangeTypeRules]): string {
  const { clause, approvals, leadTime, retrospective } = type;
  const words = [
    `clause ${clause}`,
    approvals === 0 ? 'no approval before the merge' : `approvals: ${approvals}`,
    ...(leadTime ? [`lead time ${periodInWords(leadTime)}`] : []),
    ...(retrospective ? [`retrospective within ${periodInWords(retrospective.within)}`] : []),
  ];
  return box(`${id} (${words.join(', ')})`);
}

function describeKinds(types: TemplateSource['changeRules']['types']): string {
  const asking = Object.entries(types).flatMap(([id, { clause, kinds }]) =>
    kinds ? [`${id} (clause ${clause})`] : [],
  );
  return `Only for ${asking.join(', ')}. Tick one.`;
}

function listKinds(types: TemplateSource['changeRules']['types']): string[] {
  return [...new Set(Object.values(types).flatMap(({ kinds = [] }) => kinds))];
}

function printCategories(
  categories: NonNullable<TemplateSource['changeRules']['categories']>,
): string {
  const scopes = [...new Set(Object.values(categories).map(({ scope }) => scope))].join(', ');
  return section(
    'Change category',
    `Only for a change that touches the scope ${scopes}. Tick all that apply.`,
    Object.entries(categories).map(([id, { clause, type, signOff, securityReview }]) => {
      const requirements = [
        `clause ${clause}, type ${type}`,
        ...(signOff ? [`sign-off: ${signOff.map(idInWords).join(', ')}`] : []),
        ...(securityReview
          ? [`security review: ${securityReview.map(idInWords).join(' or ')}`]
          : []),
      ];
      return box(`${id} (${requirements.join(', ')})`);
    }),
  );
}

/** The last paragraph: who agreed, and the trailers of the company's own, which are read there alone. */
function printTrailers(source: TemplateSource): string {
  const { review, record } = source.changeRules;
  const own = record?.trailers ?? [];
  const securityReviews = listSecurityReviews(source);
  const hints = [
    `Approved-by${review ? ` (clause ${review.clause})` : ''}: name and <address> of the person who approved it and did not write any part of it`,
    ...securityReviews.map(
      ({ clause, forWhat, roles }) =>
        `Security-reviewed-by (clause ${clause}): the same, for ${forWhat}, by ${roles.map(idInWords).join(' or ')}`,
    ),
    ...own.map(
      ({ name, clause, types }) =>
        `${name} (clause ${clause})${types ? `: for ${types.join(', ')}` : ''}`,
    ),
  ];
  const keys = [
    'Approved-by',
    ...(securityReviews.length > 0 ? ['Security-reviewed-by'] : []),
    ...own.map(({ name }) => name),
  ];
  return [
    `<!--\nThese lines stay the last paragraph, one below the other.\n${hints.map((hint) => `- ${hint}`).join('\n')}\n-->`,
    keys.map((key) => `${key}:`).join('\n'),
  ].join('\n\n');
}
