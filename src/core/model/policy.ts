import type { Proof } from '../schemas/change-rules.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import type { CalendarDate, PartialDate } from './calendar-date.ts';
import type { SourceFile } from './source-file.ts';
import type { VersionFault } from './version-fault.ts';

/** A numbered part of a policy, or an unnumbered heading. */
export interface Clause {
  /** `4`, `4.2`, `4.b`, or the slug of an unnumbered heading. Unique in its version. */
  readonly id: string;
  /** The number as it is shown; absent for an unnumbered heading. */
  readonly number?: string;
  /** What forges make of the whole heading: `42-scope` for "4.2 Scope". */
  readonly anchor: string;
  /** The heading without its number. */
  readonly title: string;
  /** 1 to 6. */
  readonly depth: number;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** A place in a file; lines and columns start at 1. */
interface Placed {
  readonly line: number;
  readonly column: number;
}

/** What a text refers to, in its order. What refers to a definition has the address of the definition. */
export interface TextReferences {
  readonly links: readonly (Placed & { readonly url: string })[];
  readonly images: readonly (Placed & {
    readonly url: string;
    /** What the text offers to readers who do not see it. */
    readonly alternative: string;
  })[];
  /** Components that print data of the frontmatter. */
  readonly data: readonly (Placed & {
    readonly component: string;
    /** The value of its attribute `name`. */
    readonly parameter?: string;
  })[];
}

/** Where a version came onto the branch, in a book whose versions come from git. */
export interface Landing {
  readonly commit: string;
  /** In the company's zone. */
  readonly on: CalendarDate;
}

/** A later commit under the same version that changed its form and none of its words. */
export interface Correction extends Landing {
  /** The author's name as the commit states it. */
  readonly by: string;
  readonly subject: string;
}

/** A draft that lacks fields: it is shown to staff as a draft, and is no version of anything. */
export interface IncompleteDraft {
  readonly id: string;
  /** Its id where it has no title yet. */
  readonly title: string;
  readonly file: string;
  /** Names of the fields that it lacks. */
  readonly missing: readonly string[];
}

/** One version of a policy. */
export interface PolicyVersion {
  readonly policy: string;
  readonly version: string;
  readonly frontmatter: PolicyFrontmatter;
  /** The text after the fence as it was written. */
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  readonly clauses: readonly Clause[];
  readonly references: TextReferences;
  /** SHA-256 over the body and the frontmatter that rules read, in hex. */
  readonly fingerprint: string;
  /** An earlier version read from git has the commit in its path: `content/policies/p.mdx@1a2b3c4d5e6f`. */
  readonly source: SourceFile;
  /** Absent without git, and for an archived text that is older than the first commit that counts. */
  readonly landed?: Landing;
  /** Oldest first; absent where there are none. */
  readonly corrections?: readonly Correction[];
  /** Not on the branch yet, and so not in force, in a book whose versions come from git. */
  readonly isPending?: true;
}

/** How well it is known that somebody approved or reviewed a text. */
export interface Decision {
  readonly proof: Proof;
  /** Why it is not accepted although the text states it: `the forge shows …`. */
  readonly void?: string;
}

/** What git and the forge of the book show of the decisions on a policy. What has not landed is missing. */
interface DecisionProofs {
  /** By version. */
  readonly approvals: ReadonlyMap<string, Decision>;
  /** By day, person, version and outcome. */
  readonly reviews: ReadonlyMap<string, Decision>;
}

/** A policy with all its versions. */
export interface Policy {
  readonly id: string;
  /** Under which its file stood before, oldest first, as git knows; their addresses still lead to it. */
  readonly formerIds?: readonly string[];
  /** The version in `content/policies`, which may be a draft or not yet in force. */
  readonly current: PolicyVersion;
  /** Every version, the current one included, newest first. Never empty. */
  readonly versions: readonly [PolicyVersion, ...PolicyVersion[]];
  /** What git knows against its versions; absent where there is nothing, and without git. */
  readonly faults?: readonly VersionFault[];
  /** Absent in a sample and on a public page. */
  readonly proofs?: DecisionProofs;
}

/** The days in which a version held. */
export interface InForceSpan {
  /** In the precision in which the document gives it. */
  readonly from: PartialDate;
  /** The last day; absent while no later version has taken over. */
  readonly until?: CalendarDate;
}

/** Orders version numbers of two parts: 1.2 before 1.10. */
export function compareVersions(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}
