import type { JudgedChange } from '../model/book.ts';
import type { FollowUp } from '../model/change-record.ts';
import { changeColumns } from '../views/register/change-table.ts';
import { canonicalJson } from './canonical-json.ts';
import { csvFile } from './csv-file.ts';
import { changesOf } from './period-population.ts';
import { packSchemaVersion, type PackFile, type PackOrder } from './pack.ts';

/** Each change of the period with all that is known of it and its verdicts, and all of them as a table. */
export function* recordFiles(order: PackOrder): Iterable<PackFile> {
  const changes = changesOf(order);
  yield csvFile('records.csv', changeColumns(order.book), changes);
  for (const change of changes) {
    yield {
      path: `records/${change.record.id}.json`,
      bytes: canonicalJson(describe(change, order)),
    };
  }
}

function describe(change: JudgedChange, { book: { asOf, engine, policies } }: PackOrder) {
  const { record, judgedBy, verdicts } = change;
  const judging = policies.find(({ id }) => id === judgedBy.policy);
  const version =
    judgedBy.kind === 'version'
      ? judging?.versions.find((one) => one.version === judgedBy.version)
      : undefined;
  return {
    schemaVersion: packSchemaVersion,
    asOf,
    engine,
    ...record,
    followUps: record.followUps.map(describeFollowUp),
    judgedBy: { ...judgedBy, fingerprint: version?.fingerprint ?? null },
    verdicts,
  };
}

/** Its text as a whole is in the book that the pack contains. */
function describeFollowUp({ source: { file }, ...followUp }: FollowUp) {
  return { file, ...followUp };
}
