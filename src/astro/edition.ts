import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Book } from '#core/model/book.ts';

/** What one build of the site prints: the book as the readers of this edition may see it. */
export interface Edition {
  readonly name: 'internal' | 'public';
  /** Where the edition is published. */
  readonly url: string;
  /** The path under which it is published; begins and ends with a slash. */
  readonly base: string;
  readonly book: Book;
}

interface StagedEdition {
  readonly name: Edition['name'];
  readonly book: Book;
}

let kept: { readonly edition: Edition; readonly stagedAt: number } | undefined;

/** The edition that was staged for this build. Read once, and in development again whenever it is staged anew. */
export function readEdition(): Edition {
  if (kept && !import.meta.env.DEV) return kept.edition;
  const file = stagedFile();
  const stagedAt = statSync(file).mtimeMs;
  if (kept?.stagedAt !== stagedAt) kept = { edition: readStaged(file), stagedAt };
  return kept.edition;
}

function stagedFile(): string {
  const stage = process.env['POLICYBOOK_STAGE'];
  if (stage === undefined) {
    throw new Error(
      'There is no staged edition to print: POLICYBOOK_STAGE is not set. Run npm run build or npm run dev, which stage the book first.',
    );
  }
  return join(stage, 'edition.json');
}

function readStaged(file: string): Edition {
  const { name, book } = JSON.parse(readFileSync(file, 'utf8')) as StagedEdition;
  const url = book.settings.editions[name]?.url ?? book.settings.editions.internal.url;
  const base = process.env['POLICYBOOK_BASE'] ?? '/';
  return { name, url, base: base.endsWith('/') ? base : `${base}/`, book };
}
