import { listExceptions } from '../../history/exceptions.ts';
import type { Book } from '../../model/book.ts';
import { addDays, type CalendarDate } from '../../model/calendar-date.ts';
import { idInWords, personInWords } from '../../model/id-in-words.ts';
import { isDeviation } from '../changes/verdict-words.ts';
import { nextDuties, nextReviews, type Due } from '../reviews/reviews.ts';

/** Something that somebody has to do. */
export interface Work {
  readonly kind: 'review' | 'duty' | 'deviation' | 'exception' | 'draft';
  /** The id of the policy, the change or the exception. */
  readonly subject: string;
  readonly what: string;
  /** `due`: within the days on which the book warns. `open`: it has no day. */
  readonly state: 'overdue' | 'due' | 'open';
  readonly due: CalendarDate | null;
  /** In words: the role that owns it, or the people who do. */
  readonly owner: string;
  /** Ids of the people who can do it. */
  readonly people: readonly string[];
  /** The command that records it. */
  readonly command: string;
}

const order = ['overdue', 'open', 'due'] as const;
const quoted = { note: '"<what was read>"', evidence: '"<where the proof is>"' };

/** Everything that is overdue, unanswered or soon due: what is overdue first, each by its day. */
export function listWork(book: Book): Work[] {
  const until = addDays(book.asOf, Math.max(0, ...book.settings.reviews.warnDays));
  const work = [
    ...[...nextReviews(book), ...nextDuties(book)].flatMap((due) => fromDue(due, book, until)),
    ...openDeviations(book),
    ...expiring(book, until),
    ...waitingDrafts(book),
  ];
  const rank = ({ state, due }: Work) => `${order.indexOf(state)} ${due ?? ''}`;
  return work.sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/** What one person can do. */
export function workOf(work: readonly Work[], person: string): Work[] {
  return work.filter(({ people }) => people.includes(person));
}

function fromDue(
  { kind, policy, what, role, due, id }: Due,
  { people, asOf }: Book,
  until: CalendarDate,
): Work[] {
  if (due === undefined || due > until) return [];
  const holders = idsOfHolders(role, { people, asOf });
  return [
    {
      kind,
      subject: policy,
      what,
      state: due < asOf ? 'overdue' : 'due',
      due,
      owner: idInWords(role),
      people: holders,
      command:
        kind === 'review'
          ? `npm run review -- ${policy} --by <person> --outcome unchanged --note ${quoted.note}`
          : `npm run new -- duty ${policy} ${id ?? ''} --by <person> --evidence ${quoted.evidence}`,
    },
  ];
}

function idsOfHolders(role: string, { people, asOf }: Pick<Book, 'people' | 'asOf'>): string[] {
  return Object.entries(people).flatMap(([id, { roles }]) =>
    roles.some(
      (one) => one.role === role && one.from <= asOf && (one.to === undefined || one.to >= asOf),
    )
      ? id
      : [],
  );
}

/** A change whose deviations nobody has answered; its authors know why it deviated. */
function openDeviations({ changes, people }: Book): Work[] {
  return changes.flatMap(({ record, verdicts }): Work[] => {
    const open = verdicts.filter((verdict) => isDeviation(verdict) && !verdict.answer);
    if (open.length === 0) return [];
    const ids = [...new Set(record.authors.flatMap(({ person }) => person ?? []))];
    const names = ids.map((id) => personInWords(id, people));
    return [
      {
        kind: 'deviation',
        subject: record.id,
        what: `Answer the deviation of ${record.id} from ${open.map(({ rule }) => rule).join(', ')}`,
        state: 'open',
        due: null,
        owner: names.join(', ') || record.authors.map(({ name }) => name).join(', '),
        people: ids,
        command: `npm run answer -- ${record.id}`,
      },
    ];
  });
}

function expiring(book: Book, until: CalendarDate): Work[] {
  return listExceptions(book).flatMap(({ id, state, answer: { expires, by } }): Work[] => {
    if (expires === undefined || expires > until || state === 'closed') return [];
    return [
      {
        kind: 'exception',
        subject: id,
        what: `Renew or close the exception ${id}`,
        state: expires < book.asOf ? 'overdue' : 'due',
        due: expires,
        owner: personInWords(by, book.people),
        people: [by],
        command: `npm run explain -- book/answer-expired`,
      },
    ];
  });
}

function waitingDrafts({ policies, incomplete, people, asOf, settings }: Book): Work[] {
  const { owner = '' } = settings.defaults;
  const lacking = incomplete.map(({ id, title, missing }): Work => ({
    kind: 'draft',
    subject: id,
    what: `Complete the draft ${title}: ${missing.join(', ')}`,
    state: 'open',
    due: null,
    owner: owner === '' ? 'Nobody yet' : idInWords(owner),
    people: idsOfHolders(owner, { people, asOf }),
    command: 'npm run check',
  }));
  const whole = policies.flatMap(({ id, current: { frontmatter, version } }): Work[] => {
    if (frontmatter.status !== 'draft') return [];
    return [
      {
        kind: 'draft',
        subject: id,
        what: `Finish version ${version} of the ${frontmatter.title} and have it approved`,
        state: 'open',
        due: null,
        owner: idInWords(frontmatter.owner),
        people: idsOfHolders(frontmatter.owner, { people, asOf }),
        command: `npm run diff -- ${id}`,
      },
    ];
  });
  return [...whole, ...lacking];
}
