import path from 'node:path';
import { collectSecrets } from '#core/editions/collect-secrets.ts';
import { findLeaks, type Leak } from '#core/editions/find-leaks.ts';
import { count } from '#core/diagnostics/format-diagnostics.ts';
import { forgetRuns } from '#core/editions/forget-runs.ts';
import type { Book } from '#core/model/book.ts';
import { readOutput } from '#sources/read-output.ts';
import { engineRoot } from './load-book.ts';

export interface ScanOrder {
  readonly internal: Book;
  /** What customers may see. */
  readonly open: Book;
  /** Folder of the built public site. */
  readonly site: string;
}

/** Opens every file of the public site and returns a line for each thing in it that only the internal book has. */
export async function scanEdition({ internal, open, site }: ScanOrder): Promise<string[]> {
  const secrets = forgetRuns(collectSecrets(internal, open), await readFurniture());
  const leaks: Leak[] = [];
  for await (const file of readOutput(site)) leaks.push(...findLeaks(secrets, file));
  if (leaks.length === 0) return [];
  return [
    ...leaks.map(formatLeak),
    `The public edition holds ${count(leaks.length, 'thing')} that only the internal book has. To mend: put <Internal> around the text where the book says it, or take it out.`,
  ];
}

/** The words that the engine's own pages put around every book. */
async function readFurniture(): Promise<string[]> {
  const texts: string[] = [];
  for (const folder of ['pages', 'layouts', 'components', 'core/views']) {
    for await (const { bytes } of readOutput(path.join(engineRoot, 'src', folder))) {
      texts.push(Buffer.from(bytes).toString('utf8'));
    }
  }
  return texts;
}

function formatLeak({ file, channel, kind, found, source }: Leak): string {
  const place = source ? `\n  ${source.file}:${source.line} says it` : '';
  return `out/public/${file} (${channel}) ${kind}: ${found}${place}`;
}
