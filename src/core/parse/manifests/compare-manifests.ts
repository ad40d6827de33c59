import type { DependencyChange } from '../../model/dependency-change.ts';
import { readManifest, registryOf } from './read-manifest.ts';

/** A manifest before and after a change; a text is absent where the file was. */
export interface ManifestTexts {
  readonly manifest: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * What a change did to the dependencies of the manifests that it touches. Manifests are compared together, so that one
 * that only moved adds nothing. What was removed is left out.
 */
export function compareManifests(all: readonly ManifestTexts[]): readonly DependencyChange[] {
  const earlier = new Map<string, readonly string[]>();
  for (const { manifest, before } of all) {
    const dependencies = before === undefined ? '' : readManifest(manifest, before);
    // Without a text to compare with, all that the manifest has now may be new.
    if (typeof dependencies === 'string') continue;
    for (const [name, versions] of dependencies) {
      const key = `${registryOf(manifest)} ${name}`;
      earlier.set(key, [...(earlier.get(key) ?? []), ...versions]);
    }
  }
  return all.flatMap(({ manifest, after }): readonly DependencyChange[] => {
    if (after === undefined) return [];
    const dependencies = readManifest(manifest, after);
    if (typeof dependencies === 'string') {
      return [{ kind: 'unread', manifest, name: dependencies }];
    }
    return [...dependencies].flatMap(([name, versions]) => {
      const before = earlier.get(`${registryOf(manifest)} ${name}`);
      const changes = versions.flatMap((to) => compareVersion(before, to) ?? []);
      return changes.map((change) => ({ ...change, manifest, name }));
    });
  });
}

type VersionChange = Pick<DependencyChange, 'kind' | 'from' | 'to'>;

function compareVersion(before: readonly string[] = [], to: string): VersionChange | undefined {
  const [from, ...others] = before;
  if (from === undefined) return { kind: 'added', to };
  if (before.includes(to)) return undefined;
  const kind = others.length > 0 ? 'unread' : compareNumbers(from, to);
  return { kind, from: before.join(' and '), to };
}

/** A version with at most one sign before it, and what may follow its three numbers: `^1.2.3`, `==1.2`, `v1.2.3-rc.1`. */
const form = /^([\^~]|~=|===?|>=)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[.+-][0-9A-Za-z.+-]*)?$/;

/** Which number of two versions differs first; `patch` where only what follows the numbers does. */
function compareNumbers(from: string, to: string): DependencyChange['kind'] {
  const [earlier, later] = [form.exec(from), form.exec(to)];
  if (!earlier || !later || earlier[1] !== later[1]) return 'unread';
  const differs = (group: number) => Number(earlier[group] ?? 0) !== Number(later[group] ?? 0);
  if (differs(2)) return 'major';
  return differs(3) ? 'minor' : 'patch';
}
