import type { Explanation } from '../explain/explain-rule.ts';

/** Every rule as JSON: `{ schemaVersion, rules: [{ code, requirement }] }`. */
export function exportRules(rules: readonly Pick<Explanation, 'code' | 'requirement'>[]): string {
  const listed = rules.map(({ code, requirement }) => ({ code, requirement }));
  return JSON.stringify({ schemaVersion: 1, rules: listed }, undefined, 2);
}

/**
 * A rule as JSON: `{ schemaVersion, code, requirement, grounds: [{ policy, version, clauses, parameters, isAdvice }],
 * good, bad }`, each example with its lines, statement and remedy.
 */
export function exportExplanation({ code, requirement, grounds, good, bad }: Explanation): string {
  const shown = {
    schemaVersion: 1,
    code,
    requirement,
    grounds: grounds.map(({ policy, version, clauses, parameters, isAdvice }) => ({
      policy: policy.id,
      version: version.version,
      clauses,
      parameters: parameters.map(({ path, written }) => ({ path: path.join('.'), written })),
      isAdvice,
    })),
    good,
    bad,
  };
  return JSON.stringify(shown, undefined, 2);
}
