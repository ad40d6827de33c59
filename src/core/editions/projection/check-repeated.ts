import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Book } from '../../model/book.ts';
import type { PublicBook } from '../../model/edition.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { readerText } from '../scan/book-texts.ts';
import { matchPhrases } from '../scan/find-secrets.ts';
import { buildPhraseTree, firmPhrase } from '../scan/secrets.ts';
import { splitSentences, staffSentences, type StaffSentence } from '../scan/staff-sentences.ts';
import { foldText, runKeys, runLength, tokenise } from '../scan/tokenise.ts';
import { plainWords } from '../scan/waive-secrets.ts';

/** A sentence that is for staff alone in one place and public in another. */
export interface RepeatedSentence {
  readonly sentence: StaffSentence;
  readonly diagnostic: Diagnostic;
}

/** Every sentence for staff alone that a public text repeats: a fault, and a warning where only a commit has it. */
export function findRepeated(internal: Book, open: PublicBook): RepeatedSentence[] {
  const bodies = open.policies.map(({ current }) =>
    [current.body, readerText(current)].join('\n\n'),
  );
  const runs = new Set(bodies.flatMap((text) => [...runKeys(text)]));
  const wholes = bodies.map((text) => new Set(splitSentences(text).map(plainWords)));
  const isWhole = (text: string) => wholes.some((whole) => whole.has(plainWords(text)));
  const mayRepeat = (text: string) => runKeys(text).some((key) => runs.has(key));

  const found = new Map<string, StaffSentence & { readonly places: Set<string> }>();
  for (const sentence of staffSentences(internal, open, mayRepeat)) {
    const { text, place } = sentence;
    const isLong = tokenise(text).count >= runLength;
    const isRepeated = isLong
      ? runKeys(text).every((key) => runs.has(key))
      : !place.isTyped && isWhole(text);
    if (!isRepeated) continue;
    const key = `${sentence.policy ?? ''} ${plainWords(text)}`;
    const places = found.get(key)?.places ?? new Set();
    if (!found.has(key)) found.set(key, { ...sentence, places });
    places.add(place.file);
  }
  const isIn = (index: number, id: string, { policy, text, place }: StaffSentence) =>
    policy === id
      ? wholes[index]?.has(plainWords(text))
      : firstMatch(bodies[index] ?? '', text, place) !== undefined;
  // What several commits contain is a template, or a sentence of the policy that they quote.
  const own = [...found.values()].filter(
    ({ place, places }) => !place.isTyped || places.size === 1,
  );
  return own.flatMap((sentence) =>
    open.policies.flatMap((policy, index) =>
      isIn(index, policy.id, sentence)
        ? { sentence, diagnostic: describe(internal, policy, sentence) }
        : [],
    ),
  );
}

function firstMatch(
  text: string,
  sentence: string,
  place: StaffSentence['place'],
): string | undefined {
  const tree = buildPhraseTree([firmPhrase('text', sentence, 'words', place)]);
  for (const { found } of matchPhrases(tree, tokenise(text))) return found;
  return undefined;
}

function describe(internal: Book, policy: Policy, { text, place }: StaffSentence): Diagnostic {
  const own = internal.policies.find(({ id }) => id === policy.id);
  const version = own?.versions.find((one) => one.version === policy.current.version);
  const shown = text.length <= 160 ? text : `${text.slice(0, 159)}…`;
  const at = version
    ? { file: version.source.file, line: lineOf(version, text, place) }
    : { file: policy.current.source.file, line: 1 };
  const related = [
    { at: { file: place.file, line: place.line }, note: 'It is for staff alone here' },
  ];
  if (place.isTyped) {
    return {
      code: 'edition/commit-repeated',
      severity: 'warning',
      at,
      problem: `"${shown}" is public, and a commit contains the same sentence.`,
      remedy:
        'Remove it if customers must not read it; otherwise list it in editions.public.allow with the reason.',
      related,
    };
  }
  return {
    code: 'edition/staff-sentence',
    severity: 'error',
    at,
    problem: `"${shown}" is for staff alone in another place, and the public text contains it.`,
    remedy:
      'Remove it or put it between <Internal> and </Internal>. If customers may read it, list it in editions.public.allow with the reason.',
    related,
  };
}

/** The line of the file on which the body begins to contain a sentence; its first line where marks interrupt it. */
function lineOf(version: PolicyVersion, sentence: string, place: StaffSentence['place']): number {
  const body = foldText(version.body);
  const found = firstMatch(version.body, sentence, place);
  const before = found === undefined ? '' : body.slice(0, body.indexOf(found));
  return version.bodyLine + before.split('\n').length - 1;
}
