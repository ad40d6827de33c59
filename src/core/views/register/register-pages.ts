import type { Book, JudgedChange } from '../../model/book.ts';
import { monthOf, type CalendarMonth } from '../../model/calendar-date.ts';
import type { NamedPart } from './change-table.ts';
import { registerPath } from '../paths.ts';
import { filterName } from './register-words.ts';
import type { RegisterCounts } from './register-counts.ts';
import {
  countPart,
  filterKinds,
  registerParts,
  type FilterKind,
  type RegisterPart,
} from './register-parts.ts';

// What is longer is divided by months, which are always listed whole.
const rowsOfPage = 500;

/** One page of the register. */
export interface RegisterPage {
  /** Absent on the page of the whole register. */
  readonly part?: RegisterPart;
  /** The month, where a long part is divided. */
  readonly month?: CalendarMonth;
  readonly counts: RegisterCounts;
  /** The rows; absent where they are on the pages of the months. */
  readonly changes?: readonly JudgedChange[];
  /** The months of a part that is too long for one page; also on the pages of these months. */
  readonly months?: readonly LinkedPart[];
}

/** A part of the register that a page leads to. */
export interface LinkedPart extends NamedPart {
  readonly key: string;
}

/** The page of the whole register. */
export function wholeRegister(book: Book): RegisterPage {
  return pageOf(undefined, book.changes, book);
}

/** A page of the register that shows a part of it. */
export type PartPage = RegisterPage & Required<Pick<RegisterPage, 'part'>>;

/** Every other page of the register. */
export function registerPages(book: Book): PartPage[] {
  return registerParts(book).flatMap((part): PartPage[] => {
    const page = { ...pageOf(part, part.changes, book), part };
    const { months } = page;
    return months
      ? [page, ...byMonth(part, part.changes).map((own) => ({ part, months, ...own }))]
      : [page];
  });
}

function pageOf(
  part: RegisterPart | undefined,
  changes: readonly JudgedChange[],
  book: Book,
): RegisterPage {
  const page = { counts: countPart(part, changes), ...(part && { part }) };
  const isWhole = changes.length <= rowsOfPage || part?.kind === 'month';
  return isWhole ? { ...page, changes } : { ...page, months: monthsOf(part, changes, book) };
}

function byMonth(part: RegisterPart | undefined, changes: readonly JudgedChange[]) {
  return [...Map.groupBy(changes, ({ record }) => monthOf(record.day))].map(([month, own]) => ({
    month,
    changes: own,
    counts: countPart(part, own),
  }));
}

/** The months of a part, or of the whole register, where each month is a part itself. */
function monthsOf(
  part: RegisterPart | undefined,
  changes: readonly JudgedChange[],
  book: Book,
): LinkedPart[] {
  return byMonth(part, changes).map(({ month, counts }) => ({
    key: month,
    name: filterName('month', month, book),
    path: part ? registerPath(part, month) : registerPath({ kind: 'month', key: month }),
    counts,
  }));
}

/** The parts of one kind. */
export function partsOfKind(book: Book, kind: FilterKind): LinkedPart[] {
  return registerParts(book)
    .filter((part) => part.kind === kind)
    .map(({ key, counts }) => ({
      key,
      name: filterName(kind, key, book),
      path: registerPath({ kind, key }),
      counts,
    }));
}

/** The values of one kind by which the register can be filtered. */
export interface FilterGroup {
  readonly kind: FilterKind;
  readonly options: readonly LinkedPart[];
  /** Key of the part shown here; if set, choosing another value opens its page. */
  readonly fixed?: string;
}

/** The filters of a page. What no change has is left out, unless the page is about it. */
export function filterGroups(book: Book, { part, month, months }: RegisterPage): FilterGroup[] {
  return filterKinds.flatMap((kind): FilterGroup[] => {
    if (kind === 'month' && months && month !== undefined) {
      return [{ kind, options: months, fixed: month }];
    }
    const fixed = kind === part?.kind ? part.key : undefined;
    const options = partsOfKind(book, kind).filter(
      ({ key, counts }) => counts.changes > 0 || key === fixed,
    );
    if (options.length === 0) return [];
    return [{ kind, options, ...(fixed !== undefined && { fixed }) }];
  });
}
