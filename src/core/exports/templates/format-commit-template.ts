import { idInWords } from '../../model/id-in-words.ts';
import { recordFields } from '../../model/record-fields.ts';
import {
  requiredBy,
  describeOrigin,
  titleInWords,
  hintFor,
  listRequiredFields,
  listSecurityReviews,
  type TemplateSource,
} from './template-source.ts';

/** The template of a commit message. Git drops the lines with #, so authors uncomment the trailers that they need. */
export function formatCommitTemplate(source: TemplateSource): string {
  const { types, categories, record, review } = source.changeRules;
  const required = listRequiredFields(source);
  const kinds = [...new Set(Object.values(types).flatMap(({ kinds: own = [] }) => own))];
  const names = Object.entries(types).map(([id, { clause }]) => `${id} (${clause})`);
  return [
    '',
    '',
    `# ${describeOrigin(source)}`,
    `# ${['The first line states the change.', titleInWords(source), 'Lines that begin with # are dropped.'].filter(Boolean).join(' ')}`,
    '# The trailers are the last paragraph: no empty line among them.',
    `# Type, with its clause: ${names.join(', ')}.`,
    'Change-Type:',
    ...(kinds.length > 0 ? [`# Kinds: ${kinds.join(', ')}.`, '# Change-Kind: '] : []),
    ...(categories
      ? [
          `# Categories, all that apply, separated by commas: ${Object.keys(categories).join(', ')}.`,
          '# Change-Category: ',
        ]
      : []),
    ...required.flatMap((field) => {
      const key = recordFields[field.name].trailer;
      const hint = `# ${requiredBy(field)} ${hintFor(field.name, source)}`;
      return [hint.trimEnd(), field.only.length > 0 ? `# ${key}: ` : `${key}:`];
    }),
    ...(record?.trailers ?? []).flatMap(({ name, clause, types: only }) => [
      `# ${requiredBy({ clause, only: only ?? [] })}`,
      only ? `# ${name}: ` : `${name}:`,
    ]),
    '# Staging: ',
    ...(review ? [`# Clause ${review.clause}.`, '# Approved-by: Name <address>'] : []),
    ...listSecurityReviews(source).map(
      ({ clause, forWhat, roles }) =>
        `# Clause ${clause}, only for ${forWhat}, by ${roles.map(idInWords).join(' or ')}.`,
    ),
    ...(listSecurityReviews(source).length > 0 ? ['# Security-reviewed-by: Name <address>'] : []),
    '',
  ].join('\n');
}
