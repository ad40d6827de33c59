import { hash } from 'node:crypto';
import type { PolicyVersion } from '#core/model/policy.ts';
import { parsePolicy, type ParsedPolicy } from '#core/parse/parse-policy.ts';
import type { ValueCache } from './open-value-cache.ts';

/** What a file was read as. */
interface Kept extends Omit<ParsedPolicy, 'version'> {
  readonly version?: Omit<PolicyVersion, 'source' | 'body'>;
  /** The body, or its offset where the file ends with it. */
  readonly body?: string | number;
}

/** `parsePolicy` for one run: what a file was read as in the last run is taken from the cache, and otherwise added to it. */
export function keepParsed(cache: ValueCache): typeof parsePolicy {
  return (policy, source, isCurrent) => {
    const key = hash('sha256', JSON.stringify([policy, source, isCurrent]));
    const kept = cache.read(key) as Kept | undefined;
    if (!kept) {
      const parsed = parsePolicy(policy, source, isCurrent);
      cache.write(key, keep(parsed));
      return parsed;
    }
    const { version, body = '', ...rest } = kept;
    if (!version) return rest;
    const text = typeof body === 'number' ? source.text.slice(body) : body;
    return { ...rest, version: { ...version, body: text, source } };
  };
}

function keep({ version, ...rest }: ParsedPolicy): Kept {
  if (!version) return rest;
  const { source, body, ...kept } = version;
  const isEnd = source.text.endsWith(body);
  return { ...rest, version: kept, body: isEnd ? source.text.length - body.length : body };
}
