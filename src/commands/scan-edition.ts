import type { PublicBook } from '#core/model/edition.ts';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { collectSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks, type Leak } from '#core/editions/scan/find-leaks.ts';
import { count } from '#core/diagnostics/format-diagnostics.ts';
import { forgetRuns } from '#core/editions/scan/waive-secrets.ts';
import {
  describeUnneeded,
  linesOfWaived,
  waiveSecrets,
} from '#core/editions/scan/waive-secrets.ts';
import type { Book } from '#core/model/book.ts';
import { readOutput } from '#sources/read-output.ts';
import { engineRoot } from './loading/engine.ts';

export interface ScanOrder {
  readonly internal: Book;
  /** What customers may see. */
  readonly open: PublicBook;
  /** Folder of the built public site. */
  readonly site: string;
}

export interface ScanResult {
  /** A line for each thing in the site that only the internal book has, and what to do; empty where there is none. */
  readonly leaks: readonly string[];
  /** Exceptions of the book that nothing in the site needed. */
  readonly warnings: readonly Diagnostic[];
}

/** Opens every file of the public site and looks for what only the internal book has. */
export async function scanEdition({ internal, open, site }: ScanOrder): Promise<ScanResult> {
  const all = forgetRuns(collectSecrets(internal, open), await readFurniture());
  const { secrets, waived } = waiveSecrets(all, internal);
  const unneeded = linesOfWaived(waived);
  const leaks: Leak[] = [];
  for await (const file of readOutput(site)) {
    leaks.push(...findLeaks(secrets, file));
    const isLookedFor = unneeded.size > 0;
    for (const { source } of isLookedFor ? findLeaks(waived, file) : []) {
      if (source) unneeded.delete(source.line);
    }
  }
  return {
    leaks: leaks.length === 0 ? [] : [...leaks.map(formatLeak), describeRemedy(leaks.length)],
    warnings: describeUnneeded(internal, (line) => unneeded.has(line)),
  };
}

function describeRemedy(leaks: number): string {
  return `The public edition contains ${count(leaks, 'thing')} that only the internal book has. Fix: Put <Internal> around the text where the book contains it, or remove it. What customers may read after all goes into editions.public.allow, with the reason.`;
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
  const place = source ? `\n  ${source.file}:${source.line} contains it` : '';
  return `out/public/${file} (${channel}) ${kind}: ${found}${place}`;
}
