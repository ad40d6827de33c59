import type { Secrets } from './secrets.ts';
import { runKey, tokenise } from './tokenise.ts';

/**
 * Secrets less the runs of words that stand in texts which are no secret: what the pages themselves say around every
 * book, such as "as far as they are".
 */
export function forgetRuns(secrets: Secrets, texts: Iterable<string>): Secrets {
  const runs = new Map(secrets.runs);
  for (const text of texts) {
    const tokens = tokenise(text);
    for (let index = 0; index < tokens.count; index += 1) {
      const key = runKey(tokens, index);
      if (key !== undefined) runs.delete(key);
    }
  }
  return { ...secrets, runs };
}
