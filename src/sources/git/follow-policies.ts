import type { LineCommit } from './read-line.ts';

/** A policy's file as one commit left it, before its text was read. */
interface FollowedText {
  readonly policy: string;
  /** Path in the repository. */
  readonly path: string;
  readonly blob: string;
  readonly commit: LineCommit;
  readonly isBase: boolean;
}

export interface Followed {
  readonly texts: readonly FollowedText[];
  readonly archive: readonly Omit<FollowedText, 'policy'>[];
}

interface Place {
  readonly path: string;
  readonly blob: string;
}

/** A policy through all its names. */
interface Chain {
  policy: string;
  place?: Place;
  readonly texts: Omit<FollowedText, 'policy'>[];
}

export interface FollowingOrder {
  readonly line: readonly LineCommit[];
  /** Index of the first commit that counts. The commits before it only decide which files were there. */
  readonly since: number;
  /** Paths in the repository, ended by `/`. */
  readonly policies: string;
  readonly archive: string;
  /** Former id: later id, from the settings. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Renames that the checked out commit has and the branch does not: later path by path. */
  readonly ahead: ReadonlyMap<string, string>;
}

/** Follows each policy and each archive file along the line, through renames, removals and returns. */
export function followPolicies(order: FollowingOrder): Followed {
  const chains = createChains(order);
  const archive = createArchive(order.archive);
  for (const [index, commit] of order.line.entries()) {
    if (index < order.since && commit.changes.length === 0) continue;
    chains.apply(commit, index > order.since);
    archive.apply(commit, index > order.since);
    if (index === order.since) {
      chains.startAt(commit);
      archive.startAt(commit);
    }
  }
  return { texts: chains.list(order.line), archive: archive.list() };
}

function idOf(path: string, folder: string): string | undefined {
  if (!path.startsWith(folder)) return undefined;
  return /^(.+)\.mdx?$/.exec(path.slice(folder.length))?.[1];
}

function createChains({ policies, renamed, ahead }: FollowingOrder) {
  const open = new Map<string, Chain>();
  const ended = new Map<string, Chain>();
  const all: Chain[] = [];

  function end(id: string): Chain | undefined {
    const chain = open.get(id);
    if (!chain) return undefined;
    open.delete(id);
    ended.set(id, chain);
    return chain;
  }

  function continueFormer(id: string): Chain | undefined {
    const former = Object.keys(renamed).find((one) => renamed[one] === id && ended.has(one));
    const chain = former === undefined ? undefined : ended.get(former);
    if (former !== undefined) ended.delete(former);
    return chain;
  }

  function chainOf(id: string, moved: Chain | undefined): Chain {
    const found = moved ?? open.get(id) ?? ended.get(id) ?? continueFormer(id);
    const chain = found ?? { policy: id, texts: [] };
    if (!found) all.push(chain);
    for (const [key, one] of ended) if (one === chain) ended.delete(key);
    chain.policy = id;
    open.set(id, chain);
    return chain;
  }

  function apply(commit: LineCommit, counts: boolean): void {
    const moved = new Map<string, Chain>();
    for (const { kind, path, from = path } of commit.changes) {
      const id = idOf(from, policies);
      if (id === undefined || kind === 'put') continue;
      const isOtherwiseRenamed = Object.hasOwn(renamed, id) && renamed[id] !== idOf(path, policies);
      const chain = end(id);
      if (kind === 'moved' && chain && !isOtherwiseRenamed) moved.set(path, chain);
    }
    for (const { kind, path, blob } of commit.changes) {
      const id = idOf(path, policies);
      if (id === undefined || kind === 'removed') continue;
      const chain = chainOf(id, moved.get(path));
      chain.place = { path, blob };
      if (counts) chain.texts.push({ path, blob, commit, isBase: false });
    }
  }

  return {
    apply,
    startAt(commit: LineCommit): void {
      for (const { place, texts } of open.values()) {
        if (place) texts.push({ ...place, commit, isBase: true });
      }
    },
    list(line: readonly LineCommit[]): FollowedText[] {
      for (const [from, to] of ahead) {
        const chain = open.get(idOf(from, policies) ?? '');
        const id = idOf(to, policies);
        if (chain && id !== undefined && !open.has(id)) chain.policy = id;
      }
      const order = new Map(line.map((commit, index) => [commit, index]));
      return all
        .flatMap(({ policy, texts }) => texts.map((text) => ({ ...text, policy })))
        .sort((left, right) => (order.get(left.commit) ?? 0) - (order.get(right.commit) ?? 0));
    },
  };
}

function createArchive(folder: string) {
  const first = new Map<string, Omit<FollowedText, 'policy'>>();
  const present = new Map<string, Place>();

  return {
    apply(commit: LineCommit, counts: boolean): void {
      for (const { kind, path, from, blob } of commit.changes) {
        if (from !== undefined) {
          present.delete(from);
          const known = first.get(from);
          if (known && !first.has(path)) first.set(path, { ...known, path });
        }
        if (!path.startsWith(folder)) continue;
        if (kind === 'removed') present.delete(path);
        else {
          present.set(path, { path, blob });
          // A file that was taken away and put back is still the one that came first.
          if (counts && !first.has(path)) first.set(path, { path, blob, commit, isBase: false });
        }
      }
    },
    startAt(commit: LineCommit): void {
      for (const place of present.values()) {
        first.set(place.path, { ...place, commit, isBase: true });
      }
    },
    list: () => [...first.values()],
  };
}
