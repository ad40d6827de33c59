import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import type { Closing } from '../schemas/settings.ts';
import type { CalendarDate } from './calendar-date.ts';

/** The first difference between a text and the one before. */
export interface Alteration {
  /** Field of the frontmatter; absent where it is the body. */
  readonly field?: string;
  /** The sentence or value before; empty where it was added. */
  readonly was: string;
  /** The sentence or value after; empty where it was removed. */
  readonly is: string;
  /** Line of the later file, from 1. */
  readonly line: number;
}

interface FaultOf<Kind extends string> {
  readonly kind: Kind;
  readonly at: SourceLocation;
  readonly version: string;
  /** Where the branch has it already; absent where only the content folder has it. */
  readonly commit?: string;
  /** How the company closed it, where it was corrected. */
  readonly closing?: Closing;
}

/** Something that git knows against the versions of a policy. */
export type VersionFault =
  | (FaultOf<'altered'> & {
      readonly alteration: Alteration;
      readonly landedOn: CalendarDate;
      /** The number that the altered text should have had. */
      readonly next: string;
      /** Whether later commits corrected it. */
      readonly isMended: boolean;
    })
  | (FaultOf<'down'> & { readonly from: string; readonly isMended: boolean })
  | (FaultOf<'twice'> & {
      /** The file that had the other text when it landed, and the id of that text. */
      readonly other: string;
      readonly blob: string;
    })
  | (FaultOf<'contradicted'> & {
      readonly field: 'date' | 'by' | 'change';
      readonly row: string;
      readonly git: string;
    })
  | (FaultOf<'archive-edited'> & {
      readonly landedOn: CalendarDate;
      /** Id of the text as it was first committed. */
      readonly blob: string;
    })
  | (FaultOf<'review-removed'> & { readonly on: CalendarDate; readonly by: string })
  | (FaultOf<'landed-backwards'> & { readonly stated: string; readonly counted: string });

/** How an entry of the settings ends the warning of a wrong edit, as a remedy names it. `{commit}` is the place of its id. */
export const closeIt =
  "close it by an entry of policies.closed in policybook.yaml: - { commit: '{commit}', by: <person>, on: <day>, reason: <why> }";
