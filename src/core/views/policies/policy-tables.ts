import type { CalendarDate } from '../../model/calendar-date.ts';
import type { Held } from './book-on-day.ts';
import { dayContent, dueContent, link, under, type Content } from '../content.ts';
import { policyPath, versionPath } from '../paths.ts';
import type { PolicyRow } from './policy-rows.ts';
import { tableContent, type Column } from '../table.ts';

/** Policies by title. */
export function policiesTable(
  rows: readonly PolicyRow[],
  asOf: CalendarDate,
  edition: 'internal' | 'public',
): Content {
  const isPublic = edition === 'public';
  const columns: Column<PolicyRow>[] = [
    {
      label: 'Policy',
      isHead: true,
      style: 'wide',
      cell: ({ id, title, label }) => [link(policyPath(id), title, 'title'), under(label)],
    },
    { label: 'Version', narrow: 'Version', cell: ({ version }) => version },
    { label: 'Standing', cell: ({ standing }) => standing },
    isPublic
      ? {
          label: 'Last review',
          narrow: 'Last review',
          cell: ({ lastReview }) => (lastReview ? dayContent(lastReview) : 'None yet'),
        }
      : { label: 'Owner', narrow: 'Owner', cell: ({ owner }) => owner },
    {
      label: 'Next review',
      narrow: 'Next review',
      cell: ({ nextReview }) => dueContent(nextReview, asOf),
    },
    ...(isPublic ? [controlsColumn] : []),
  ];
  return tableContent(columns, rows, {
    caption: 'Policies by title',
    empty: `Policies stand here once the book holds one${isPublic ? ' that is published' : ''}. So far it does not.`,
  });
}

const controlsColumn: Column<PolicyRow> = {
  label: 'Controls',
  style: 'wide',
  cell: ({ controls }) =>
    controls.map((group) => under(`${group.framework} ${group.controls.join(', ')}`)),
};

const heldColumns: readonly Column<Held>[] = [
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
export function heldTable(held: readonly Held[]): Content {
  return tableContent(heldColumns, held, {
    caption: 'Policies in force',
    empty: 'The policies in force on this day stand here. None was.',
  });
}
