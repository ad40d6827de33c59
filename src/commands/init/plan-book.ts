import path from 'node:path';
import { timeZone as timeZoneSchema } from '#core/schemas/scalars.ts';
import type { BookPlan } from '#core/start/book-files.ts';
import { groupAuthors, slugOf, type Author, type FoundPerson } from '#core/start/group-authors.ts';
import { UsageError } from '../command.ts';
import { parseChoice } from '../options.ts';
import { ask } from '../writing/ask.ts';
import { askGit } from './commit-book.ts';
import type { Neighbour } from './find-repositories.ts';

/** What the options of `init` state about a company. */
export interface Wishes {
  readonly yes: boolean;
  readonly name?: string | undefined;
  readonly contact?: string | undefined;
  readonly url?: string | undefined;
  readonly 'public-url'?: string | undefined;
  readonly 'time-zone'?: string | undefined;
  readonly owner?: string | undefined;
  readonly 'approved-by'?: string | undefined;
  readonly forge?: string | undefined;
}

/** What of a book is decided before its policies are. */
export type CompanyPlan = Omit<BookPlan, 'planned' | 'judges' | 'since'> & {
  readonly forge: (typeof forges)[number];
};

const forges = ['github', 'gitlab'] as const;
const nobodyYet = '';

/** Everything about the company: from options, else from an answer, else from what is found beside the book. */
export async function planCompany(
  wishes: Wishes,
  { directory, neighbours }: { directory: string; neighbours: readonly Neighbour[] },
): Promise<CompanyPlan> {
  const answer = async (given: string | undefined, message: string, initial: string) =>
    given ?? (wishes.yes ? initial : await ask({ message, initial }));

  const { people, self } = await findPeople(wishes, { directory, neighbours });
  const { owner, approver } = await choosePeople(wishes, people, self);
  const address = people.find(({ id }) => id === owner)?.emails[0] ?? '';
  const contact = parseAddress(
    await answer(wishes.contact, 'Whom do people write to about the policies?', address),
  );
  const origins = neighbours.map(({ origin }) => origin);
  const organisation = await answer(
    wishes.name,
    'What is the organisation called?',
    guessName(origins, contact),
  );
  const timeZone = parseTimeZone(
    await answer(
      wishes['time-zone'],
      'In which time zone do days begin?',
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
    ),
  );
  const below = `https://policies.${contact.split('@')[1] ?? ''}`;
  const url = await answer(wishes.url, 'Where will the internal edition be?', below);
  const publicUrl = await answer(
    wishes['public-url'],
    'Where will the public edition be? Leave it empty for none.',
    '',
  );
  const found = origins.some((origin) => origin.includes('gitlab')) ? 'gitlab' : 'github';
  return {
    organisation,
    contact,
    timeZone,
    url: parseUrl('--url', url),
    ...(publicUrl !== '' && { publicUrl: parseUrl('--public-url', publicUrl) }),
    people,
    owner,
    ...(approver !== nobodyYet && { approver }),
    repositories: neighbours.map(({ authors: _, origin: __, ...repository }) => repository),
    forge: parseChoice('--forge', wishes.forge ?? found, forges),
  };
}

/** The people of the repositories, whoever runs the command, and those whom the options name. */
async function findPeople(
  wishes: Wishes,
  { directory, neighbours }: { directory: string; neighbours: readonly Neighbour[] },
): Promise<{ people: readonly FoundPerson[]; self: string | undefined }> {
  const parent = path.dirname(directory);
  const name = await askGit(parent, 'config', '--get', 'user.name');
  const email = await askGit(parent, 'config', '--get', 'user.email');
  const self = name !== undefined && email !== undefined ? [{ name, email }] : [];
  const named = [wishes.owner, wishes['approved-by']].flatMap((text) => parseAuthor(text) ?? []);
  const people = groupAuthors([...neighbours.flatMap((one) => one.authors), ...self, ...named]);
  return { people, self: people.find((one) => one.emails.includes(email ?? ''))?.id };
}

/** The owner of the policies, and who has approved them. Nobody is taken for an approver who was not named. */
async function choosePeople(
  wishes: Wishes,
  people: readonly FoundPerson[],
  self: string | undefined,
): Promise<{ owner: string; approver: string }> {
  const persons = people.filter(({ isBot }) => !isBot);
  const choices = Object.fromEntries(
    persons.map(({ id, name, emails }) => [id, `${name} <${emails[0] ?? ''}>`]),
  );
  const initial = self ?? persons[0]?.id;
  if (initial === undefined) {
    throw new UsageError('Nobody is known who could own the policies; name a person with --owner.');
  }
  const owner =
    findPerson('--owner', wishes.owner, persons) ??
    (wishes.yes ? initial : await ask({ message: 'Who owns the policies?', initial, choices }));
  const { [owner]: _, ...others } = choices;
  const approver =
    findPerson('--approved-by', wishes['approved-by'], persons) ??
    (wishes.yes
      ? nobodyYet
      : await ask({
          message: 'Who has approved the starter policies, today?',
          initial: nobodyYet,
          choices: { [nobodyYet]: 'nobody yet: they are drafts', ...others },
        }));
  if (approver !== owner) return { owner, approver };
  throw new UsageError(
    '--approved-by names the owner of the policies; a person other than the owner approves them.',
  );
}

/** The id of the person whom an option names by id, by address, or by name and address. */
function findPerson(
  option: string,
  text: string | undefined,
  people: readonly FoundPerson[],
): string | undefined {
  if (text === undefined) return undefined;
  const address = parseAuthor(text)?.email ?? text;
  const found = people.find(({ id, emails }) => id === text || emails.includes(address));
  if (found) return found.id;
  const known = people.slice(0, 20).map(({ id }) => id);
  throw new UsageError(
    `${option} is "${text}"; expected a name and an address such as "Ada Lovelace <ada@example.org>", or one of ${known.join(', ')}.`,
  );
}

/** `Ada Lovelace <ada@example.org>` as name and address; undefined for other texts. */
function parseAuthor(text = ''): Author | undefined {
  const [, name, email] = /^([^<>]+) <([^<>@\s]+@[^<>\s]+)>$/.exec(text) ?? [];
  return name === undefined || email === undefined ? undefined : { name, email };
}

function parseAddress(text: string): string {
  if (/^[^@\s]+@[^@\s.]+\.[^@\s]+$/.test(text)) return text;
  throw new UsageError(
    `--contact is "${text}"; expected an address such as compliance@example.org.`,
  );
}

function parseTimeZone(text: string): string {
  if (timeZoneSchema.safeParse(text).success) return text;
  throw new UsageError(
    `--time-zone is "${text}"; expected an IANA time zone such as Europe/London.`,
  );
}

function parseUrl(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `${option} is "${text}"; expected an address such as https://policies.example.org.`,
  );
}

/** The group of the first repository's origin, else the domain of the contact. */
function guessName(origins: readonly string[], contact: string): string {
  const origin = origins.find((one) => /^(?:\w+:\/\/|[^/]+@)/.test(one)) ?? '';
  const group = /[:/]([^/:@]+)\/[^/]+$/.exec(origin)?.[1];
  return slugOf(group ?? contact.split('@')[1]?.split('.').at(-2) ?? '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
