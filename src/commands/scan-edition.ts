import type { PublicBook } from '#core/model/edition.ts';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { collectSiteSecrets, type OwnTexts } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks, type Leak } from '#core/editions/scan/find-leaks.ts';
import { decodeChannels } from '#core/editions/scan/decode-channels.ts';
import { count } from '#core/diagnostics/format-diagnostics.ts';
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
  const all = collectSiteSecrets(internal, open, await readOwnTexts(site));
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

async function readOwnTexts(site: string): Promise<OwnTexts> {
  const sources: string[] = [];
  for (const folder of ownFolders) {
    for await (const { bytes } of readOutput(path.join(engineRoot, 'src', folder))) {
      sources.push(Buffer.from(bytes).toString('utf8'));
    }
  }
  const code: string[] = [];
  for await (const file of readOutput(site)) {
    if (!ownFile.test(file.path)) continue;
    for (const { text } of decodeChannels(file.bytes)) code.push(text);
  }
  return { sources, code };
}

/** The sources of all that the engine prints around a book. */
const ownFolders = [
  'pages',
  'layouts',
  'components',
  'styles',
  'core/views',
  'core/exports',
  'core/schemas',
];

/** Files of a site that are the same for every book. */
const ownFile = /^(?:_headers|404\.html|_astro\/.*\.(?:js|css)|pagefind\/.*\.(?:js|css|pagefind))$/;

function formatLeak({ file, channel, kind, found, source }: Leak): string {
  const place = source ? `\n  ${source.file}:${source.line} contains it` : '';
  return `out/public/${file} (${channel}) ${kind}: ${found}${place}`;
}
