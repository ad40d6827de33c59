import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import type { Checkpoint } from '../schemas/checkpoint.ts';

/** A checkpoint with the line of the file that it stands on. */
export interface FiledCheckpoint {
  readonly at: SourceLocation;
  readonly value: Checkpoint;
}
