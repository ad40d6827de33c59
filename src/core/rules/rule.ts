import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import type { PolicyVersion } from '../model/policy.ts';
import type { Outcome } from '../model/verdict.ts';
import type { Part } from '../parse/find-unread.ts';
import type { ChangeRules, Level, Proof } from '../schemas/change-rules.ts';
import type { People } from '../schemas/people.ts';
import type { Settings } from '../schemas/settings.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { ChangeExample, DocumentExample } from './example.ts';
import type { ChangeMessages, DocumentMessage } from './message.ts';

/** What a rule on documents yields. The runner adds the rule's code, and its severity where none is given. */
export type Violation = Omit<Diagnostic, 'code' | 'severity'> & { readonly severity?: Severity };

/** A rule on the documents of the book. */
export interface DocumentRule {
  /** Stored in evidence, so it is permanent: never renamed, never reused. */
  readonly code: `${'policy' | 'book'}/${string}`;
  readonly severity: Severity;
  /** A sentence that is true of a good book; the page of rules prints it. */
  readonly requirement: string;
  /** Whether it compares files as they are now, of which a past day has only some: there it is left out. */
  readonly isOfPresent?: true;
  readonly messages: Readonly<Record<string, DocumentMessage>>;
  /** Tested, and printed by `explain`. */
  readonly example: DocumentExample;
  /** Violations, save those that follow only from a file that was not read: a file of one of the parts `unread`. */
  readonly check: (book: Book, unread: ReadonlySet<Part>) => Iterable<Violation>;
}

/** What a rule on changes finds. The runner adds rule, policy and version. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly level?: Level;
  readonly clause?: string;
  readonly statement: string;
  readonly remedy?: string;
  readonly proof?: Proof;
}

/** What a rule may look at besides the change. It never reads a clock. */
export interface JudgingContext {
  /** The version in force when the change was merged. */
  readonly version: PolicyVersion;
  readonly changeRules: ChangeRules;
  readonly people: People;
  readonly settings: Settings;
  readonly asOf: CalendarDate;
}

/** A rule on changes. Its parameters come from the policy's frontmatter. */
export interface ChangeRule {
  /** Stored in evidence, so it is permanent: never renamed, never reused. */
  readonly code: `change/${string}`;
  /** A sentence that is true of a good change; the page of rules prints it. */
  readonly requirement: string;
  /** All that this rule finds besides what `facts/` states for several rules. */
  readonly messages: ChangeMessages;
  /** Tested, and printed by `explain`. */
  readonly example: ChangeExample;
  readonly judge: (change: ChangeRecord, context: JudgingContext) => Judgement;
}
