import { dayContent, link, under, type Content } from '../content.ts';
import { changePath, exceptionsPath, policyPath, versionPath } from '../paths.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { tableContent, type Column } from '../table.ts';
import type { ChangesSince } from './changes-since.ts';

type Row<Key extends 'versions' | 'reviews' | 'deviations' | 'answers'> = ChangesSince[Key][number];

/** The four parts of what happened since a day, each with its title, as a page shows them. */
export function sinceTables({ versions, reviews, deviations, answers, changes }: ChangesSince): {
  title: string;
  content: Content;
}[] {
  const versionColumns: Column<Row<'versions'>>[] = [
    {
      label: 'Version',
      isHead: true,
      style: 'wide',
      cell: ({ policy, title, version, summary }) => [
        link(versionPath(policy, version), `${title}, version ${version}`, 'title'),
        under(summary),
      ],
    },
    { label: 'In force since', style: 'date', cell: ({ from }) => dayContent(from) },
  ];
  const reviewColumns: Column<Row<'reviews'>>[] = [
    {
      label: 'Policy',
      isHead: true,
      style: 'wide',
      cell: ({ policy, title }) => link(policyPath(policy), title, 'title'),
    },
    { label: 'Outcome', narrow: 'Outcome', cell: ({ outcome }) => idInWords(outcome) },
    { label: 'Reviewer', narrow: 'Reviewer', cell: ({ by }) => by },
    { label: 'Day', style: 'date', cell: ({ on }) => dayContent(on) },
  ];
  const deviationColumns: Column<Row<'deviations'>>[] = [
    {
      label: 'Change',
      isHead: true,
      style: 'wide',
      cell: ({ change, title, rules }) => [
        link(changePath(change), title, 'title'),
        under(rules.join(', ')),
      ],
    },
    {
      label: 'Answer',
      narrow: 'Answer',
      cell: ({ isAnswered }) => (isAnswered ? 'Answered' : 'No answer yet'),
    },
    { label: 'Day', style: 'date', cell: ({ day }) => dayContent(day) },
  ];
  const answerColumns: Column<Row<'answers'>>[] = [
    {
      label: 'Answer',
      isHead: true,
      style: 'wide',
      cell: ({ id, isStanding }) => [
        link(exceptionsPath, id, 'title'),
        under(isStanding ? 'Standing exception' : undefined),
      ],
    },
    { label: 'By', narrow: 'By', cell: ({ by }) => by },
    { label: 'Day', style: 'date', cell: ({ on }) => dayContent(on) },
  ];
  return [
    {
      title: 'Versions that came into force',
      content: tableContent(versionColumns, versions, {
        caption: 'Versions by their first day',
        empty: 'No version came into force.',
      }),
    },
    {
      title: 'Reviews',
      content: tableContent(reviewColumns, reviews, {
        caption: 'Reviews by day',
        empty: 'No review was held.',
      }),
    },
    {
      title: 'Deviations',
      content: tableContent(deviationColumns, deviations, {
        caption: 'Changes that deviate, by day',
        empty:
          changes === 0
            ? 'No change was judged.'
            : `None of the ${changes} changes of that time deviates.`,
      }),
    },
    {
      title: 'Answers and exceptions',
      content: tableContent(answerColumns, answers, {
        caption: 'Answers by day',
        empty: 'No answer was given.',
      }),
    },
  ];
}
