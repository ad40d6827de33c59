import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Book } from '../../model/book.ts';
import {
  type SecretPlace,
  type Secrets,
  buildPhraseTree,
  listPhrases,
  placeIn,
} from './secrets.ts';
import { foldText, runKeys } from './tokenise.ts';

/** Internal words that the book allows in public, and where. */
interface Exception {
  readonly text: string;
  readonly place: SecretPlace;
}

export interface WaivedSecrets {
  /** What is still a secret. */
  readonly secrets: Secrets;
  /** What an exception allows; its places are those of the exceptions. */
  readonly waived: Secrets;
}

const noSecrets: Secrets = {
  runs: new Map(),
  phrases: buildPhraseTree([]),
  withheld: [],
  digests: new Map(),
  people: new Map(),
  fileStems: new Map(),
};

/** Secrets without the book's exceptions. One matches a whole phrase, or the runs of words in it; never a withheld one. */
export function waiveSecrets(secrets: Secrets, internal: Book): WaivedSecrets {
  const exceptions = listExceptions(internal);
  if (exceptions.length === 0) return { secrets, waived: noSecrets };
  const runs = new Map(secrets.runs);
  const waivedRuns = new Map<number, SecretPlace>();
  for (const { text, place } of exceptions) {
    for (const key of runKeys(text)) if (runs.delete(key)) waivedRuns.set(key, place);
  }

  const places = new Map(exceptions.map(({ text, place }) => [plainWords(text), place]));
  const phrases = splitEntries(listPhrases(secrets.phrases), ({ kind, text }) => {
    // Who may be named may be named by the surname.
    return kind === 'name' ? findException(internal, text)?.place : places.get(plainWords(text));
  });
  const digests = splitEntries(secrets.digests, ([, { text }]) => places.get(text));
  const people = splitEntries(secrets.people, ([id]) => places.get(plainWords(id)));
  const fileStems = splitEntries(secrets.fileStems, ([stem]) => places.get(plainWords(stem)));
  return {
    secrets: {
      runs,
      withheld: secrets.withheld,
      phrases: buildPhraseTree(phrases.kept),
      digests: new Map(digests.kept),
      people: new Map(people.kept),
      fileStems: new Map(fileStems.kept),
    },
    waived: {
      runs: waivedRuns,
      withheld: [],
      phrases: buildPhraseTree(phrases.taken.map(([phrase, place]) => ({ ...phrase, place }))),
      digests: new Map(digests.taken.map(([[key, phrase], place]) => [key, { ...phrase, place }])),
      people: new Map(people.taken.map(([[id], place]) => [id, place])),
      fileStems: new Map(fileStems.taken.map(([[stem], place]) => [stem, place])),
    },
  };
}

/** The exception that allows a whole sentence or name, alone or within a longer text. */
export function findException(internal: Book, sentence: string): Exception | undefined {
  const words = ` ${plainWords(sentence)} `;
  return listExceptions(internal).find(({ text }) => ` ${plainWords(text)} `.includes(words));
}

/** A warning for each exception of the book on whose line nothing was found to need it. */
export function describeUnneeded(
  internal: Book,
  isUnneeded: (line: number) => boolean,
): Diagnostic[] {
  return listExceptions(internal)
    .filter(({ place }) => isUnneeded(place.line))
    .map(({ text, place }) => ({
      code: 'edition/exception-unneeded',
      severity: 'warning',
      at: place,
      problem: `The exception for "${text}" was not needed: the public edition does not contain it, or it is not a secret.`,
      remedy: 'Take it out of editions.public.allow, so that it cannot hide a later leak.',
    }));
}

/** Lines of the exceptions that took something out of the secrets. */
export function linesOfWaived({ runs, phrases, digests, people, fileStems }: Secrets): Set<number> {
  const places = [
    ...runs.values(),
    ...[...listPhrases(phrases), ...digests.values()].map(({ place }) => place),
    ...people.values(),
    ...fileStems.values(),
  ];
  return new Set(places.map(({ line }) => line));
}

function listExceptions({ settings, settingsSource }: Book): Exception[] {
  const start = settingsSource.text.indexOf('allow:');
  const below = { ...settingsSource, text: settingsSource.text.slice(Math.max(start, 0)) };
  const skipped = settingsSource.text.slice(0, Math.max(start, 0)).split('\n').length - 1;
  return (settings.editions.public?.allow ?? []).map(({ text }) => {
    const { file, line } = placeIn(below, text);
    return { text, place: { file, line: line + skipped } };
  });
}

export function plainWords(text: string): string {
  return foldText(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')
    .trim();
}

/** The entries for which there is an exception, with its place, and the others. */
function splitEntries<Entry>(
  entries: Iterable<Entry>,
  placeOf: (entry: Entry) => SecretPlace | undefined,
): { kept: Entry[]; taken: [Entry, SecretPlace][] } {
  const kept: Entry[] = [];
  const taken: [Entry, SecretPlace][] = [];
  for (const entry of entries) {
    const place = placeOf(entry);
    if (place) taken.push([entry, place]);
    else kept.push(entry);
  }
  return { kept, taken };
}
