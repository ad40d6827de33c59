import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PolicyHistory } from '../model/policy-text.ts';
import { landVersions } from './land-versions.ts';

interface Present {
  readonly timeZone: string;
  /** Ids of the policies that have a file, readable or not. */
  readonly ids: readonly string[];
  /** Path of the settings. */
  readonly settingsFile: string;
}

/** Policies that had an approved version and have no file any more: what they asked would be judged by nothing. */
export function* findLostPolicies(
  { texts }: PolicyHistory,
  { timeZone, ids, settingsFile }: Present,
): Iterable<Diagnostic> {
  for (const [id, own] of Map.groupBy(texts, ({ policy }) => policy)) {
    if (ids.includes(id)) continue;
    const { highest } = landVersions(own, timeZone);
    const file = own.at(-1)?.file ?? id;
    if (highest === undefined) continue;
    yield {
      code: 'book/policy-lost',
      severity: 'error',
      at: { file: settingsFile, line: 1 },
      problem: `Version ${highest} of the policy "${id}" landed on the branch, and its file ${file} is gone.`,
      remedy: `Bring it back with the status retired and a version of its own, or write "${id}: <its id>" under policies.renamed if it has another name.`,
    };
  }
}
