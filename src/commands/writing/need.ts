import { isFiller } from '#core/changes/message/is-filler.ts';
import type { People } from '#core/schemas/people.ts';
import { UsageError, type Io } from '../command.ts';
import { describeNames, requireOption } from '../options.ts';
import { ask, type Question } from './ask.ts';

/** The value of an option, else the answer of the person at the terminal. Throws a `UsageError` where nobody can be asked. */
export async function need(
  io: Pick<Io, 'canAsk'>,
  option: string,
  given: string | undefined,
  question: Partial<Question> & Pick<Question, 'message'>,
): Promise<string> {
  const isGiven = given !== undefined || !io.canAsk;
  return requireOption(option, isGiven ? given : await ask({ initial: '', ...question }));
}

/** A sentence that somebody has to write: neither filler nor bytes that are not text. `expected` names it. */
export async function needText(
  io: Pick<Io, 'canAsk'>,
  option: string,
  given: string | undefined,
  { message, expected }: { readonly message: string; readonly expected: string },
): Promise<string> {
  const text = await need(io, option, given, { message });
  if (isFiller(text)) throw new UsageError(`${option} is "${text}"; expected ${expected}.`);
  if (text.includes('\ufffd')) {
    throw new UsageError(`${option} contains bytes that are not UTF-8; set the terminal to UTF-8.`);
  }
  return text.replaceAll(/\s+/g, ' ');
}

/** The id of a person of the book. */
export async function needPerson(
  io: Pick<Io, 'canAsk'>,
  option: string,
  given: string | undefined,
  { message, people }: { readonly message: string; readonly people: People },
): Promise<string> {
  const persons = Object.entries(people).filter(([, { bot }]) => !bot);
  const choices = Object.fromEntries(persons.map(([id, { name }]) => [id, name]));
  const initial = persons[0]?.[0] ?? '';
  const id = await need(io, option, given, { message, choices, initial });
  return requirePerson(id, people);
}

/** The id of a person of the book, else a `UsageError` with the nearest. */
export function requirePerson(id: string, people: People): string {
  if (Object.hasOwn(people, id)) return id;
  const near = describeNames(id, Object.keys(people));
  throw new UsageError(`There is no person "${id}" in people.yaml; ${near}.`);
}

/** One of the names that the book has, else a `UsageError` with the nearest. `what` names their kind. */
export function requireName(what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const near = names.length === 0 ? 'there is none yet' : describeNames(name, names);
  throw new UsageError(`There is no ${what} "${name}" in the book; ${near}.`);
}
