import { describeBook } from '../exports/export-api.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import { calendarDateOf } from '../model/instant.ts';
import { isWithin } from '../model/span.ts';
import type { Column } from '../views/table.ts';
import { canonicalJson } from './canonical-json.ts';
import { csvFile } from './csv-file.ts';
import { marksOf } from './guide-files.ts';
import {
  changesOf,
  periodPopulations,
  type PeriodPopulation,
  type RangeCommit,
} from './period-population.ts';
import { packSchemaVersion, type PackFile, type PackOrder } from './pack.ts';

/** What was asked for, and every commit and record of the period. */
export function* populationFiles(order: PackOrder): Iterable<PackFile> {
  yield { path: 'population.json', bytes: canonicalJson(describePopulation(order)) };
  yield csvFile('population.csv', columns, listRows(order));
}

function describePopulation(order: PackOrder) {
  const { book, from, until, framework, ranBy, engineDigest, signer } = order;
  const changes = changesOf(order);
  const outside = changes.filter(({ record }) => record.repository === undefined);
  return {
    ...describeBook(book),
    schemaVersion: packSchemaVersion,
    organisation: book.settings.organisation.name,
    timeZone: book.settings.timeZone,
    parameters: {
      from,
      until,
      framework: framework ?? null,
      ranBy: ranBy ?? null,
      engineDigest,
      signer: signer ?? null,
    },
    marks: marksOf(order),
    records: changes.length,
    repositories: periodPopulations(order).map((one) => ({
      ...describeRange(one),
      whole: describeWhole(one),
      undeployed: listUndeployed(one),
    })),
    outsideGit: outside.map(({ record }) => record.id).sort(),
    deployments: {
      matched: changes.filter(({ record }) => record.deployed).length,
      unmatched: book.unmatchedDeployments.filter(({ at }) =>
        isWithin(calendarDateOf(at, book.settings.timeZone), order),
      ),
    },
  };
}

function describeRange({ repository, branch, earlier, range }: PeriodPopulation) {
  const exclusions = range.filter(({ change }) => change === undefined);
  return {
    repository,
    branch,
    earlier,
    firstCommit: range.at(0)?.commit ?? null,
    lastCommit: range.at(-1)?.commit ?? null,
    commits: range.length,
    records: range.length - exclusions.length,
    excluded: countCodes(exclusions),
    exclusions: exclusions.map(({ commit, code, reason }) => ({ commit, code, reason })),
  };
}

function describeWhole({
  whole: { commits, records, exclusions, firstCommit, lastCommit },
}: PeriodPopulation) {
  return {
    commits,
    records,
    excluded: countCodes(exclusions),
    firstCommit: firstCommit ?? null,
    lastCommit: lastCommit ?? null,
  };
}

function countCodes(exclusions: readonly Pick<RangeCommit, 'code'>[]): Record<string, number> {
  const byCode = Map.groupBy(exclusions, ({ code }) => code ?? '');
  return Object.fromEntries([...byCode].map(([code, those]) => [code, those.length]));
}

function listUndeployed({ whole: { undeployed = [] }, range }: PeriodPopulation): string[] {
  const own = new Set(range.flatMap(({ change }) => change ?? []));
  return undeployed.filter((change) => own.has(change));
}

interface Row extends Partial<RangeCommit> {
  readonly repository?: string | undefined;
  readonly system?: string | undefined;
  /** Place on the branch, from 1. */
  readonly place?: number;
}

function listRows(order: PackOrder): Row[] {
  const ofBranches = periodPopulations(order).flatMap(({ repository, earlier, range }) =>
    range.map((one, index): Row => ({ ...one, repository, place: earlier + index + 1 })),
  );
  const outside = changesOf(order)
    .map(({ record }) => record)
    .filter(({ repository }) => repository === undefined)
    .map(({ id, day, system }: ChangeRecord): Row => ({ change: id, day, system }));
  return [...ofBranches, ...outside.reverse()];
}

const columns: readonly Column<Row>[] = [
  { key: 'repository', value: ({ repository }) => repository },
  { key: 'system', value: ({ system }) => system },
  { key: 'place on the branch', value: ({ place }) => place },
  { key: 'commit', value: ({ commit }) => commit },
  { key: 'day', value: ({ day }) => day },
  { key: 'change', value: ({ change }) => change },
  { key: 'excluded', value: ({ code }) => code },
  { key: 'reason', value: ({ reason }) => reason },
];
