import { firmPhrase, type SecretPhrase, type SecretPlace } from './secrets.ts';
import { foldText } from './tokenise.ts';

/**
 * Forms of a person's name beside the whole one that a reader would recognise: the surname alone, in the plural or as
 * others spell it, with an initial before it, the two names in one word, and the given name with an initial. A surname
 * counts alone unless it is among the ordinary words; a name of one word has none.
 */
export function* surnamePhrases(
  name: string,
  ordinary: ReadonlySet<string>,
  place: SecretPlace,
): Iterable<SecretPhrase> {
  for (const spelling of spellings(name)) {
    const [given = '', ...others] = spelling.split(/\s+/).filter((word) => !isSuffix.test(word));
    const surnames = others.filter((word) => !isInitial.test(word) && !isParticle.test(word));
    const initial = given.slice(0, 1);
    for (const surname of surnames) {
      const isOrdinary = (word: string) => ordinary.has(foldText(word).toLowerCase());
      const whole = [
        `${given} ${surname}`,
        `${surname} ${given}`,
        given + surname,
        surname + given,
      ];
      for (const text of whole) yield firmPhrase('name', text, 'words', place);
      for (const sign of '.-_') {
        yield firmPhrase('name', initial + sign + surname, 'literal', place);
      }
      if (surname.length >= fewestInLogin) {
        yield firmPhrase('name', initial + surname, 'words', place);
      }
      const short = [
        `${initial} ${surname}`,
        `${surname} ${initial}`,
        `${given} ${surname.slice(0, 1)}`,
      ];
      const alone = [surname, `${surname}s`, `${surname}es`];
      const isAlone = surname.length >= fewestLetters && !isOrdinary(surname);
      for (const text of isAlone ? [...short, ...alone] : short) {
        yield firmPhrase('name', text, 'cased', place);
      }
      // In small letters too, where it is no word of the book: "ask okonkwo".
      for (const text of isAlone ? alone : []) yield firmPhrase('name', text, 'words', place);
    }
  }
}

const fewestLetters = 3;
/** With fewer an initial and a surname make ordinary words: "shall" of Sam Hall. */
const fewestInLogin = 6;
const isInitial = /^\p{L}\.?$/u;
const isSuffix = /^(?:jr|sr|ii|iii|iv|phd|md)\.?,?$/i;
/** "van", "der", "de la": a small letter begins no surname alone. */
const isParticle = /^\p{Ll}/u;

const transcribed: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ø: 'oe',
};

/** A name as it is written and, where it has such letters, as others transcribe them. */
function spellings(name: string): string[] {
  const plain = name.normalize('NFC').trim().replaceAll(',', ' ');
  const other = plain.replaceAll(/[äöüåø]/gi, (letter) => {
    const pair = transcribed[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? pair : pair.charAt(0).toUpperCase() + pair.slice(1);
  });
  return other === plain ? [plain] : [plain, other];
}
