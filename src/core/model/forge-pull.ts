import type { ReviewCheck } from './change-record.ts';
import type { DependencyChange } from './dependency-change.ts';
import type { DeploymentsFile } from './deployments.ts';
import type { Instant } from './instant.ts';
import { mentionsCoAuthor } from './raw-commit.ts';

/** A commit of a pull request as the forge lists it. */
export interface PullCommit {
  readonly id: string;
  /** First line of its message; absent where the export lacks it. */
  readonly subject?: string;
  /** Its whole message, where that may name co-authors. */
  readonly message?: string;
  /** Who wrote it and who committed it. */
  readonly authors: readonly {
    readonly login?: string;
    readonly name?: string;
    readonly email?: string;
  }[];
  readonly at?: Instant;
  /** When it was written, which a rebase leaves as it is. */
  readonly authoredAt?: Instant;
  /** Absent where the export lacks it. */
  readonly parents?: readonly string[];
}

/** What is kept of the message of a commit: its first line, and the whole where it may name co-authors. */
export function describeMessage(
  message: string | undefined,
): Pick<PullCommit, 'subject' | 'message'> {
  if (message === undefined) return {};
  const subject = message.split('\n', 1)[0] ?? '';
  return { subject, ...(mentionsCoAuthor(message) && { message }) };
}

export interface PullReview {
  /** Empty for an account that no longer exists. */
  readonly login: string;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
  readonly at?: Instant;
  /** The revision that was looked at; absent where the export lacks it. */
  readonly commit?: string;
}

/** A pull or merge request of any forge, from any tool. */
export interface ForgePull {
  /** Id of the forge; a login is valid on its own forge only. */
  readonly forge: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Login of the person who opened it; empty for an account that no longer exists. */
  readonly author: string;
  readonly createdAt: Instant;
  /** When its text or anything else of it was last altered; absent where the export lacks it. */
  readonly updatedAt?: Instant;
  /** Accounts that pushed to its branch, where the export has them. */
  readonly pushers?: readonly string[];
  /** Absent for one that is open, or was closed without a merge. */
  readonly mergedAt?: Instant;
  readonly mergedBy?: string;
  /** The commit by which it came onto the branch. */
  readonly mergeCommit?: string;
  /** The commit that the forge made of all commits of the branch, on that branch or on the main one. */
  readonly squashCommit?: string;
  /** The last revision before the merge. */
  readonly headCommit?: string;
  /** Oldest first; empty where the export has none. */
  readonly commits: readonly PullCommit[];
  /** In the order of the export; absent where it has no reviews. */
  readonly reviews?: readonly PullReview[];
  /** Set where it has the requests for changes, and not the approvals. */
  readonly areApprovalsUnknown?: boolean;
  /** Threads that are not resolved; absent where the export has no threads. */
  readonly openThreads?: number;
  /** Absent where the export has no checks. */
  readonly checks?: readonly ReviewCheck[];
}

/** A pull request that an export contains, and of which some part cannot be read. */
export interface UnreadPull {
  /** Absent where the number cannot be read either. */
  readonly number?: number;
  /** Commits by which it may be on the line. */
  readonly commits: readonly string[];
}

/** One file that was written down from a forge. */
export interface ForgeExport {
  /** As the settings name it. */
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
  /** What it contains and cannot be read, so that nothing is known of these changes. */
  readonly unread?: readonly UnreadPull[];
  /** When it was made, where it states that, else the newest moment in it. Absent where it is empty. */
  readonly at?: Instant;
  /** When it was made, only where it states that. */
  readonly madeAt?: Instant;
  readonly pulls: readonly ForgePull[];
}

/** What is known of one repository besides its history. */
export interface RepositoryEvidence {
  readonly repository: string;
  readonly forgeExports: readonly ForgeExport[];
  /** Absent where the merge is the deployment. */
  readonly deployments?: DeploymentsFile;
  /**
   * For merge commits that were looked at, whether git's own merge of their parents gives the same tree. A merge
   * that is missing here was not, or could not be, looked at.
   */
  readonly cleanMerges: Readonly<Record<string, boolean>>;
  /** What commits of the line did to dependencies, by id; absent where the settings give no scopes to that. */
  readonly dependencies?: Readonly<Record<string, readonly DependencyChange[]>>;
  /** Some of it could not be read. */
  readonly isPartial?: true;
}
