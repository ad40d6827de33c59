import type { Identity } from '../../model/change-record.ts';
import { shorten } from '../../diagnostics/show-value.ts';
import type { PeopleIndex } from './identify-people.ts';

/** A person of a line by which people approve. */
export interface NamedApprover {
  readonly by: Identity;
  /** Why the line approves nothing for this person. */
  readonly fault?: string;
}

const mailbox = /^[^<>@]*<[^\s<>@]+@[^\s<>]+>$/u;
const alone = /^(?:[^\s<>@]+@[^\s<>@]+|@[^\s<>@]+|[^<>@]+)$/u;

/** The people of a line that approves: mailboxes, addresses, `@login` or names, separated by commas. */
export function readApprovers(line: string, people: PeopleIndex): readonly NamedApprover[] {
  const parts = splitPeople(line);
  const named = parts.map((part) => {
    const by = people.identifyText(part);
    const isPerson = mailbox.test(part) || alone.test(part);
    // Beside others, a word that is the name of nobody may be anything: "pending", "ausstehend".
    const isNamed = parts.length === 1 || part.includes('@') || by.person !== undefined;
    return { part, by, isStray: !isPerson || !isNamed, fault: objectToName(part, by, people) };
  });
  const stray = named.find(({ isStray, fault }) => isStray || fault !== undefined);
  return named.map(({ by, fault }) => {
    const why = fault ?? (stray && `its line also contains "${shorten(stray.part)}"`);
    return why === undefined ? { by } : { by: nameOf(by, people), fault: why };
  });
}

/** Somebody by the registered name, where the line has more than that. */
function nameOf(by: Identity, people: PeopleIndex): Identity {
  return by.person === undefined ? by : { ...by, name: people.identifyId(by.person).name };
}

/** A comma behind an address or an account ends a person; between names only where the line has no address. */
function splitPeople(line: string): readonly string[] {
  const hasAddresses = line.includes('@');
  const parts: string[] = [];
  let from = 0;
  // What is known of the word that was read last, in which commas may be.
  let word = { isAddress: false, isClosed: false, isOver: true };
  for (const { 0: part, index } of line.matchAll(/\s+|[,;，；、]|[^\s,;，；、]+/gu)) {
    if (/^\s/.test(part)) {
      word = { ...word, isOver: true };
      continue;
    }
    const isComma = /^[,;，；、]/u.test(part);
    if (isComma && (!hasAddresses || word.isAddress || word.isClosed)) {
      parts.push(line.slice(from, index));
      from = index + part.length;
    }
    word = {
      isAddress: part.includes('@') || (word.isAddress && !word.isOver),
      isClosed: part.endsWith('>'),
      isOver: false,
    };
  }
  return [...parts, line.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** A name beside an address is the registered one, or a part of it. */
function objectToName(part: string, by: Identity, people: PeopleIndex): string | undefined {
  const open = part.lastIndexOf('<');
  const written = open < 0 ? '' : part.slice(0, open).trim();
  if (by.person === undefined || written === '') return undefined;
  const { name, email } = people.identifyId(by.person);
  const known = new Set(wordsOf(`${name} ${by.person} ${email.split('@', 1)[0] ?? ''}`));
  const initials = new Set([...known].map((word) => word.slice(0, 1)));
  const stray = wordsOf(written).find((word) => !known.has(word) && !initials.has(word));
  if (stray === undefined) return undefined;
  const other = people.identifyText(written).person;
  return other === undefined
    ? `"${written}" is not the name of ${name}`
    : `the name "${written}" is of another person than the address`;
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

const address = /<?(?<![^\s<>,;:()"'])([^\s<>,;:()"']+@[^\s<>,;:()"']+)>?/gu;

/** Everybody whom the line of a co-author names, however they are joined: by address, account, name or id. */
export function readAuthors(line: string, people: PeopleIndex): readonly Identity[] {
  const found: Identity[] = [];
  let rest = '';
  let end = 0;
  for (const match of line.matchAll(address)) {
    const before = line.slice(end, match.index);
    end = match.index + match[0].length;
    rest += ` ${before} ;`;
    const name = before.replace(/^.*[,;&+]/u, '').trim();
    const known = people.identify({ name, email: match[1] ?? '' });
    found.push(
      known.person === undefined ? known : { ...known, name: people.identifyId(known.person).name },
    );
  }
  rest += ` ${line.slice(end)}`;
  const logins = [...rest.matchAll(/(?<![\p{L}\p{N}])@([\p{L}\p{N}-]+)/gu)].map(([login]) =>
    people.identifyText(login),
  );
  const named = people.findNamed(rest);
  const all = [...found, ...logins, ...named];
  return all.length > 0 ? all : [people.identifyText(line)];
}
