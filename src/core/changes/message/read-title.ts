/** What git, forges and people write before the title of work that is not finished. */
const unfinished = [
  'wip',
  'draft',
  'fixup!',
  'squash!',
  'amend!',
  'do not merge',
  'dnm',
  'tmp',
  'temp',
];
const around = /^[\s[\](){}:–—-]+|[\s[\](){}:–—-]+$/g;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The mark of unfinished work with which a title begins: `WIP: …`, `[Draft] …`, `fixup! …`; undefined without one. */
export function matchUnfinished(title: string): string | undefined {
  const plain = title.replace(around, '').toLowerCase();
  return unfinished.find((mark) => {
    if (!plain.startsWith(mark)) return false;
    const rest = plain.slice(mark.length);
    // "Draft" may be a word of a sentence: as a mark it has a sign behind it, or is all that there is.
    return rest === '' || mark.endsWith('!') || /^\s*[\]):–—-]/.test(rest);
  });
}

/** How many words a title has, besides the head of a conventional commit and ids. Scripts without spaces count too. */
export function wordsOfTitle(title: string): number {
  const own = title.replace(/^[a-z]+(?:\([^()]*\))?!?: /i, '');
  const parts = own.split(/\s+/).filter((part) => !isId(part));
  const words = [...segmenter.segment(parts.join(' '))].filter(({ isWordLike }) => isWordLike);
  return new Set(words.map(({ segment }) => segment.toLowerCase())).size;
}

/** Whether a part of a title is an id or a number: `#12`, `PLAT-377`, `v1.2.3`. */
function isId(part: string): boolean {
  return /^[[(]?(?:#\d+|[A-Za-z]+-\d+|v?\d[\d.]*)[\])]?[:,.;]?$/.test(part);
}
