import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Outcome } from '../model/verdict.ts';

/** What a rule on documents reports. `{name}` is the place of a fact. */
export interface DocumentMessage {
  readonly problem: string;
  readonly remedy: string;
}

/** What a rule on changes finds. `{name}` is the place of a fact. */
export interface ChangeMessage {
  readonly outcome: Outcome;
  readonly statement: string;
  readonly remedy?: string;
}

/** The messages of a rule by id. A plain text is a part of others. */
export type ChangeMessages = Readonly<Record<string, ChangeMessage | string>>;

type Message = string | DocumentMessage | ChangeMessage | Pick<ChangeMessage, 'statement'>;

/** The names in braces. A space after the brace opens a mapping of YAML, and a text that is not literal has any names. */
type FactsIn<Text> = string extends Text
  ? string
  : Text extends `${string}{${infer Name}}${infer Rest}`
    ? (Name extends ` ${string}` ? never : Name) | FactsIn<Rest>
    : never;
type FactNames<One> = One extends string
  ? FactsIn<One>
  : { [Key in keyof One]: FactsIn<One[Key]> }[keyof One];
type Facts<One> = Readonly<Record<FactNames<One>, string | number>>;
type Filled<One> = One extends string
  ? string
  : { readonly [Key in keyof One]: Key extends 'outcome' ? One[Key] : string };

/** A message with its facts in their places. */
export function fill<const One extends Message>(
  message: One,
  ...[facts]: [FactNames<One>] extends [never] ? [] : [facts: Facts<One>]
): Filled<One> {
  if (facts === undefined) return message as Filled<One>;
  if (typeof message === 'string') return fillText(message, facts) as Filled<One>;
  const filled: Record<string, string> = {};
  for (const [key, text] of Object.entries(message) as [string, string][]) {
    filled[key] = fillText(text, facts);
  }
  return filled as Filled<One>;
}

// Texts and names of facts in turn: a long history fills each message a hundred thousand times.
const splitTexts = new Map<string, readonly string[]>();

function fillText(text: string, facts: Readonly<Record<string, string | number>>): string {
  const parts = splitTexts.get(text) ?? text.split(/\{(\w+)\}/);
  splitTexts.set(text, parts);
  let filled = parts[0] ?? '';
  for (let index = 1; index < parts.length; index += 2) {
    filled += `${facts[parts[index] ?? ''] ?? ''}${parts[index + 1] ?? ''}`;
  }
  return filled;
}

export function report<const Problem extends string, const Remedy extends string>(
  problem: Problem,
  remedy: Remedy,
) {
  return { problem, remedy } as const;
}

/** A remedy divided at the merge: what helps before it, and what helps afterwards. */
export function splitRemedy(remedy: string): { readonly before: string; readonly after: string } {
  const [before = '', after] = remedy.split(/ Afterwards: /);
  const plain = capitalise(before.replace(/^Before the merge: /, ''));
  return { before: plain, after: after === undefined ? plain : capitalise(after) };
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const answerAfterwards = 'Afterwards: answer the deviation in content/answers.';

export function pass<const Statement extends string>(statement: Statement) {
  return { outcome: 'pass', statement } as const;
}

export function notApplicable<const Statement extends string>(statement: Statement) {
  return { outcome: 'not-applicable', statement } as const;
}

export function unknown<const Statement extends string, const Remedy extends string>(
  statement: Statement,
  remedy: Remedy,
) {
  return { outcome: 'unknown', statement, remedy } as const;
}

export function fail<const Statement extends string, const Remedy extends string>(
  statement: Statement,
  remedy: Remedy,
) {
  return { outcome: 'fail', statement, remedy } as const;
}

/** The remedy for a name that nobody knows and that is close to one of some names; else nothing. */
export function suggestName(
  name: string,
  known: readonly string[],
): Partial<Pick<DocumentMessage, 'remedy'>> {
  const near = nearestName(name, known);
  return near === undefined ? {} : { remedy: `Did you mean "${near}"?` };
}

/** "1 day", "12 days". */
export function daysInWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** The remedy of a review that is due. */
export const recordReview =
  'Have the owner ({owner}) review it, then record it: npm run review -- {policy} --by <person> --outcome unchanged --note "<what was read>"';
