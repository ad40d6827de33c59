import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { openPackCache } from '#sources/cache/open-pack-cache.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { engineRoot, parseAsOf, readFolder, today, workFolder } from './load-book.ts';

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

  const versions =
    settings.policies.history === 'git'
      ? await readPolicyTexts({
          directory,
          policies: settings.policies,
          cache: openPackCache({
            folder: path.join(workFolder, 'cache', 'versions'),
            version: await digestEngine(),
          }),
        })
      : undefined;
  if (versions && 'diagnostics' in versions) {
    return { diagnostics: [...diagnostics, ...versions.diagnostics] };
  }
  const { book } = assembleBook(parsed, [], {
    asOf: day ?? settings.sample?.asOf ?? today(settings.timeZone),
    engine: await nameEngine(),
    ...(versions && { policyHistory: versions.history }),
  });
  return { ...(book && { book }), diagnostics };
}

async function nameEngine(): Promise<string> {
  const text = await readFile(path.join(engineRoot, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name} ${version}`;
}
