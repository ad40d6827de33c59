import { exportReviews } from '../exports/export-api.ts';
import { dutyStatus, type Duty } from '../history/duty-status.ts';
import type { Book } from '../model/book.ts';
import { isWithin } from '../model/span.ts';
import type { DutyRecord } from '../schemas/duty-record.ts';
import type { Column } from '../views/table.ts';
import { canonicalJson } from './canonical-json.ts';
import { csvFile } from './csv-file.ts';
import { listVersions } from './policy-files.ts';
import type { PackFile, PackOrder } from './pack.ts';
import { safePath } from './safe-path.ts';

/** The reviews of policies and the recurring duties, with what was done in the period. */
export function* documentFiles(order: PackOrder): Iterable<PackFile> {
  const reviews = exportReviews(order.book);
  yield { path: 'reviews.json', bytes: canonicalJson(reviews) };
  yield csvFile('reviews.csv', reviewColumns, listReviews(order));
  const duties = listDuties(order);
  yield { path: 'duties.json', bytes: canonicalJson(duties) };
  yield csvFile('duties.csv', dutyColumns, duties.flatMap(listDone));
}

type ReviewRow = ReturnType<typeof listReviews>[number];

/** The reviews that were held in the period, by policy. */
export function listReviews(order: PackOrder) {
  return exportReviews(order.book)
    .toSorted((left, right) => (left.policy < right.policy ? -1 : 1))
    .flatMap(({ policy, title, reviews }) => reviews.map((one) => ({ policy, title, ...one })))
    .filter(({ on }) => isWithin(on as Book['asOf'], order));
}

const reviewColumns: readonly Column<ReviewRow>[] = [
  { key: 'policy', value: ({ policy }) => policy },
  { key: 'title', value: ({ title }) => title },
  { key: 'version', value: ({ version }) => version },
  { key: 'on', value: ({ on }) => on },
  { key: 'by', value: ({ by }) => by },
  { key: 'outcome', value: ({ outcome }) => outcome },
  { key: 'note', value: ({ note }) => note },
];

/** A recurring duty of a version in force in the period. */
export interface PackedDuty extends Duty {
  readonly policy: string;
  readonly version: string;
  /** In the period, oldest first. */
  readonly done: readonly (DutyRecord['done'][number] & {
    /** The files of the pack that the evidence names. */
    readonly files: readonly string[];
  })[];
  /** On the day on which the book is judged. */
  readonly last: string | null;
  readonly due: string | null;
  readonly isOverdue: boolean;
}

/** The duties of the newest version of each policy that was in force in the period. */
export function listDuties(order: PackOrder): PackedDuty[] {
  const { book } = order;
  const newest = new Map(listVersions(order).map((one) => [one.policy.id, one]));
  return [...newest.values()].flatMap(({ policy, version }) =>
    version.frontmatter.duties.map((duty): PackedDuty => {
      const { last, due, isOverdue } = dutyStatus(policy, duty, book);
      return {
        ...duty,
        policy: policy.id,
        version: version.version,
        done: book.duties
          .filter(({ value }) => value.policy === policy.id && value.duty === duty.id)
          .flatMap(({ value }) => value.done)
          .filter(({ on }) => isWithin(on, order))
          .sort((left, right) => (left.on < right.on ? -1 : 1))
          .map((one) => ({
            ...one,
            files: book.assets.filter((asset) => namesAsset(one.evidence, asset)).map(evidencePath),
          })),
        last: last ?? null,
        due: due ?? null,
        isOverdue,
      };
    }),
  );
}

/** The files of the book that evidence of the period names; each is copied into the pack. */
export function listEvidenceAssets(
  order: PackOrder,
): { readonly asset: string; readonly path: string }[] {
  const named = new Set(
    listDuties(order).flatMap(({ done }) => done.flatMap(({ files }) => files)),
  );
  return order.book.assets
    .map((asset) => ({ asset, path: evidencePath(asset) }))
    .filter(({ path }) => named.has(path));
}

/** A text names a file by its path in the book, with or without the content folder before it. */
function namesAsset(text: string, asset: string): boolean {
  const inside = asset.slice(asset.indexOf('/') + 1);
  return text
    .split(/[\s,;()"']+/)
    .some((word) => [asset, inside].includes(word.replace(/[.:]$/, '')));
}

function evidencePath(asset: string): string {
  return safePath(`duties/${asset.slice(asset.indexOf('/') + 1)}`);
}

type DoneRow = PackedDuty & { readonly one?: PackedDuty['done'][number] };

/** A row for each time that a duty was done, and one for a duty that was not. */
function listDone(duty: PackedDuty): DoneRow[] {
  return duty.done.length === 0 ? [duty] : duty.done.map((one) => ({ ...duty, one }));
}

const dutyColumns: readonly Column<DoneRow>[] = [
  { key: 'policy', value: ({ policy }) => policy },
  { key: 'version', value: ({ version }) => version },
  { key: 'clause', value: ({ clause }) => clause },
  { key: 'duty', value: ({ id }) => id },
  { key: 'what', value: ({ what }) => what },
  { key: 'every', value: ({ every }) => every },
  { key: 'owner', value: ({ owner }) => owner },
  { key: 'done on', value: ({ one }) => one?.on },
  { key: 'done by', value: ({ one }) => one?.by },
  { key: 'evidence', value: ({ one }) => one?.evidence },
  { key: 'files', value: ({ one }) => one?.files.join('; ') },
  { key: 'last', value: ({ last }) => last ?? undefined },
  { key: 'due', value: ({ due }) => due ?? undefined },
  { key: 'overdue', value: ({ isOverdue }) => isOverdue },
];
