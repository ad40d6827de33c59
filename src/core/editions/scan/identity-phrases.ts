import type { Identity } from '../../model/change-record.ts';
import type { SecretPhrase, SecretPlace } from './secrets.ts';
import { countWords } from './tokenise.ts';

/** A name in either order, and an address; a name of one word may be an ordinary one and counts less. */
export function* identityPhrases(
  { name, email }: Identity,
  place: SecretPlace,
): Iterable<SecretPhrase> {
  const words = name.trim().split(/\s+/);
  const isFull = words.length > 1 && countWords(name) > 1;
  if (isFull) {
    yield { kind: 'name', text: name, match: 'words', place, isFirm: true };
    const turned = [words.at(-1), ...words.slice(0, -1)].join(' ');
    yield { kind: 'name', text: turned, match: 'words', place, isFirm: true };
  } else if (name.length >= 4)
    yield { kind: 'name', text: name, match: 'cased', place, isFirm: false };
  if (email !== '') yield { kind: 'address', text: email, match: 'words', place, isFirm: false };
}
