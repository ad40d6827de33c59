import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Book } from '#core/model/book.ts';
import {
  editions,
  isEditionName,
  isForStaff,
  type EditionName,
  type PublicBook,
} from '#core/model/edition.ts';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import type { ExportedFile } from '#core/exports/site-files.ts';
import { hostFiles } from '#core/exports/site-files.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { buildEdition, type OnStage } from '#astro/run-astro.ts';
import { swapFolders, type Swap } from '#astro/swap-folder.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { findPlaces, isEditionFolder } from './find-places.ts';
import { workFolderOf } from './loading/engine.ts';
import { loadBook } from './loading/load-book.ts';
import { lockFolder } from './lock-folder.ts';
import { bookOptions, hasErrors } from './options.ts';
import { reportStages } from './report-stages.ts';
import { scanEdition } from './scan-edition.ts';

export const usage = `Usage: npm run build -- [options]

Judges the book and publishes it: out/internal for staff, out/public for customers.

  --content DIR       the book (content)
  --out DIR           where the editions go (out)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --edition NAME      internal or public (both)
  --show-overdue      publish although reviews are overdue; the pages state it
  --profile           print how long each stage took`;

export const options = {
  ...bookOptions,
  out: { type: 'string', default: 'out' },
  edition: { type: 'string' },
  'show-overdue': { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
} as const;

export async function run(
  {
    content,
    out,
    edition,
    profile,
    'as-of': asOf,
    'show-overdue': isShowing,
  }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const wanted = parseEdition(edition);
  const stages = reportStages(io);
  stages.begin('Read and judge the book');
  const { book, diagnostics, root } = await loadBook(
    { content, asOf, ...(isShowing && { gates: { overdueReview: 'show', exceptions: [] } }) },
    io,
  );
  stages.begin('Cut the public edition');
  const projected = book?.settings.editions.public ? publicBook(book) : undefined;
  const read = stages.end();
  if (profile) io.stderr(read);
  const all = [...diagnostics, ...(projected?.diagnostics ?? [])];
  if (all.length > 0) io.stderr(`${formatDiagnostics(all)}\n\n`);
  if (!book || hasErrors(all)) {
    io.stderr(`Nothing was built, and ${out} is as it was.\n`);
    return 1;
  }

  const editions = listEditions(book, projected?.book, wanted);
  const folder = path.resolve(io.cwd, out);
  const names = editions.map(({ name }) => name);
  const places = await findPlaces(folder, names, path.resolve(io.cwd, content));
  const unlock = await lockFolder(workFolderOf(root));
  try {
    return await publish(editions, { book, root, out: folder, places, isProfiled: profile }, io);
  } finally {
    await unlock();
  }
}

interface PlannedEdition {
  readonly name: EditionName;
  readonly book: PublicBook;
  readonly url: string;
}

function parseEdition(name: string | undefined): EditionName | undefined {
  if (name === undefined || isEditionName(name)) return name;
  throw new UsageError(`--edition is "${name}"; expected ${Object.keys(editions).join(' or ')}.`);
}

function listEditions(
  book: Book,
  forCustomers: PublicBook | undefined,
  wanted: EditionName | undefined,
): PlannedEdition[] {
  const { internal, public: open } = book.settings.editions;
  if (wanted === 'public' && !open) {
    throw new UsageError('The book has no public edition; add editions.public to policybook.yaml.');
  }
  const planned: PlannedEdition[] = [{ name: 'internal', book, url: internal.url }];
  if (open && forCustomers) planned.push({ name: 'public', book: forCustomers, url: open.url });
  return planned.filter(({ name }) => wanted === undefined || name === wanted);
}

interface Publication {
  readonly book: Book;
  readonly root: string;
  readonly out: string;
  /** The folder that each edition replaces. */
  readonly places: ReadonlyMap<EditionName, string>;
  readonly isProfiled: boolean;
}

/** Builds one edition after the other, and swaps them in only when all of them are whole. */
async function publish(
  editions: readonly PlannedEdition[],
  { book, root, out, places, isProfiled }: Publication,
  io: Io,
): Promise<0 | 1> {
  const swaps: Swap[] = [];
  for (const { name, book: own } of editions) {
    const stages = reportStages(io);
    const begin: OnStage = (stage, progress) => {
      stages.begin(`${stage} (${name})`, progress);
    };
    const work = path.join(workFolderOf(root), name);
    const site = await buildEdition({ name, book: own, root, work }, begin);
    let scanned: Awaited<ReturnType<typeof scanEdition>> = { leaks: [], warnings: [] };
    if (!isForStaff(name)) {
      begin('Scan the site');
      scanned = await scanEdition({ internal: book, open: own, site });
    }
    const profile = stages.end();
    if (isProfiled) io.stderr(profile);
    const { leaks, warnings } = scanned;
    if (warnings.length > 0) io.stderr(`${formatDiagnostics(warnings)}\n\n`);
    if (leaks.length > 0) {
      io.stderr(`${leaks.join('\n')}\n\nNothing was published, and ${out} is as it was.\n`);
      return 1;
    }
    swaps.push({ finished: site, place: places.get(name) ?? path.join(out, name) });
  }
  await swapFolders(swaps);
  for (const { name, url } of editions) await writeHostFiles(out, hostFiles(name, url));

  const published = editions.map(({ name }) => `  ${path.relative(io.cwd, path.join(out, name))}`);
  io.stdout(`${formatSummary(book)}\n\nPublished:\n${published.join('\n')}\n`);
  const former = path.join(out, 'public');
  if (!book.settings.editions.public && (await isEditionFolder(former))) {
    io.stderr(
      `${former} is from an earlier build: the book has no public edition now.\nFix: Remove the folder, and take the edition off its host.\n`,
    );
  }
  return 0;
}

async function writeHostFiles(out: string, files: readonly ExportedFile[]): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const { path: file, contents } of files) {
    const place = path.join(out, file);
    await writeFile(`${place}~`, contents);
    await rename(`${place}~`, place);
  }
}
