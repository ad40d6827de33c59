import type { RepositorySettings } from '../schemas/settings.ts';

/** What a change did to one dependency. It is `unread` where the manifest or the version cannot be compared. */
export interface DependencyChange {
  readonly kind: 'added' | 'major' | 'minor' | 'patch' | 'unread';
  /** Path of the manifest that names it. */
  readonly manifest: string;
  /** Its name; the reason where the whole manifest is unread. */
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

type Scoped = Pick<RepositorySettings, 'scopes' | 'dependencies'>;

/** The scopes of dependencies. */
export function dependencyScopesOf({
  dependencies,
}: Pick<Scoped, 'dependencies'>): readonly string[] {
  return Object.values(dependencies ?? {}).filter((scope) => scope !== undefined);
}

/** All scopes that a change of a repository can touch: those of paths, and those of dependencies. */
export function scopeNamesOf({ scopes, dependencies }: Scoped): readonly string[] {
  return [...new Set([...Object.keys(scopes), ...dependencyScopesOf({ dependencies })])];
}

/** The scopes that changes of dependencies touch. What cannot be compared touches each of them. */
export function scopesOfDependencies(
  changes: readonly DependencyChange[],
  { dependencies = {} }: Pick<Scoped, 'dependencies'>,
): readonly string[] {
  const { added, major, minor } = dependencies;
  const scopeOf = { added: [added], major: [major], minor: [minor], patch: [] };
  const touched = changes.flatMap(({ kind }) =>
    kind === 'unread' ? [added, major, minor] : scopeOf[kind],
  );
  return [...new Set(touched.filter((scope) => scope !== undefined))];
}
