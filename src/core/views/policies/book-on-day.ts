import { compareVersions, type Policy } from '../../model/policy.ts';
import { link, under, type Content } from '../content.ts';
import { policyPath, versionPath } from '../paths.ts';
import { tableContent, type Column } from '../table.ts';
import { inForceOn } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { inForceSpan, spanInWords } from './in-force-words.ts';
import { retiredOn, waitingOn, type Retired, type Waiting } from './waiting.ts';

/** What was in force of one policy on a day. */
export interface PolicyInForce {
  readonly policy: string;
  readonly title: string;
  /** One, or the several between which a month-only date or a lost text leaves the choice. */
  readonly versions: readonly PossibleVersion[];
  /** Why the version is not known, where it is not. */
  readonly doubt?: string;
}

interface PossibleVersion {
  readonly version: string;
  readonly span: string;
  /** It has no page. */
  readonly isLost?: true;
}

/** The policies on a day. */
export interface BookOnDay {
  readonly inForce: readonly PolicyInForce[];
  readonly waiting: readonly Waiting[];
  readonly retired: readonly Retired[];
}

export function bookOnDay(book: Pick<Book, 'policies' | 'asOf'>, day: CalendarDate): BookOnDay {
  return {
    inForce: book.policies.flatMap((policy) => policyInForce(policy, day, book.asOf)),
    waiting: waitingOn(book, day),
    retired: retiredOn(book, day),
  };
}

function policyInForce(policy: Policy, day: CalendarDate, asOf: CalendarDate): PolicyInForce[] {
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
    ? `The text of version ${lost.join(' and ')} is not kept, so the version on this date is not known`
    : 'Its date names a month and no day, so the version on this date is not known';
}

const inForceColumns: readonly Column<PolicyInForce>[] = [
  {
    label: 'Policy',
    isHead: true,
    style: 'wide',
    cell: ({ policy, title, versions, doubt }) => {
      const newest = versions.findLast(({ isLost }) => !isLost);
      const path = newest ? versionPath(policy, newest.version) : policyPath(policy);
      return [link(path, title, 'title'), under(doubt)];
    },
  },
  {
    label: 'Version',
    narrow: 'Version',
    cell: ({ policy, versions }) =>
      versions.map(({ version, isLost }, index) => [
        index > 0 ? ' or ' : undefined,
        isLost ? version : link(versionPath(policy, version), version),
      ]),
  },
  {
    label: 'In force',
    narrow: 'In force',
    cell: ({ versions }) => versions.map(({ span }) => span).join(', or '),
  },
];

/** The policies in force on a day. */
export function inForceTable(inForce: readonly PolicyInForce[]): Content {
  return tableContent(inForceColumns, inForce, {
    caption: 'Policies in force',
    empty: 'No policy was in force on this date.',
  });
}
