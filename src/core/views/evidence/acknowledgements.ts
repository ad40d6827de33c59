import { listAcceptances, readAcceptances, type Acceptance } from '../../history/acceptance.ts';
import type { Acknowledgement } from '../../model/acknowledgement.ts';
import type { Book } from '../../model/book.ts';
import { idInWords, personInWords } from '../../model/id-in-words.ts';
import type { Policy } from '../../model/policy.ts';
import {
  dayContent,
  dueContent,
  element,
  link,
  listContent,
  quiet,
  under,
  type Content,
} from '../content.ts';
import { policyPath, versionPath } from '../paths.ts';
import { tableContent, type Column } from '../table.ts';

/** What one policy asks, and who has accepted it. */
interface PolicyAcceptance {
  readonly policy: Policy;
  /** "everybody", "Engineer, Technical". */
  readonly by: string;
  readonly required: readonly Acceptance[];
}

function listByPolicy(book: Book): PolicyAcceptance[] {
  const wanted = book.settings.acknowledgements.policies;
  return [...Map.groupBy(listAcceptances(book), ({ policy }) => policy)].map(
    ([policy, required]) => {
      const roles = wanted[policy.id] ?? [];
      const by = roles === 'everybody' ? 'everybody' : roles.map(idInWords).join(', ');
      return { policy, by, required };
    },
  );
}

/** By policy: who has accepted the version in force, and who is outstanding. */
export function acceptanceByPolicy(book: Book): Content {
  const columns: Column<PolicyAcceptance>[] = [
    {
      label: 'Policy',
      isHead: true,
      style: 'wide',
      cell: ({ policy, by, required: [first] }) => [
        link(policyPath(policy.id), policy.current.frontmatter.title, 'title'),
        under([
          first?.version === undefined
            ? 'which version is in force is not certain'
            : `version ${first.version}`,
          `, by ${by}`,
        ]),
      ],
    },
    {
      label: 'Accepted',
      style: 'count',
      narrow: 'Accepted',
      cell: ({ required }) => `${countOf(required, 'accepted')} of ${required.length}`,
    },
    {
      label: 'Outstanding',
      narrow: 'Outstanding',
      cell: ({ required }) => outstandingContent(required, book),
    },
  ];
  return tableContent(columns, listByPolicy(book), {
    caption: 'Acceptance by policy',
    empty:
      'The book does not name a policy that people have to accept. policybook.yaml does, with acknowledgements: { policies: { <policy>: everybody } }.',
  });
}

function countOf(required: readonly Acceptance[], state: Acceptance['state']): number {
  return required.filter((one) => one.state === state).length;
}

function outstandingContent(required: readonly Acceptance[], book: Book): Content {
  const { people, asOf } = book;
  const open = required.filter(({ state }) => state !== 'accepted');
  if (open.length === 0) return 'nobody';
  return listContent(
    undefined,
    open.map(({ person, due, earlier }) => [
      personInWords(person, people),
      earlier && quiet([`, accepted ${numberOf(book, earlier)} on `, dayContent(earlier.on)]),
      due && [', due ', dueContent(due, asOf)],
    ]),
  );
}

interface PersonAcceptance {
  readonly person: string;
  readonly own: readonly Acceptance[];
}

/** By person: which versions the person has accepted, when and in which system. */
export function acceptanceByPerson(book: Book): Content {
  const people = [...Map.groupBy(listAcceptances(book), ({ person }) => person)].map(
    ([person, own]): PersonAcceptance => ({ person, own }),
  );
  const columns: Column<PersonAcceptance>[] = [
    {
      label: 'Person',
      isHead: true,
      cell: ({ person }) => personInWords(person, book.people),
    },
    {
      label: 'Accepted',
      style: 'wide',
      narrow: 'Accepted',
      cell: ({ own }) =>
        lineOf(
          own.flatMap(({ policy, accepted }) =>
            accepted
              ? [
                  [
                    policy.current.frontmatter.title,
                    ' ',
                    link(
                      versionPath(policy.id, numberOf(book, accepted)),
                      numberOf(book, accepted),
                    ),
                    quiet([' on ', dayContent(accepted.on), `, ${accepted.source}`]),
                  ],
                ]
              : [],
          ),
        ),
    },
    {
      label: 'Outstanding',
      narrow: 'Outstanding',
      cell: ({ own }) =>
        lineOf(
          own.flatMap(({ policy, version, state, due }) =>
            state === 'accepted'
              ? []
              : [
                  [
                    policy.current.frontmatter.title,
                    version === undefined ? ', version not certain' : ` ${version}`,
                    due && [', due ', dueContent(due, book.asOf)],
                  ],
                ],
          ),
        ),
    },
  ];
  return tableContent(columns, people, {
    caption: 'Acceptance by person',
    empty: 'Nobody has to accept a policy.',
  });
}

function lineOf(items: readonly Content[]): Content {
  return items.length === 0 ? 'nothing' : listContent(undefined, items);
}

/** The number of the version that a row names, as the book writes it. */
function numberOf(book: Book, row: Acknowledgement): string {
  return readAcceptances(book).find((one) => one.row === row)?.version?.version ?? row.version;
}

interface ExportedList {
  readonly source: string;
  readonly file: string;
  readonly rows: readonly Acknowledgement[];
}

/** The files that the acceptances come from, with the systems that wrote them. */
export function acceptanceSources({ acknowledgements }: Book): Content {
  const lists = [
    ...Map.groupBy(acknowledgements, ({ source, at }) => `${at.file}\n${source}`).values(),
  ].flatMap((rows): ExportedList[] => {
    const [first] = rows;
    return first ? [{ source: first.source, file: first.at.file, rows }] : [];
  });
  const columns: Column<ExportedList>[] = [
    {
      label: 'System',
      isHead: true,
      style: 'wide',
      cell: ({ source, file }) => [source, under(element('code', {}, file))],
    },
    { label: 'Rows', style: 'count', narrow: 'Rows', cell: ({ rows }) => rows.length },
    { label: 'First', style: 'date', narrow: 'First', cell: ({ rows }) => endContent(rows, 0) },
    { label: 'Last', style: 'date', narrow: 'Last', cell: ({ rows }) => endContent(rows, -1) },
  ];
  return tableContent(columns, lists, {
    caption: 'Files of other systems',
    empty: 'No system has exported acceptances into content/acknowledgements.',
  });
}

function endContent(rows: readonly Acknowledgement[], index: number): Content {
  const day = rows
    .map(({ on }) => on)
    .sort()
    .at(index);
  return day && dayContent(day);
}

/** One line for each person and policy, for files: what was accepted, and what is outstanding. */
export function acceptanceColumns(book: Book): readonly Column<Acceptance>[] {
  return [
    { key: 'policy', value: ({ policy }) => policy.id },
    { key: 'title', value: ({ policy }) => policy.current.frontmatter.title },
    { key: 'version in force', value: ({ version }) => version },
    { key: 'person', value: ({ person }) => person },
    { key: 'name', value: ({ person }) => personInWords(person, book.people) },
    { key: 'state', value: ({ state }) => state },
    { key: 'accepted version', value: ({ accepted }) => accepted && numberOf(book, accepted) },
    { key: 'accepted on', value: ({ accepted }) => accepted?.on },
    { key: 'time as exported', value: ({ accepted }) => accepted?.time },
    { key: 'source', value: ({ accepted }) => accepted?.source },
    { key: 'file', value: ({ accepted }) => accepted?.at.file },
    { key: 'line', value: ({ accepted }) => accepted?.at.line },
    { key: 'due', value: ({ due }) => due },
    { key: 'earlier version', value: ({ earlier }) => earlier && numberOf(book, earlier) },
    { key: 'earlier on', value: ({ earlier }) => earlier?.on },
  ];
}

/** The same as data. */
export function exportAcceptances(book: Book) {
  return listAcceptances(book).map(
    ({ policy, version, person, state, accepted, earlier, due }) => ({
      policy: policy.id,
      version: version ?? null,
      person,
      state,
      due: due ?? null,
      accepted: accepted ? exportRow(book, accepted) : null,
      earlier: earlier ? exportRow(book, earlier) : null,
    }),
  );
}

function exportRow(book: Book, row: Acknowledgement) {
  const { at, on, time, source } = row;
  return { version: numberOf(book, row), on, time, source, file: at.file, line: at.line };
}

/** "24 acceptances required: 21 given, 2 overdue, 1 not due yet, 0 not known." */
export function acceptanceCounts(acceptances: readonly Acceptance[]): string {
  if (acceptances.length === 0) return 'The book does not require anybody to accept a policy.';
  const count = (state: Acceptance['state']) => countOf(acceptances, state);
  return `${acceptances.length} acceptances required: ${count('accepted')} given, ${count('overdue')} overdue, ${count('open')} not due yet, ${count('unknown')} not known.`;
}
