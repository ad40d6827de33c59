import type { PolicyVersion } from '#core/model/policy.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { withoutPrototypes } from '#core/parse/validate.ts';
import type { ValueCache } from '../cache/open-value-cache.ts';
import { readTexts } from './read-objects.ts';

/** A file of one commit: its bytes as text, and the version where they can be parsed as a policy. */
export interface ReadVersion {
  readonly text: string;
  readonly version?: PolicyVersion;
}

interface Place {
  readonly path: string;
  readonly blob: string;
}

/** What follows from the bytes of a file alone. The body is left out where the text ends with it. */
interface Kept {
  readonly text: string;
  readonly bodyStart: number;
  readonly parsed?: Omit<PolicyVersion, 'policy' | 'source' | 'body'>;
  readonly body?: string;
}

/**
 * Reads the texts of files as commits left them, each blob once: from the cache where it is known, the others with one
 * `git cat-file`. The answer gives one of them its policy and its path.
 */
export async function readVersions(
  gitDir: string,
  places: readonly Place[],
  cache?: ValueCache,
): Promise<(policy: string, file: string, place: Place) => ReadVersion> {
  const known = new Map<string, Kept>();
  for (const key of new Set(places.map(keyOf))) {
    const kept = cache?.read(key) as Kept | undefined;
    if (kept) known.set(key, kept);
  }
  const missing = places.filter((place) => !known.has(keyOf(place)));
  const texts = await readTexts(gitDir, missing);
  for (const place of missing) {
    const key = keyOf(place);
    if (known.has(key)) continue;
    const kept = keep(texts.get(place.blob) ?? '', extensionOf(place));
    known.set(key, kept);
    cache?.write(key, kept);
  }
  cache?.save();

  return (policy, file, place) => {
    const kept = known.get(keyOf(place));
    if (!kept) throw new Error(`The blob ${place.blob} was never read.`);
    return restore(kept, policy, file);
  };
}

// The ending decides how a text is read: plain Markdown or MDX.
function extensionOf({ path }: Pick<Place, 'path'>): string {
  return path.endsWith('.md') ? '.md' : '.mdx';
}

function keyOf(place: Place): string {
  return `${place.blob}${extensionOf(place)}`;
}

function keep(text: string, extension: string): Kept {
  const { version } = parsePolicy('', { file: extension, text }, false);
  if (!version) return { text, bodyStart: 0 };
  const { policy: _policy, source: _source, body, ...parsed } = version;
  const bodyStart = text.length - body.length;
  return text.endsWith(body) ? { text, bodyStart, parsed } : { text, bodyStart, parsed, body };
}

function restore(
  { text, bodyStart, parsed, body }: Kept,
  policy: string,
  file: string,
): ReadVersion {
  if (!parsed) return { text };
  withoutPrototypes(parsed.frontmatter);
  const version = {
    ...parsed,
    policy,
    body: body ?? text.slice(bodyStart),
    source: { file, text },
  };
  return { text, version };
}
