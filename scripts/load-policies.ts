import path from 'node:path';
import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { engineName, parseAsOf, readFolder, readVersionsFromGit, today } from './load-book.ts';

/**
 * Reads the policies, the people and the settings of a book, and none of the repositories that it judges: a pipeline
 * has only one of them at hand. The book that it gives holds no changes of repositories.
 */
export async function loadPolicies(
  content: string,
  asOf: string | undefined,
): Promise<AssembledBook> {
  const directory = path.resolve(content);
  const folder = await readFolder(directory, content);
  const parsed = parseContent(folder);
  const diagnostics = [...folder.diagnostics, ...parsed.diagnostics];
  const day = parseAsOf(asOf);
  const settings = parsed.settings?.value;
  if (!settings) return { diagnostics };

  const versions = await readVersionsFromGit(directory, settings);
  if (versions.diagnostics.length > 0) {
    return { diagnostics: [...diagnostics, ...versions.diagnostics] };
  }
  const { book } = assembleBook(parsed, [], {
    asOf: day ?? settings.sample?.asOf ?? today(settings.timeZone),
    engine: engineName(),
    ...(versions.history && { policyHistory: versions.history }),
  });
  return { ...(book && { book }), diagnostics };
}
