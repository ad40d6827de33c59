import { knownKeyLike } from '../../changes/trailer-keys.ts';
import {
  describeOrigin,
  hintFor,
  listAskedFields,
  type TemplateSource,
} from './template-source.ts';

/**
 * The template of a commit message, for `git config commit.template`. Git drops the lines that begin with #; a trailer
 * that not every change has is one of them, to be uncommented.
 */
export function formatCommitTemplate(source: TemplateSource): string {
  const { types, categories, record, review, sensitive } = source.changeRules;
  const asked = listAskedFields(source);
  const kinds = [...new Set(Object.values(types).flatMap(({ kinds: own = [] }) => own))];
  const names = Object.entries(types).map(([id, { clause }]) => `${id} (${clause})`);
  return [
    '',
    '',
    `# ${describeOrigin(source)}`,
    '# The first line says what changes. Lines that begin with # are dropped.',
    '# The trailers are the last paragraph: no empty line among them.',
    `# Type, with its clause: ${names.join(', ')}.`,
    'Change-Type:',
    ...(kinds.length > 0 ? [`# Kinds: ${kinds.join(', ')}.`, '# Change-Kind: '] : []),
    ...(categories
      ? [
          `# Categories, all that hold, separated by commas: ${Object.keys(categories).join(', ')}.`,
          '# Change-Category: ',
        ]
      : []),
    ...asked.flatMap(({ name, clause, only }) => {
      const key = knownKeyLike(name) ?? name;
      const hint = `# Clause ${clause}${only.length > 0 ? `, only for ${only.join(', ')}` : ''}. ${hintFor(name, source)}`;
      return [hint.trimEnd(), only.length > 0 ? `# ${key}: ` : `${key}:`];
    }),
    ...(record?.trailers ?? []).flatMap(({ name, clause, types: only }) => [
      `# Clause ${clause}${only ? `, only for ${only.join(', ')}` : ''}.`,
      only ? `# ${name}: ` : `${name}:`,
    ]),
    '# Staging: ',
    ...(review ? [`# Clause ${review.clause}.`, '# Approved-by: Name <address>'] : []),
    ...(sensitive ? ['# Security-reviewed-by: Name <address>'] : []),
    '',
  ].join('\n');
}
