import type { Proof } from '../schemas/change-rules.ts';
import type { FollowUpFields } from '../schemas/follow-up.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { DependencyChange } from './dependency-change.ts';
import type { Instant } from './instant.ts';
import type { CheckedSignature } from './raw-commit.ts';
import type { ApprovalCapacity, RecordField } from './record-fields.ts';
import type { SourceFile } from './source-file.ts';

/** Where a field of a record was read. */
type FieldSource = 'message' | 'graph' | 'export' | 'signature' | 'deployments' | 'follow-up';

/** A value with the place it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: FieldSource;
  /** Line of the commit message, from 1, where the source is the message. */
  readonly line?: number;
  /** File of the book, where the source is a follow-up. */
  readonly file?: string;
  /** Since when an export shows the text of a pull request as it is; absent where that is not known. */
  readonly knownAt?: Instant;
  /** The first text, which had no content: `TBD`, `not tested`. */
  readonly instead?: T;
}

/** Somebody named by a commit or a record, and who that is according to people.yaml. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  /** Id in people.yaml; absent where no person there has this address or name. */
  readonly person?: string;
}

/** An approval as somebody wrote it down. The rules decide whether it counts. */
export interface Approval {
  readonly by: Identity;
  readonly capacity: ApprovalCapacity;
  /** How well it is known that the approval was given. */
  readonly proof: Proof;
  readonly source: FieldSource;
  readonly at?: Instant;
  /** Line of the commit message, from 1. */
  readonly line?: number;
  /** Why it does not count although it was given: `it was of an earlier revision`. */
  readonly void?: string;
  /** Why the line that states it is not only a list of people. */
  readonly misread?: string;
  /** Whether it does not count only because it was given after the merge. */
  readonly isLate?: true;
  /** What a reader should know of an approval that counts: `main was merged in afterwards, cleanly`. */
  readonly note?: string;
  /** Of the follow-up that states it, where anything is known of that. */
  readonly landed?: PartLanding;
  /** When its giver signed a tag on the commit, where that was after the merge and so proves nothing by itself. */
  readonly taggedAt?: Instant;
}

/** How one check of a pull request ended. */
export interface ReviewCheck {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'pending' | 'skipped';
}

/** What a forge's export has on the review of a change, besides its approvals. */
export interface ReviewFacts {
  readonly source: 'export';
  /** The export it was read from, and the SHA-256 of its bytes. */
  readonly file: string;
  readonly digest: string;
  readonly pullRequest: number;
  /** Those whose request for changes was neither dismissed nor followed by their approval. */
  readonly changesRequested: readonly Identity[];
  /** Those whose last review was dismissed, so that it no longer counts. */
  readonly dismissed: readonly Identity[];
  /** Threads that are not resolved; absent where the export has none. */
  readonly openThreads?: number;
  /** Of the final revision; absent where the export has no list of checks, empty where the list is empty. */
  readonly checks?: readonly ReviewCheck[];
}

/** When a change reached production, and by whom as far as that is known. */
export interface Deployment {
  readonly at: Instant;
  readonly by?: Identity;
  /** The revision that was deployed, where it is a later one that contains the change. */
  readonly commit?: string;
}

/** How a change came onto the branch. */
export type ChangeForm = 'merge' | 'squash' | 'push' | 'outside-git';

/** One commit of a merged range. */
export interface MergedCommit {
  readonly id: string;
  readonly subject: string;
  readonly author: Identity;
  readonly at: Instant;
  /** Ids of the commits that it states to revert. */
  readonly reverts?: readonly string[];
}

/** When a part of a follow-up landed in the book; without a time where it has not. */
export interface PartLanding {
  readonly at?: Instant;
}

/** When a follow-up landed on the branch of the book, or why that is not known: `the book lies in no git repository`. */
export type Landing =
  | { readonly unknown: string }
  | {
      /** Absent where it has not landed. */
      readonly at?: Instant;
      /** Since when the book has each part of it, with content and without a gap: fields by their ids, the rest by name. */
      readonly parts: Readonly<Record<string, Instant>>;
      /** What the commits that brought in its approvals prove of them, by the id of the approver. */
      readonly proofs: Readonly<Record<string, 'merged' | 'signed'>>;
    };

/** What became known of a change after its merge, from content/changes. */
export interface FollowUp {
  readonly source: SourceFile;
  readonly fields: FollowUpFields;
  /** The text below the fence. */
  readonly body: string;
  /** Absent where it was not examined. */
  readonly landing?: Landing;
}

/** One production change. */
export interface ChangeRecord {
  /** `platform-1042`, `platform-3f2a9c0d1e44`, or as a record made outside git is called. Never positional. */
  readonly id: string;
  /** Id of the repository; absent for a change made outside git. */
  readonly repository?: string;
  /** Where a change outside git was made. */
  readonly system?: string;
  readonly form: ChangeForm;
  readonly pullRequest?: number;
  /**
   * Set where only the message names the pull request: `unconfirmed` where no source covers its time, `missing` where
   * an export does and lacks it.
   */
  readonly pullRequestClaim?: 'unconfirmed' | 'missing';
  /** The export that contains its pull request, where that cannot be read: what it shows of the change is not known. */
  readonly unreadIn?: string;
  readonly branch?: string;
  /** Id of the commit on the first-parent line. */
  readonly commit?: string;
  readonly title: string;
  /** The text of the commit message, or of the record. */
  readonly message: string;
  /** Everybody who wrote a part of it, in order of appearance. Never empty. */
  readonly authors: readonly Identity[];
  /** Who brought it onto the branch, where that is known. */
  readonly merger?: Sourced<Identity>;
  readonly mergedAt: Instant;
  /** Day of the merge in the company's zone; the version in force on it judges the change. */
  readonly day: CalendarDate;
  readonly fields: Readonly<Partial<Record<RecordField, Sourced<string>>>>;
  readonly approvals: readonly Approval[];
  /** Over its commit and over tags on it. */
  readonly signatures?: readonly CheckedSignature[];
  /** Present where a forge's export has its pull request. */
  readonly review?: ReviewFacts;
  /** The first time that it reached production; absent where no source has it. */
  readonly deployed?: Sourced<Deployment>;
  readonly scopes: readonly string[];
  readonly paths: readonly string[];
  /** What it did to the dependencies of manifests; absent where nobody looked. */
  readonly dependencies?: readonly DependencyChange[];
  readonly commits: readonly MergedCommit[];
  readonly followUps: readonly FollowUp[];
}

/** Why a commit of the line is not a change record. A closed list. */
type ExclusionCode = 'before-adoption' | 'after-as-of' | 'empty' | 'listed';

export interface Exclusion {
  readonly commit: string;
  readonly code: ExclusionCode;
  readonly reason: string;
}

/** All commits of one branch, each a record or an exclusion. */
export interface Population {
  readonly repository: string;
  readonly branch: string;
  readonly firstCommit?: string;
  readonly lastCommit?: string;
  /** First-parent commits; equals records plus exclusions. */
  readonly commits: number;
  readonly records: number;
  readonly exclusions: readonly Exclusion[];
  /** Ids of the records without a known deployment; absent where there are none. */
  readonly undeployed?: readonly string[];
}
