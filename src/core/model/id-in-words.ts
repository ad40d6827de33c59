import type { Identity } from './change-record.ts';
import type { People } from '../schemas/people.ts';

const initials = new Set([
  'ai',
  'ceo',
  'cfo',
  'cio',
  'ciso',
  'coo',
  'cpo',
  'cso',
  'cto',
  'dpa',
  'dpo',
  'hr',
  'it',
  'qa',
  'sre',
  'vp',
]);

/** A role, type, kind or category in words: "CTO", "Engineering lead". */
export function idInWords(id: string): string {
  const words = id.split('-').map((word) => (initials.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of a person of the book; the id itself where the list of people lacks it. */
export function personInWords(id: string, people: People): string {
  return people[id]?.name ?? id;
}

/** The name that the book has of somebody; for strangers the name in the commit or export. */
export function identityInWords({ person, name }: Identity, people: People): string {
  return (person === undefined ? undefined : people[person]?.name) ?? name;
}
