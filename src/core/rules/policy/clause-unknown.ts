import { nearestName } from '../../diagnostics/nearest-name.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { DocumentRule } from '../rule.ts';

export const clauseUnknown: DocumentRule = {
  code: 'policy/clause-unknown',
  severity: 'error',
  requirement: 'A clause that a rule or a duty names stands in the text of the same version.',

  *check({ policies }) {
    for (const { source, frontmatter, clauses } of policies.flatMap(({ versions }) => versions)) {
      const ids = clauses.map(({ id }) => id);
      const { changeRules, duties } = frontmatter;
      for (const { clause, path } of listClauseReferences({ changeRules, duties }, [])) {
        if (ids.includes(clause)) continue;
        const near = nearestName(clause, ids);
        yield {
          at: locateField(source, path),
          problem: `The text of "${frontmatter.title}" ${frontmatter.version} has no clause ${clause}.`,
          remedy: near
            ? `Did you mean ${near}?`
            : `Name one of its clauses (${ids.slice(0, 12).join(', ')}), or give the heading its number.`,
        };
      }
    }
  },
};

/** Every value of a field called `clause`, however deep it stands. */
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
