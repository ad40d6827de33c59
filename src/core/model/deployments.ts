import type { Instant } from './instant.ts';

/** One deployment as the pipeline wrote it down. */
export interface PipelineDeployment {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly commit: string;
  readonly at: Instant;
  readonly by?: string;
  readonly environment: string;
  readonly result: 'success' | 'failure' | 'cancelled';
}

/** The file of one repository's pipeline. */
export interface DeploymentsFile {
  /** As the settings name it. */
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
  readonly deployments: readonly PipelineDeployment[];
}

/** A deployment to production of something that is not a change of the branch. */
export interface UnmatchedDeployment {
  readonly repository: string;
  readonly file: string;
  readonly line: number;
  readonly commit: string;
  readonly at: Instant;
  readonly reason: string;
}
