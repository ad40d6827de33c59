import type { Policy } from '../model/policy.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

/** The rows of versions that the history says are lost, and of which no text is kept. */
export function lostRows({ current, versions }: Policy): PolicyFrontmatter['history'] {
  return current.frontmatter.history.filter(
    ({ version, text }) => text === 'lost' && !versions.some((one) => one.version === version),
  );
}
