import { inForceOn } from '../history/in-force.ts';
import type { Book } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { Policy } from '../model/policy.ts';
import { inForceSpan, spanInWords } from './in-force-words.ts';
import { retiredOn, waitingOn, type Retired, type Waiting } from './waiting.ts';

/** What held of one policy on a day. */
export interface Held {
  readonly policy: string;
  readonly title: string;
  /** One, or the several between which a month-only date leaves the choice. */
  readonly versions: readonly { readonly version: string; readonly span: string }[];
  readonly isUncertain: boolean;
}

/** The book as it stood on a day. */
export interface BookOnDay {
  readonly held: readonly Held[];
  readonly waiting: readonly Waiting[];
  readonly retired: readonly Retired[];
}

export function bookOnDay(book: Pick<Book, 'policies' | 'asOf'>, day: CalendarDate): BookOnDay {
  return {
    held: book.policies.flatMap((policy) => heldOn(policy, day, book.asOf)),
    waiting: waitingOn(book, day),
    retired: retiredOn(book, day),
  };
}

function heldOn(policy: Policy, day: CalendarDate, asOf: CalendarDate): Held[] {
  const inForce = inForceOn(policy, day);
  if (inForce.kind === 'none') return [];
  const versions = inForce.kind === 'version' ? [inForce.version] : inForce.candidates;
  const [first] = versions;
  return [
    {
      policy: policy.id,
      title: first?.frontmatter.title ?? policy.current.frontmatter.title,
      versions: versions.map(({ version }) => {
        const span = inForceSpan(policy, version);
        return { version, span: span ? spanInWords(span, asOf) : '' };
      }),
      isUncertain: inForce.kind === 'uncertain',
    },
  ];
}
