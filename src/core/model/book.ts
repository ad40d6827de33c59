import type { Answer } from '../schemas/answer.ts';
import type { Checkpoint } from '../schemas/checkpoint.ts';
import type { DutyRecord } from '../schemas/duty-record.ts';
import type { People } from '../schemas/people.ts';
import type { Settings } from '../schemas/settings.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { ChangeRecord, Population } from './change-record.ts';
import type { UnmatchedDeployment } from './deployments.ts';
import type { IncompleteDraft, Policy } from './policy.ts';
import type { SourceFile } from './source-file.ts';
import type { Verdict } from './verdict.ts';

/** Which version judged a change, or why none did. */
export type JudgedBy =
  | { readonly kind: 'version'; readonly policy: string; readonly version: string }
  | { readonly kind: 'none-in-force'; readonly policy: string }
  | { readonly kind: 'uncertain'; readonly policy: string; readonly versions: readonly string[] };

export interface JudgedChange {
  readonly record: ChangeRecord;
  readonly judgedBy: JudgedBy;
  /** One for each rule, in the order of the rule list; empty where no version was in force. */
  readonly verdicts: readonly Verdict[];
}

/** A record of content/ other than a policy, with the file that contains it. */
export interface Filed<T> {
  readonly source: SourceFile;
  readonly value: T;
}

/** Everything that the company wrote and did, read and judged. Plain data. */
export interface Book {
  /** The day on which the book is judged. */
  readonly asOf: CalendarDate;
  /** Name and version of the engine that judged it. */
  readonly engine: string;
  readonly settings: Settings;
  readonly settingsSource: SourceFile;
  readonly people: People;
  readonly peopleSource: SourceFile;
  /** By title. */
  readonly policies: readonly Policy[];
  /** Drafts that lack fields; they are not among the policies. */
  readonly incomplete: readonly IncompleteDraft[];
  readonly populations: readonly Population[];
  /** Deployments of something that is not a change. */
  readonly unmatchedDeployments: readonly UnmatchedDeployment[];
  /** Newest first. */
  readonly changes: readonly JudgedChange[];
  readonly answers: readonly Filed<Answer>[];
  readonly duties: readonly Filed<DutyRecord>[];
  /** What other systems export of who accepted which version, in the order of the files. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Where branches ended when evidence was handed out, in the order of checkpoints.jsonl. */
  readonly checkpoints: readonly Checkpoint[];
  /** Paths of the book's images. */
  readonly assets: readonly string[];
}
