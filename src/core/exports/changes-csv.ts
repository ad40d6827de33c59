import type { Book, JudgedChange } from '../model/book.ts';
import type { Identity } from '../model/change-record.ts';
import { summariseVerdicts } from '../views/summarise-verdicts.ts';
import { markOf, type Mark } from '../views/verdict-words.ts';
import { formatCsv, type Cell } from './format-csv.ts';

const columns = [
  'change',
  'repository',
  'system',
  'form',
  'pull request',
  'commit',
  'title',
  'type',
  'kind',
  'category',
  'scopes',
  'authors',
  'approvals',
  'merged at',
  'day',
  'policy',
  'version',
  'standing',
  'deviations',
  'answered',
  'advice',
  'unknown',
];

/** The register as one table, newest first; the last four columns name rules. */
export function changesCsv({ changes }: Book): string {
  return formatCsv(columns, changes.map(changeRow));
}

function changeRow({ record, judgedBy, verdicts }: JudgedChange): Cell[] {
  const { fields, approvals } = record;
  const rulesOf = (mark: Mark) =>
    verdicts
      .filter((verdict) => markOf(verdict) === mark)
      .map(({ rule }) => rule)
      .join('; ');
  return [
    record.id,
    record.repository,
    record.system,
    record.form,
    record.pullRequest,
    record.commit,
    record.title,
    fields.type?.value,
    fields.kind?.value,
    fields.category?.value,
    record.scopes.join('; '),
    record.authors.map(nameOf).join('; '),
    approvals.map(({ by, capacity, proof }) => `${nameOf(by)} (${capacity}, ${proof})`).join('; '),
    record.mergedAt,
    record.day,
    judgedBy.policy,
    judgedBy.kind === 'version' ? judgedBy.version : undefined,
    summariseVerdicts(verdicts),
    rulesOf('deviation'),
    rulesOf('answered'),
    rulesOf('advice'),
    rulesOf('unknown'),
  ];
}

function nameOf({ name, person }: Identity): string {
  return person ?? name;
}
