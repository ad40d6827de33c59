import path from 'node:path';
import { landingsOf, type RawCommit, type RawHistory } from '#core/model/raw-commit.ts';
import type { RecordHistory, RecordLanding } from '#core/model/record-history.ts';
import { EnvironmentError } from '../environment-error.ts';
import { explainMissing } from './explain-git-failure.ts';
import { findOwnRepository } from './find-own-repository.ts';
import { readCleanMerges } from './read-clean-merges.ts';
import { readHistory, type HistoryOrder } from './read-history.ts';
import { readTexts } from './read-objects.ts';
import { runGit } from './run-git.ts';

export interface RecordHistoryOrder extends Pick<
  HistoryOrder,
  'branch' | 'signers' | 'timeZone' | 'cache'
> {
  /** The content folder. */
  readonly directory: string;
  /** A folder that keeps which merges were clean. */
  readonly cleanMerges?: string;
}

/** What was read, and why it is not more. */
export interface ReadRecords {
  readonly history: RecordHistory;
  readonly obstacle?: EnvironmentError;
  /** The repository itself; absent where nothing of it can be read. */
  readonly own?: {
    readonly gitDir: string;
    readonly history: RawHistory;
    /** Of merges that brought records or policies. */
    readonly cleanMerges: Readonly<Record<string, boolean>>;
  };
}

const policyFile = /^(?:policies|archive)\/.+\.mdx?$/;
const recordFile = /^(?:changes\/.+\.mdx?|answers\/.+\.yaml)$/;

/**
 * Reads every text that the records of a book had on the first-parent line of its branch. Where the book lies in no
 * repository, or in one whose history is not whole, nothing is known of any landing.
 */
export async function readRecordHistory(order: RecordHistoryOrder): Promise<ReadRecords> {
  const own = await findOwnRepository(order.directory);
  if (!own) return { history: { landings: [], unknown: 'the book lies in no git repository' } };
  try {
    const { gitDir, prefix } = own;
    const history = await readHistory({ ...order, repository: 'book', gitDir });
    const book = { folder: path.basename(order.directory), prefix };
    const landings = await readLandings(gitDir, history, book);
    const isOfPolicy = (place: string) =>
      place.startsWith(prefix) && policyFile.test(place.slice(prefix.length));
    const brought = new Set([
      ...landings.map(({ commit }) => commit),
      ...history.line.filter(({ paths }) => paths.some(isOfPolicy)),
    ]);
    const merges = [...brought].filter(({ parents }) => parents.length === 2);
    const clean = await readCleanMerges(gitDir, merges, order.cleanMerges);
    return {
      history: { landings: landings.map((one) => withCleanness(one, clean)) },
      own: { gitDir, history, cleanMerges: clean },
    };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const unknown = 'the history of the book cannot be read whole';
    return { history: { landings: [], unknown }, obstacle: error };
  }
}

type CommittedLanding = RecordLanding & Required<Pick<RecordLanding, 'commit' | 'merged'>>;

function withCleanness(
  landing: CommittedLanding,
  clean: Readonly<Record<string, boolean>>,
): RecordLanding {
  const isClean = clean[landing.commit.id];
  return isClean === undefined ? landing : { ...landing, isClean };
}

interface Touch {
  readonly commit: RawCommit;
  /** Path in the repository. */
  readonly path: string;
}

async function readLandings(
  gitDir: string,
  { line, merged }: RawHistory,
  { folder, prefix }: { readonly folder: string; readonly prefix: string },
): Promise<CommittedLanding[]> {
  const landed = landingsOf(line);
  const touches = line.flatMap((commit): Touch[] =>
    commit.paths.flatMap((place) =>
      place.startsWith(prefix) && recordFile.test(place.slice(prefix.length))
        ? [{ commit, path: place }]
        : [],
    ),
  );
  const textOf = await readFiles(gitDir, touches);
  return [...Map.groupBy(touches, ({ commit }) => commit)].map(([commit, files]) => ({
    at: landed.get(commit.id) ?? commit.committer.at,
    commit,
    merged: merged[commit.id] ?? [],
    texts: files.map((touch) => {
      const text = textOf(touch);
      const file = `${folder}/${touch.path.slice(prefix.length)}`;
      return { file, ...(text !== undefined && { text }) };
    }),
  }));
}

/** The texts of files as commits left them; undefined for a file that was removed. */
async function readFiles(
  gitDir: string,
  touches: readonly Touch[],
): Promise<(touch: Touch) => string | undefined> {
  const printed = await runGit({
    gitDir,
    args: ['cat-file', '--batch-check=%(objecttype) %(objectname)'],
    input: touches.map(({ commit, path: place }) => `${commit.id}:${place}\n`),
  });
  // One line for each, in order; other lines end with "missing".
  const blobs = printed.split('\n').map((line) => /^blob ([0-9a-f]+)$/.exec(line)?.[1]);
  await requireRemoved(
    gitDir,
    touches.filter((_, index) => blobs[index] === undefined),
  );
  const blobOf = new Map(touches.map((touch, index) => [touch, blobs[index]]));
  const places = blobs.flatMap((blob) => (blob === undefined ? [] : [{ blob }]));
  const texts = await readTexts(gitDir, places);
  return (touch) => texts.get(blobOf.get(touch) ?? '');
}

/** In a partial clone a file that is there can lack its text, which must not be taken for a removed file. */
async function requireRemoved(gitDir: string, touches: readonly Touch[]): Promise<void> {
  for (const [id, files] of Map.groupBy(touches, ({ commit }) => commit.id)) {
    const paths = files.map((file) => file.path);
    const args = ['ls-tree', '-z', '--full-tree', id, '--', ...paths];
    const [, , blob] = (await runGit({ gitDir, args })).split(/[ \t]/);
    if (blob !== undefined) throw explainMissing(gitDir, blob);
  }
}
