import type { Book } from '../../model/book.ts';
import { collectDigests, collectPhrases, listInternalImages } from './collect-phrases.ts';
import { collectRuns } from './collect-runs.ts';
import { matchPhrases } from './find-secrets.ts';
import { placeIn } from './place-in.ts';
import { publicTexts } from './public-texts.ts';
import { secondOpinion, type SecondOpinion } from './second-opinion.ts';
import {
  digestPrefix,
  plantPhrases,
  type SecretPhrase,
  type SecretPlace,
  type Secrets,
} from './secrets.ts';
import { tokenise } from './tokenise.ts';

// The look at the public texts and the scan of the built site ask for the same.
const collected = new WeakMap<Book, { readonly internal: Book; readonly secrets: Secrets }>();

/** What only the internal book has. What customers may read is no secret, the firm phrases aside. */
export function collectSecrets(internal: Book, open: Book): Secrets {
  const known = collected.get(open);
  if (known?.internal === internal) return known.secrets;
  const opinion = secondOpinion(internal);
  const secrets = {
    ...collectNamedSecrets(internal, open, opinion),
    runs: collectRuns(internal, open, opinion),
  };
  collected.set(open, { internal, secrets });
  return secrets;
}

/** The same without runs of words: names, addresses, ids, titles, withheld words. */
function collectNamedSecrets(internal: Book, open: Book, opinion: SecondOpinion): Secrets {
  const phrases = [...collectPhrases(internal, open, opinion)];
  const digests = [...collectDigests(internal, open)];
  const said = phrasesIn(publicTexts(open), phrases).intersection(
    phrasesIn(opinion.texts, phrases),
  );
  const isSecret = (phrase: SecretPhrase) => phrase.isFirm || !said.has(keyOf(phrase));
  return {
    runs: new Map(),
    phrases: plantPhrases(phrases.filter(isSecret)),
    digests: new Map(digests.map((digest) => [digest.text.slice(0, digestPrefix), digest])),
    people: collectPeople(internal, opinion),
    fileStems: new Map(
      listInternalImages(internal, open, opinion).map(({ stem, place }) => [stem, place]),
    ),
  };
}

/** Which of the phrases stand in texts. */
function phrasesIn(texts: Iterable<string>, phrases: readonly SecretPhrase[]): Set<string> {
  const planted = plantPhrases(phrases);
  const found = new Set<string>();
  for (const text of texts) {
    for (const { phrase } of matchPhrases(planted, tokenise(text))) found.add(keyOf(phrase));
  }
  return found;
}

function keyOf({ match, text }: SecretPhrase): string {
  return `${match} ${text}`;
}

function collectPeople(
  { people, peopleSource }: Book,
  { texts }: SecondOpinion,
): Map<string, SecretPlace> {
  const said = new Set(texts);
  return new Map(
    Object.keys(people)
      .filter((id) => !said.has(id))
      .map((id) => [id, placeIn(peopleSource, `${id}:`)]),
  );
}
