import type { CalendarDate } from '../../model/calendar-date.ts';
import {
  dayContent,
  dueContent,
  element,
  emptyContent,
  link,
  listContent,
  under,
  type Content,
} from '../content.ts';
import { changePath, policyPath, versionPath } from '../paths.ts';
import type { Due, PastReview } from './reviews.ts';
import { tableContent, type Column } from '../table.ts';

/** Reviews and duties that fall due, with the day of each. */
export function duesList(dues: readonly Due[], asOf: CalendarDate): Content {
  if (dues.length === 0) {
    return emptyContent('No review or duty is due.');
  }
  const items = dues.map(({ kind, policy, title, what, owner, due, clause, early }) => [
    element(
      'div',
      {},
      kind === 'duty'
        ? [link(`${policyPath(policy)}#${clause ?? ''}`, what), under(`Duty, ${owner}, ${title}`)]
        : [
            link(policyPath(policy), title),
            under(`Review, ${owner}`),
            early && earlyReasons(early),
          ],
    ),
    due && dueContent(due, asOf),
  ]);
  return listContent('rows', items, 'dated');
}

/** Why a review is due before its ordinary day. */
export function earlyReasons({ triggers }: NonNullable<Due['early']>): Content {
  const items = triggers.map((trigger) => {
    const isChange = trigger.kind === 'change';
    // "(major, infrastructure)": what makes it one that the policy names.
    const named = [...(isChange ? [trigger.type] : []), ...trigger.named].join(', ');
    return [
      isChange ? link(changePath(trigger.change), trigger.title) : trigger.title.replace(/\.$/, ''),
      ` (${named}) on `,
      dayContent(trigger.on),
    ];
  });
  return [
    under('Due early because of what has happened since the last review:'),
    listContent(undefined, items, 'under'),
  ];
}

/** Recurring duties; `named` prints the policy in each row, where the list is not a policy's own. */
export function dutiesTable(
  duties: readonly Due[],
  asOf: CalendarDate,
  { named = false } = {},
): Content {
  const columns: Column<Due>[] = [
    {
      label: 'Duty',
      isHead: true,
      style: 'wide',
      cell: ({ what, policy, title, clause = '' }) => [
        what,
        under(
          link(
            `${policyPath(policy)}#${clause}`,
            named ? `${title}, clause ${clause}` : `Clause ${clause}`,
          ),
        ),
      ],
    },
    { label: 'By', cell: ({ owner }) => owner },
    { label: 'Every', style: 'date', narrow: 'every', cell: ({ every }) => every },
    {
      label: 'Last done',
      narrow: 'last done',
      cell: ({ last }) => (last ? dayContent(last) : 'Not recorded'),
    },
    { label: 'Due', narrow: 'due', cell: ({ due }) => dueOrUnknown(due, asOf) },
  ];
  return tableContent(columns, duties, {
    caption: 'Recurring duties',
    empty: 'No policy has a recurring duty.',
  });
}

export function dueOrUnknown(due: CalendarDate | undefined, asOf: CalendarDate): Content {
  return due ? dueContent(due, asOf) : 'Not known';
}

const outcomes = { unchanged: 'No change needed', changed: 'Changed', retire: 'To be retired' };

const reviewColumns: readonly Column<PastReview>[] = [
  {
    label: 'Policy',
    isHead: true,
    style: 'wide',
    cell: ({ policy, title, note }) => [link(policyPath(policy), title, 'title'), under(note)],
  },
  {
    label: 'Version',
    narrow: 'Version',
    cell: ({ policy, version, isLost }) =>
      isLost ? version : link(versionPath(policy, version), version),
  },
  { label: 'Outcome', style: 'date', cell: ({ outcome }) => outcomes[outcome] },
  { label: 'By', cell: ({ by }) => by },
  { label: 'On', style: 'date', cell: ({ on }) => dayContent(on) },
];

/** Reviews that were held, newest first. */
export function reviewsTable(reviews: readonly PastReview[]): Content {
  return tableContent(reviewColumns, reviews, {
    caption: 'Reviews held, newest first',
    empty: 'No review has been recorded yet.',
  });
}
