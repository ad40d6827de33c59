import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { Instant } from '#core/model/instant.ts';
import type { ArchivedText, NotSeen, PolicyHistory, PolicyText } from '#core/model/policy-text.ts';
import { landingsOf } from '#core/model/raw-commit.ts';
import type { Settings } from '#core/schemas/settings.ts';
import type { ValueCache } from '../cache/open-value-cache.ts';
import { EnvironmentError } from '../environment-error.ts';
import { findBranchTip } from './find-branch-tip.ts';
import { findNotSeen } from './find-not-seen.ts';
import { findOwnRepository } from './find-own-repository.ts';
import { followPolicies, type Followed } from './follow-policies.ts';
import { readLine, readDifference, type LineCommit } from './read-line.ts';
import { readVersions, type ReadVersion } from './read-versions.ts';
import { runGit } from './run-git.ts';

export interface PolicyHistoryOrder {
  /** The content folder, inside the work tree of its own repository. */
  readonly directory: string;
  readonly policies: Pick<Settings['policies'], 'since' | 'branch' | 'renamed'>;
  readonly cache?: ValueCache;
}

/**
 * Every text that the policies of a book had on the first-parent line of its branch, from the first commit that
 * counts, with one `git log` and one `git cat-file`. Throws an `EnvironmentError` where the history is not whole.
 */
export async function readPolicyTexts({ cache, ...order }: PolicyHistoryOrder): Promise<{
  history?: PolicyHistory;
  diagnostics: readonly Diagnostic[];
}> {
  const { found, diagnostics } = await findPolicyTexts(order);
  if (!found) return { diagnostics };
  const { gitDir, prefix, followed, landed, notSeen = [] } = found;
  const versions = await readVersions(gitDir, [...followed.texts, ...followed.archive], cache);
  const history = assemble(followed, { versions, landed, prefix });
  return { history: { ...history, ...(notSeen.length > 0 && { notSeen }) }, diagnostics };
}

/** Which texts there are, before any of them is read. */
export interface FoundTexts {
  readonly gitDir: string;
  /** Path of the book's parent in the repository, ended by `/`; empty where that is the top. */
  readonly prefix: string;
  readonly followed: Followed;
  /** When each commit of the line landed. */
  readonly landed: ReadonlyMap<string, Instant>;
  readonly notSeen?: readonly NotSeen[];
}

/** The first half of `readPolicyTexts`. */
export async function findPolicyTexts({
  directory,
  policies: { since, branch, renamed },
}: Omit<PolicyHistoryOrder, 'cache'>): Promise<{
  found?: FoundTexts;
  diagnostics: readonly Diagnostic[];
}> {
  const own = await findOwnRepository(path.dirname(directory));
  if (!own) throw outsideGit(path.dirname(directory));
  const { gitDir, prefix } = own;
  const book = path.basename(directory);
  const places = { policies: `${prefix}${book}/policies/`, archive: `${prefix}${book}/archive/` };
  const folders = Object.values(places).map((folder) => folder.slice(0, -1));

  const tip = await findBranchTip({ gitDir, branch });
  const settings = `${prefix}${book}/policybook.yaml`;
  const line = await readLine({ gitDir, tip, folders: [...folders, settings] });
  const first = line.findIndex(({ id, changes }) =>
    since === undefined ? changes.some(hasPolicy(places.policies)) : id.startsWith(since),
  );
  const file = `${book}/policybook.yaml`;
  if (since === undefined && first < 0) {
    const followed = { texts: [], archive: [] };
    return { found: { gitDir, prefix, followed, landed: landingsOf(line) }, diagnostics: [] };
  }
  if (since !== undefined && first < 0) {
    return { diagnostics: [sinceUnknown(file, since, branch)] };
  }

  const ahead = await readRenamesAhead(gitDir, tip, folders);
  const followed = followPolicies({ line, since: first, ...places, renamed, ahead });
  const [begun] = followed.texts;
  if (since !== undefined && begun && !begun.isBase) {
    return { diagnostics: [sinceWithoutPolicies({ file, book, since, begun: begun.commit.id })] };
  }
  return {
    found: {
      gitDir,
      prefix,
      followed,
      landed: landingsOf(line),
      notSeen: await findNotSeen({ gitDir, line, settings, first, since, file }),
    },
    diagnostics: [],
  };
}

function hasPolicy(folder: string) {
  return ({ path: place, kind }: LineCommit['changes'][number]): boolean =>
    kind !== 'removed' && place.startsWith(folder);
}

function outsideGit(folder: string): EnvironmentError {
  return new EnvironmentError(
    `The versions of this book come from git, and ${folder} lies in no git repository.`,
    'Clone the repository of the book instead of copying its files, or write "history: files" under policies in policybook.yaml.',
  );
}

function sinceUnknown(file: string, since: string, branch: string): Diagnostic {
  return {
    code: 'book/since-unknown',
    severity: 'error',
    at: { file, line: 1 },
    problem: `policies.since is ${since}, and no commit of the first-parent line of ${branch} has an id that begins so.`,
    remedy: `Write the id of the first commit that counts, as "git log --first-parent ${branch}" shows it; a commit that a merge brought in is not on the line.`,
  };
}

function sinceWithoutPolicies({
  file,
  book,
  since,
  begun,
}: Record<'file' | 'book' | 'since' | 'begun', string>): Diagnostic {
  return {
    code: 'book/since-without-policies',
    severity: 'error',
    at: { file, line: 1 },
    problem: `policies.since is ${since}, a commit in which ${book}/policies contained no policy yet; the first came with ${begun.slice(0, 12)}.`,
    remedy: `Where the book began there, write since: ${begun.slice(0, 12)}. Where its folder was moved, move it back, or put its earlier versions into ${book}/archive: git follows files inside the folder only.`,
  };
}

/** What the checked out commit renamed and the branch has not: a check before a merge sees the files of its own commit. */
async function readRenamesAhead(
  gitDir: string,
  tip: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const head = (await runGit({ gitDir, args: ['rev-parse', '--verify', 'HEAD'] })).trim();
  if (head === tip) return new Map();
  const changes = await readDifference({ gitDir, from: tip, tip: head, folders });
  return new Map(
    changes.flatMap(({ kind, path: to, from }) =>
      kind === 'moved' && from !== undefined ? [[from, to] as const] : [],
    ),
  );
}

interface Read {
  readonly versions: (
    policy: string,
    file: string,
    place: { path: string; blob: string },
  ) => ReadVersion;
  readonly landed: ReadonlyMap<string, Instant>;
  readonly prefix: string;
}

function assemble({ texts, archive }: Followed, { versions, landed, prefix }: Read): PolicyHistory {
  const fileOf = (place: string) => place.slice(prefix.length);
  return {
    texts: texts.map((one): PolicyText => {
      const { policy, blob, commit, isBase } = one;
      const { id, author, committer, subject, isMerge } = commit;
      const file = fileOf(one.path);
      return {
        policy,
        file,
        blob,
        commit: id,
        landed: landed.get(id) ?? committer.at,
        author,
        committer,
        subject,
        isMerge,
        isBase,
        ...versions(policy, `${file}@${id.slice(0, 12)}`, one),
      };
    }),
    archive: archive.map((one): ArchivedText => {
      const { commit, isBase } = one;
      const file = fileOf(one.path);
      const { text } = versions('', file, one);
      return {
        file,
        blob: one.blob,
        commit: commit.id,
        landed: landed.get(commit.id) ?? commit.committer.at,
        isBase,
        text,
      };
    }),
  };
}
