import { link, type Content } from '../content.ts';
import { ownerPath } from '../paths.ts';
import { tableContent, type Column } from '../table.ts';
import { dueOrUnknown } from './review-tables.ts';
import type { Book } from '../../model/book.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { People } from '../../schemas/people.ts';
import { nextDuties, nextReviews, type Due } from './reviews.ts';

/** A role that answers for policies or duties. */
export interface Owner {
  readonly role: string;
  /** "Engineering lead". */
  readonly name: string;
  /** Names of those who hold the role on the day of the book. */
  readonly holders: readonly string[];
  readonly reviews: readonly Due[];
  readonly duties: readonly Due[];
  /** The earliest day on which one of them falls due. */
  readonly next?: CalendarDate;
}

/** Every role that owns a policy or a duty, by name. */
export function listOwners(book: Book): Owner[] {
  const reviews = Map.groupBy(nextReviews(book), ({ role }) => role);
  const duties = Map.groupBy(nextDuties(book), ({ role }) => role);
  const roles = [...new Set([...reviews.keys(), ...duties.keys()])];
  return roles
    .map((role): Owner => {
      const own = { reviews: reviews.get(role) ?? [], duties: duties.get(role) ?? [] };
      const [next] = [...own.reviews, ...own.duties].flatMap(({ due }) => due ?? []).sort();
      return {
        role,
        name: idInWords(role),
        holders: holdersOf(role, book.people, book.asOf),
        ...own,
        ...(next !== undefined && { next }),
      };
    })
    .sort((left, right) => left.name.localeCompare(right.name, 'en'));
}

/** The names of those who have a role on a day. */
export function holdersOf(role: string, people: People, day: CalendarDate): string[] {
  return Object.values(people)
    .filter(({ roles }) =>
      roles.some(
        (one) => one.role === role && one.from <= day && (one.to === undefined || one.to >= day),
      ),
    )
    .map(({ name }) => name);
}

/** Who has to review and to do how much. */
export function ownersTable(owners: readonly Owner[], asOf: CalendarDate): Content {
  const columns: Column<Owner>[] = [
    {
      label: 'Owner',
      isHead: true,
      style: 'wide',
      cell: ({ role, name }) => link(ownerPath(role), name, 'title'),
    },
    {
      label: 'Held by',
      narrow: 'Held by',
      cell: ({ holders }) => holders.join(', ') || 'Nobody',
    },
    {
      label: 'Reviews',
      style: 'count',
      narrow: 'Reviews',
      cell: ({ reviews }) => reviews.length,
    },
    { label: 'Duties', style: 'count', narrow: 'Duties', cell: ({ duties }) => duties.length },
    { label: 'Next due', narrow: 'Next due', cell: ({ next }) => dueOrUnknown(next, asOf) },
  ];
  return tableContent(columns, owners, { caption: 'Owners of policies and duties' });
}
