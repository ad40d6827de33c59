import { mentionsCoAuthor } from '../../model/raw-commit.ts';
import { coAuthorTrailer, knownKeyLike } from '../../model/record-fields.ts';

/** What follows the key of a co-author in each line of a message, also behind other text or without a colon. */
export function findCoAuthors(
  message: string,
): readonly { readonly value: string; readonly line: number }[] {
  if (!mentionsCoAuthor(message)) return [];
  return message.split('\n').flatMap((text, index) => {
    const value = findNamed(text.slice(0, longestLine)) ?? '';
    return value === '' ? [] : [{ value, line: index + 1 }];
  });
}

const longestLine = 2000;
const mostWords = 3;

/** What follows the key of a co-author: its last words before a colon, or a word before an address. */
function findNamed(text: string): string | undefined {
  for (const { index } of text.matchAll(/[:：]/g)) {
    const before = wordsOf(text.slice(0, index));
    const rest = text.slice(index + 1).replace(/^[*_\s]+/, '');
    for (let count = 1; count <= Math.min(mostWords, before.length); count += 1) {
      const key = before.slice(-count).join(' ');
      if (knownKeyLike(key, rest) === coAuthorTrailer) return rest.trim();
    }
  }
  const words = wordsOf(text);
  const place = words.findIndex((word) => knownKeyLike(word) === coAuthorTrailer);
  const rest = text.slice(text.indexOf(words[place] ?? '') + (words[place] ?? '').length);
  return place >= 0 && rest.includes('@') ? rest.trim() : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s.;,>*_()[\]]+/).filter(Boolean);
}
