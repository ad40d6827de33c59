import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as pagefind from 'pagefind';

// Only what is in force is searched. A register of many thousand pages would be read in vain.
const searched = 'policies/*/index.html';

/** Adds the search index to a built site, and takes away the ready-made interfaces that Pagefind puts beside it. */
export async function indexSite(site: string): Promise<void> {
  const { index, errors } = await pagefind.createIndex({ verbose: false });
  try {
    failOn(errors);
    if (!index) throw new Error('Pagefind made no index and gave no reason.');
    failOn((await index.addDirectory({ path: site, glob: searched })).errors);
    failOn((await index.writeFiles({ outputPath: path.join(site, 'pagefind') })).errors);
  } finally {
    await pagefind.close();
  }
  for (const file of await readdir(path.join(site, 'pagefind'))) {
    if (/^pagefind-(?:ui|modular-ui|component-ui|highlight)\./.test(file)) {
      await rm(path.join(site, 'pagefind', file));
    }
  }
}

function failOn(errors: readonly string[]): void {
  if (errors.length > 0)
    throw new Error(`The search index could not be made: ${errors.join('; ')}`);
}
