import { earliestDay } from '../model/calendar-date.ts';
import type { PolicyVersion } from '../model/policy.ts';
import type { PolicyText } from '../model/policy-text.ts';
import type { VersionFault } from '../model/version-fault.ts';
import { locateField } from '../parse/locate-field.ts';
import type { People } from '../schemas/people.ts';
import type { Landings, LandedVersion } from './land-versions.ts';

type HistoryRow = PolicyVersion['frontmatter']['history'][number];

/**
 * Rows of the history that contradict git: written after they landed, by somebody without a commit, or changed since.
 * Merges and the first commit do not contradict an author: others may have made them.
 */
export function* findContradictions(
  current: PolicyVersion,
  { versions }: Landings,
  texts: readonly PolicyText[],
  people: People,
): Iterable<VersionFault> {
  for (const [index, row] of current.frontmatter.history.entries()) {
    const landed = versions.get(row.version);
    if (!landed) continue;
    const first =
      describeDate(row, landed) ??
      describeAuthor(row, landed, texts, people) ??
      describeRewrite(row, landed);
    if (!first) continue;
    yield {
      kind: 'contradicted',
      at: locateField(current.source, ['history', index, first.field]),
      version: row.version,
      commit: landed.landed.commit,
      ...first,
    };
  }
}

type Contradiction = Pick<Extract<VersionFault, { kind: 'contradicted' }>, 'field' | 'row' | 'git'>;

function describeDate(row: HistoryRow, { landed }: LandedVersion): Contradiction | undefined {
  if (earliestDay(row.date) <= landed.on) return undefined;
  return { field: 'date', row: row.date, git: `it landed on ${landed.on}` };
}

function describeAuthor(
  row: HistoryRow,
  { text: first }: LandedVersion,
  texts: readonly PolicyText[],
  people: People,
): Contradiction | undefined {
  const person = Object.hasOwn(people, row.by) ? people[row.by] : undefined;
  const written = texts
    .slice(0, texts.indexOf(first) + 1)
    .filter(({ version }) => version?.version === row.version);
  if (!person || written.some(({ isMerge, isBase }) => isMerge || isBase)) return undefined;
  const addresses = person.emails.map((email) => email.toLowerCase());
  if (written.some(({ author }) => addresses.includes(author.email.toLowerCase())))
    return undefined;
  const authors = [...new Set(written.map(({ author }) => `${author.name} <${author.email}>`))];
  return { field: 'by', row: row.by, git: `its commits are by ${authors.join(', ')}` };
}

function describeRewrite(row: HistoryRow, { version }: LandedVersion): Contradiction | undefined {
  const then = version.frontmatter.history.find((one) => one.version === row.version);
  for (const field of ['date', 'by', 'change'] as const) {
    if (then && then[field] !== row[field]) {
      return { field, row: row[field], git: `when it landed the row was ${then[field]}` };
    }
  }
  return undefined;
}
