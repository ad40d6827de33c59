import type { Identity } from '../../model/change-record.ts';
import type { People } from '../../schemas/people.ts';
import { forges } from '../../forges/index.ts';
import { accountOf } from '../../forges/match-forge.ts';

export interface PeopleIndex {
  /** Somebody whom a commit names; only the address decides who it is. */
  readonly identify: (who: { readonly name: string; readonly email: string }) => Identity;
  /** Somebody whom a text names: `Name <address>`, an address, `@login`, or a name or id that only one person has. */
  readonly identifyText: (text: string) => Identity;
  /** All whose registered name or id a text contains as whole words. */
  readonly findNamed: (text: string) => readonly Identity[];
  /** Somebody whom a forge names by the name of their account there. */
  readonly identifyLogin: (forge: string, login: string) => Identity;
  /** Somebody whom a file of the book names by id. */
  readonly identifyId: (id: string) => Identity;
}

/** Null is what two people share, and so means neither. */
type Lookup = Map<string, string | null>;

/** Joins all addresses, forge logins and names of people.yaml. `.mailmap` plays no part. */
export function createPeopleIndex(people: People): PeopleIndex {
  const addresses: Lookup = new Map();
  const names: Lookup = new Map();
  const logins: Lookup = new Map();
  for (const [id, { name, emails, forge }] of Object.entries(people)) {
    for (const email of emails) add(addresses, email, id);
    add(names, name, id);
    add(names, id, id);
    for (const [name, login = ''] of Object.entries(forge ?? {}))
      add(logins, `${name} ${login}`, id);
  }

  const findLogin = (forge: string, login: string) => find(logins, `${forge} ${login.trim()}`);

  function personAt(email: string): string | undefined {
    const found = find(addresses, email);
    if (found !== undefined) return found;
    const account = accountOf(email);
    return account && findLogin(account.forge, account.login);
  }

  // The same few people write all the commits of a long history.
  const identities = new Map<string, Identity>();
  const identify: PeopleIndex['identify'] = ({ name, email }) => {
    const key = `${name}\0${email}`;
    const known = identities.get(key);
    if (known) return known;
    const identity = identityOf(name, email, personAt(email));
    identities.set(key, identity);
    return identity;
  };

  const identifyId: PeopleIndex['identifyId'] = (id) => {
    const person = Object.hasOwn(people, id) ? people[id] : undefined;
    return person ? identityOf(person.name, person.emails[0] ?? '', id) : { name: id, email: '' };
  };

  /** The one person who has an account of this name on any forge. */
  function findAnyLogin(login: string): string | undefined {
    const found = forges.flatMap(({ id }) => findLogin(id, login) ?? []);
    return new Set(found).size === 1 ? found[0] : undefined;
  }

  return {
    identify,
    identifyText(text) {
      const login = /^@([^\s@]+)$/u.exec(text.trim())?.[1];
      if (login !== undefined) return identityOf(text.trim(), '', findAnyLogin(login));
      const { name, email } = parseMailbox(text);
      if (email !== '') return identify({ name, email });
      return identityOf(name, '', find(names, name));
    },
    findNamed(text) {
      const plain = ` ${lookupKey(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `;
      const ids = [...names].flatMap(([name, id]) =>
        id !== null && plain.includes(` ${name.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `) ? id : [],
      );
      return [...new Set(ids)].map((id) => identifyId(id));
    },
    identifyLogin: (forge, login) => {
      const id = login === '' ? undefined : findLogin(forge, login);
      const person = id === undefined ? undefined : people[id];
      return identityOf(person?.name ?? login, person?.emails[0] ?? '', id);
    },
    identifyId,
  };
}

function identityOf(name: string, email: string, person: string | undefined): Identity {
  return { name, email, ...(person === undefined ? {} : { person }) };
}

function lookupKey(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function add(lookup: Lookup, text: string, id: string): void {
  const key = lookupKey(text);
  const known = lookup.get(key);
  lookup.set(key, known === undefined || known === id ? id : null);
}

function find(lookup: Lookup, text: string): string | undefined {
  return lookup.get(lookupKey(text)) ?? undefined;
}

function parseMailbox(text: string): { name: string; email: string } {
  const plain = text.trim();
  const open = plain.lastIndexOf('<');
  if (open >= 0 && plain.endsWith('>')) {
    return { name: plain.slice(0, open).trim(), email: plain.slice(open + 1, -1).trim() };
  }
  return plain.includes('@') && !/\s/.test(plain)
    ? { name: plain, email: plain }
    : { name: plain, email: '' };
}
