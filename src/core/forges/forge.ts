import { z } from 'zod';
import type { ForgePull, PullCommit } from '../model/forge-pull.ts';

/** One pull request of an export, as the file has it. */
export type ExportEntry = Readonly<Record<string, unknown>>;

/** One forge: how its exports are read, how it names people, and what its merges look like. */
export interface Forge {
  /** Its key in people.yaml. */
  readonly id: string;
  readonly exports: {
    /** The field with the pull requests, where the export is not a list itself. */
    readonly listKey: string;
    /** The field of an entry with the number of the pull request. */
    readonly numberKey: string;
    /** What may be beside the pull requests, by number, in place of inside each. */
    readonly partKeys: readonly string[];
    /** Fields of an entry with a commit by which it may be on the line: an id, or an object with `sha` or `oid`. */
    readonly commitKeys: readonly string[];
    /** Whether an entry is one of its pull requests. */
    readonly recognises: (entry: ExportEntry) => boolean;
    /** The pull request in the neutral form, or what is wrong with it. */
    readonly parse: (entry: ExportEntry) => z.ZodSafeParseResult<ForgePull>;
  };
  readonly people: {
    /** The committer of merges that it makes itself; it hides who pressed the button. */
    readonly committer: { readonly name: string; readonly email: string };
    /** An address that it gives to an account, with the group `login`. */
    readonly address: RegExp;
  };
  /** What it writes into messages. Each form that it has contains the group `number`. */
  readonly merges: {
    /** Title of a merge commit, with the group `branch`. */
    readonly title?: RegExp;
    /** Title of a squashed commit, with the group `title`. */
    readonly squash?: RegExp;
    /** Line of its own below the message; the number may be absent. */
    readonly footer?: RegExp;
    /** Line of a message that undoes a pull request. */
    readonly revert?: RegExp;
  };
}

/** Those who are named at all and are not the forge itself, each once. */
export function listPeople(
  people: PullCommit['authors'],
  own: Forge['people']['committer'],
): PullCommit['authors'] {
  const named = people.filter(({ login, name, email }) => login ?? name ?? email);
  const persons = named.filter(({ email }) => email?.toLowerCase() !== own.email);
  return [...new Map(persons.map((one) => [JSON.stringify(one), one])).values()];
}

export const pullNumber = z.int().positive();

/** A list of the forges' own APIs: plain, wrapped in `nodes` by their query language, or null where nothing was read. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => unwrap(value, 'nodes'), z.array(item).nullish());

/** The field of an object that has it, or else the value itself. A union of both forms would hide where a fault is. */
export function unwrap(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as ExportEntry)[key]
    : value;
}

export const commitId = z.string().regex(/^[0-9a-f]{40,64}$/, 'expected the full id of a commit');
