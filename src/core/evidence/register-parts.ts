import { registerFiles } from '../exports/register-files.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** The registers of exceptions and acknowledgements, as the internal edition has them on the day of judging. */
export function* registerParts({ book }: PackOrder): Iterable<PackFile> {
  for (const { path, contents } of registerFiles(book)) {
    const isTable = path.endsWith('.csv');
    const name = path.replace('evidence/', '');
    // The population of the pack is that of its period.
    if (name === 'records.json') continue;
    // By the mark at its start a spreadsheet reads a table as UTF-8.
    yield { path: name, bytes: isTable ? `\u{feff}${[...contents].join('')}` : contents };
  }
}
