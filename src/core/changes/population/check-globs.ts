import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Filed } from '../../model/book.ts';
import { compileGlobs } from '../../model/glob.ts';
import type { RawHistory } from '../../model/raw-commit.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Settings } from '../../schemas/settings.ts';

/** Reports each glob of the settings that matches no path which a first-parent line has ever had. */
export function* checkGlobs(
  { value: { repositories }, source }: Filed<Settings>,
  histories: readonly RawHistory[],
): Iterable<Diagnostic> {
  for (const [index, repository] of repositories.entries()) {
    const history = histories.find((one) => one.repository === repository.id);
    // A history that cannot be read has its own diagnostics.
    if (!history) continue;
    const globs = (['scopes', 'categories', 'kinds'] as const).flatMap((field) =>
      Object.entries(repository[field] ?? {}).flatMap(([name, those]) =>
        those.map((glob, place) => ({ glob, path: [field, name, place] as const })),
      ),
    );
    for (const { glob, path } of findUnmatched(globs, history)) {
      const [field, name] = path;
      const near = findInAnyCase(history, glob);
      const at = locateField(source, ['repositories', index, ...path]);
      const problem = `No path in the history of ${repository.id} matches "${glob}" of ${field}.${name}.`;
      const remedy =
        near === undefined
          ? 'Correct the glob to paths that the repository has, or remove it.'
          : `Write it with the capital and small letters of the repository, as in ${near}.`;
      yield { code: 'book/glob-unmatched', severity: 'warning', at, problem, remedy };
    }
  }
}

function findUnmatched<T extends { readonly glob: string }>(
  globs: readonly T[],
  { line }: RawHistory,
): readonly T[] {
  let open = globs.map((one) => ({ one, matches: compileGlobs([one.glob]) }));
  // The newest commits have the paths of today, so that few are looked at.
  for (let place = line.length - 1; place >= 0 && open.length > 0; place -= 1) {
    const { paths = [] } = line[place] ?? {};
    open = open.filter(({ matches }) => !paths.some(matches));
  }
  return open.map(({ one }) => one);
}

function findInAnyCase({ line }: RawHistory, glob: string): string | undefined {
  const matches = compileGlobs([glob.toLowerCase()]);
  return line.flatMap(({ paths }) => paths).findLast((path) => matches(path.toLowerCase()));
}
