import type { PolicyFrontmatter } from '../schemas/policy.ts';

/** Who wrote a version, by its row in the history; undefined where there is no such row. */
export function lastEditor(
  { history }: Pick<PolicyFrontmatter, 'history'>,
  version: string,
): string | undefined {
  return history.find((row) => row.version === version)?.by;
}
