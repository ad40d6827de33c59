import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  unknown: report(
    'The text of "{title}" {version} does not have a clause {clause}.',
    'Name one of its clauses ({known}), or give the heading its number.',
  ),
};

const oneType = (clause: string) =>
  `changeRules: { types: { normal: { clause: "${clause}", approvals: 1 } } }`;

export const clauseUnknown: DocumentRule = {
  code: 'policy/clause-unknown',
  severity: 'error',
  requirement: 'A clause that a rule or a duty names is in the text of the same version.',
  messages,
  example: { good: [oneType('1')], bad: [oneType('9')] },

  *check({ policies }) {
    for (const { source, frontmatter, clauses } of policies.flatMap(({ versions }) => versions)) {
      const ids = clauses.map(({ id }) => id);
      const { title, version, changeRules, duties } = frontmatter;
      for (const { clause, path } of listClauseReferences({ changeRules, duties }, [])) {
        if (ids.includes(clause)) continue;
        const facts = { title, version, clause, known: ids.slice(0, 12).join(', ') };
        yield {
          at: locateField(source, path),
          ...fill(messages.unknown, facts),
          ...suggestName(clause, ids),
        };
      }
    }
  },
};

/** Every value of a field called `clause`, at any depth. */
function* listClauseReferences(
  node: unknown,
  path: FieldPath,
): Iterable<{ clause: string; path: FieldPath }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const step = Array.isArray(node) ? Number(key) : key;
    if (key === 'clause' && typeof value === 'string') {
      yield { clause: value, path: [...path, step] };
    } else yield* listClauseReferences(value, [...path, step]);
  }
}
