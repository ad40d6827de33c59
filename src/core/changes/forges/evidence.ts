import type { DeploymentsFile } from '../../model/deployments.ts';
import type { ForgeExport } from '../../model/forge-pull.ts';

/** What other systems say of one repository, besides git. */
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
  /** Some of it could not be read. */
  readonly isPartial?: true;
}
