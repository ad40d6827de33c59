import type { Book } from '../model/book.ts';
import { collectDigests, collectPhrases, listInternalImages } from './collect-phrases.ts';
import { collectRuns } from './collect-runs.ts';
import { matchPhrases } from './find-secrets.ts';
import { placeIn } from './place-in.ts';
import { publicTexts } from './public-texts.ts';
import {
  digestPrefix,
  plantPhrases,
  type SecretPhrase,
  type SecretPlace,
  type Secrets,
} from './secrets.ts';
import { stringsOf } from './strings-of.ts';
import { tokenise } from './tokenise.ts';

/** What only the internal book has. What the public book says itself is no secret, the firm phrases aside. */
export function collectSecrets(internal: Book, publicEdition: Book): Secrets {
  return {
    ...collectNamedSecrets(internal, publicEdition),
    runs: collectRuns(internal, publicEdition),
  };
}

/** The same without runs of words: names, addresses, ids, titles, withheld words. */
export function collectNamedSecrets(internal: Book, open: Book): Secrets {
  const phrases = [...collectPhrases(internal, open)];
  const digests = [...collectDigests(internal, open)];
  const keyOf = ({ match, text }: SecretPhrase) => `${match} ${text}`;
  const said = new Set<string>();
  const planted = plantPhrases(phrases);
  for (const text of publicTexts(open)) {
    for (const { phrase } of matchPhrases(planted, tokenise(text))) said.add(keyOf(phrase));
  }
  const isSecret = (phrase: SecretPhrase) => phrase.isFirm || !said.has(keyOf(phrase));
  return {
    runs: new Map(),
    phrases: plantPhrases(phrases.filter(isSecret)),
    digests: new Map(digests.map((digest) => [digest.text.slice(0, digestPrefix), digest])),
    people: collectPeople(internal, open),
    fileStems: new Map(listInternalImages(internal, open).map(({ stem, place }) => [stem, place])),
  };
}

function collectPeople({ people, peopleSource }: Book, open: Book): Map<string, SecretPlace> {
  const said = new Set(stringsOf(open));
  return new Map(
    Object.keys(people)
      .filter((id) => !said.has(id))
      .map((id) => [id, placeIn(peopleSource, `${id}:`)]),
  );
}
