import { compileGlob } from './match-glob.ts';

/** Gives the scopes that any of some paths lies in, in the order of the settings. */
export function createScopeFinder(
  scopes: Readonly<Record<string, readonly string[]>>,
): (paths: readonly string[]) => readonly string[] {
  const tests = Object.entries(scopes).map(([scope, globs]) => {
    const compiled = globs.map(compileGlob);
    return { scope, holds: (path: string) => compiled.some((test) => test(path)) };
  });
  return (paths) => tests.filter(({ holds }) => paths.some(holds)).map(({ scope }) => scope);
}
