import { forges } from '../forges/index.ts';

/** A name and an address with which commits were made. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** One person of `people.yaml`, as far as commits show who it is. */
export interface FoundPerson {
  /** Made from the name, and no other person's. */
  readonly id: string;
  readonly name: string;
  readonly emails: readonly string[];
  /** Account by forge, from the addresses that a forge gives. */
  readonly forge: Readonly<Record<string, string>>;
  readonly isBot: boolean;
}

/**
 * The people behind authors, in their order. Authors are one person where the address, the full name, or a name and
 * the account in a no-reply address agree. A forge that commits by itself is nobody.
 */
export function groupAuthors(authors: readonly Author[]): FoundPerson[] {
  const groups: { keys: Set<string>; authors: Author[] }[] = [];
  for (const author of authors.filter((one) => !isForge(one))) {
    const keys = keysOf(author);
    const same = groups.filter((group) => keys.some((key) => group.keys.has(key)));
    const [first] = same;
    const joined = {
      keys: new Set([...same.flatMap((group) => [...group.keys]), ...keys]),
      authors: [...same.flatMap((group) => group.authors), author],
    };
    if (first) groups[groups.indexOf(first)] = joined;
    else groups.push(joined);
    for (const other of same.slice(1)) groups.splice(groups.indexOf(other), 1);
  }
  const taken = new Set<string>();
  return groups.map((group) => describePerson(group.authors, taken));
}

function isForge({ email }: Author): boolean {
  return forges.some(({ people }) => people.committer.email === email.toLowerCase());
}

function keysOf({ name, email }: Author): string[] {
  const folded = fold(name);
  const login = loginsOf([email])[0]?.[1];
  return [
    email.toLowerCase(),
    // A first name alone may be that of several people.
    folded.includes(' ') ? folded : `login ${folded}`,
    ...(login === undefined ? [] : [`login ${fold(login)}`]),
  ];
}

function describePerson(authors: readonly Author[], taken: Set<string>): FoundPerson {
  // The longest name is the fullest: "Jonas Leitner" and not "jleitner".
  const name = authors
    .map((one) => one.name.replaceAll(/\s+/g, ' ').trim())
    .reduce((a, b) => (b.length > a.length ? b : a));
  const emails = [...new Set(authors.map(({ email }) => email))];
  const isOwn = (email: string) => loginsOf([email]).length === 0;
  const person = {
    name: name === '' ? (emails[0] ?? '') : name,
    // The first address is the one to write to.
    emails: [...emails.filter(isOwn), ...emails.filter((email) => !isOwn(email))],
    forge: Object.fromEntries(loginsOf(emails)),
    isBot: authors.some((one) => (one.name + one.email).includes('[bot]')),
  };
  return { id: idFor(person, taken), ...person };
}

function loginsOf(emails: readonly string[]): [forge: string, login: string][] {
  return forges.flatMap(({ id, people }) =>
    emails.flatMap((email): [string, string][] => {
      const login = people.address.exec(email)?.groups?.['login'];
      return login === undefined || login === '' ? [] : [[id, login]];
    }),
  );
}

/** The shortest id that nobody has: first name, full name, address, and then with a number. */
function idFor({ name, emails }: Pick<FoundPerson, 'name' | 'emails'>, taken: Set<string>): string {
  const full = slugOf(name);
  const local = slugOf(emails[0]?.split('@')[0] ?? '');
  const wanted = [full.split('-')[0] ?? '', full, local].filter((id) => id !== '');
  const numbered = Array.from(
    { length: taken.size + 1 },
    (_, n) => `${wanted[0] ?? 'person'}-${n + 2}`,
  );
  const id = [...wanted, ...numbered].find((one) => !taken.has(one)) ?? '';
  taken.add(id);
  return id;
}

/** An id from a name: lower-case letters, digits and single hyphens; empty where none are left. */
export function slugOf(name: string): string {
  return fold(name)
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, 64)
    .replaceAll(/(?<!-)-+$/g, '');
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}
