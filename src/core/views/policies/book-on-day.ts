import { compareVersions } from '../../model/compare-versions.ts';
import { inForceOn } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { Policy } from '../../model/policy.ts';
import { inForceSpan, spanInWords } from './in-force-words.ts';
import { retiredOn, waitingOn, type Retired, type Waiting } from './waiting.ts';

/** What held of one policy on a day. */
export interface Held {
  readonly policy: string;
  readonly title: string;
  /** One, or the several between which a month-only date or a lost text leaves the choice. */
  readonly versions: readonly HeldVersion[];
  /** Why the day cannot be told, where it cannot. */
  readonly doubt?: string;
}

interface HeldVersion {
  readonly version: string;
  readonly span: string;
  /** It has no page. */
  readonly isLost?: true;
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
  const lost = inForce.kind === 'uncertain' ? (inForce.lost ?? []) : [];
  const [first] = versions;
  return [
    {
      policy: policy.id,
      title: first?.frontmatter.title ?? policy.current.frontmatter.title,
      versions: [
        ...versions.map(({ version }) => {
          const span = inForceSpan(policy, version);
          return { version, span: span ? spanInWords(span, asOf) : '' };
        }),
        ...lost.map((version) => ({ version, span: 'text not kept', isLost: true as const })),
      ].sort((left, right) => compareVersions(left.version, right.version)),
      ...(inForce.kind === 'uncertain' && { doubt: doubtOf(lost) }),
    },
  ];
}

function doubtOf(lost: readonly string[]): string {
  return lost.length > 0
    ? `The text of version ${lost.join(' and ')} is not kept, so this day cannot be told`
    : 'Its date names a month and no day, so this day cannot be told';
}
