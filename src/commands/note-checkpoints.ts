import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { listBranches, listCheckpoints } from '#core/changes/population/check-checkpoints.ts';
import type { Book } from '#core/model/book.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { parseCheckpoints } from '#core/parse/parse-checkpoints.ts';
import { ownRepository } from '#core/schemas/checkpoint.ts';
import { UsageError } from './command.ts';

/** Adds where the branches of a book end to its checkpoints.jsonl, and returns what was added. */
export async function noteCheckpoints(
  book: Book,
  histories: readonly RawHistory[],
  { content, cwd }: { readonly content: string; readonly cwd: string },
): Promise<string> {
  requireWholeBranches(book);
  const file = path.join(content, 'checkpoints.jsonl');
  const place = path.resolve(cwd, file);
  const text = await readFile(place, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const earlier = parseCheckpoints({ file, text }).checkpoints.map(({ value }) => value);
  const added = listCheckpoints(listBranches(book, histories), book, earlier);
  if (added.length === 0) return `${file} ends on the same commits already.`;

  const lines = added.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`);
  const start = text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(place, `${start}${lines.join('')}`);
  return [
    ...added.map(
      ({ repository, branch, tip, records }) =>
        `Noted in ${file}: ${branch} of ${repository === ownRepository ? 'the book' : repository} ends on ${tip.slice(0, 12)}, with ${records} records.`,
    ),
    'Commit the file; from then on a branch that lost these commits is a fault.',
  ].join('\n');
}

/** A checkpoint ends on the last commit of its branch, which has to be one that was judged. */
function requireWholeBranches({ populations, asOf }: Book): void {
  const later = populations.find(({ exclusions }) =>
    exclusions.some(({ code }) => code === 'after-as-of'),
  );
  if (!later) return;
  throw new UsageError(
    `A checkpoint notes where branches end, and ${later.branch} of ${later.repository} has commits after ${asOf}; leave --as-of out.`,
  );
}
