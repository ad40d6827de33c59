import type { Answer } from '../schemas/answer.ts';
import type { Level, Proof } from '../schemas/change-rules.ts';

export type Outcome = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** The result of one rule for one change, by the policy in force on that day. */
export interface Verdict {
  readonly rule: string;
  readonly outcome: Outcome;
  /** A failed `should` is advice and never a deviation. */
  readonly level: Level;
  readonly policy: string;
  readonly version: string;
  /** Absent where the version in force has no such clause. */
  readonly clause?: string;
  /** One sentence: what was found. */
  readonly statement: string;
  /** What would correct it; present when the outcome is fail or unknown. */
  readonly remedy?: string;
  /** The weakest proof that the outcome rests on. */
  readonly proof?: Proof;
  /** The company's answer to a deviation; it stays a deviation. */
  readonly answer?: Answer;
}
