import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { Signature } from '#core/model/raw-commit.ts';
import { EnvironmentError } from '../environment-error.ts';

/** A signature from what git prints for `%an %ae %aI %at` or their like for the committer. */
export function signatureOf(parts: readonly string[], id: string, gitDir: string): Signature {
  const [name = '', email = '', iso = '', seconds = ''] = parts;
  const at = parseInstant(iso) ?? instantOf(seconds);
  if (at) return { name, email, at };
  throw new EnvironmentError(
    `Commit ${id} of ${gitDir} has no readable date (${JSON.stringify(iso)}), so its place in time is unknown.`,
    'Ask who made the commit to make it again with a date, or have the repository mended.',
  );
}

// Commits brought over from other systems can have offsets such as +9999, which no calendar knows; the moment is
// sound nevertheless.
function instantOf(seconds: string): Instant | undefined {
  const milliseconds = /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : Number.NaN;
  return Number.isNaN(milliseconds)
    ? undefined
    : parseInstant(new Date(milliseconds).toISOString());
}
