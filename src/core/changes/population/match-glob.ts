type PathTest = (path: string) => boolean;

/**
 * Compiles a glob of the settings. `*` stands for any characters of one segment, `**` as a whole segment for any
 * number of segments, at the end for at least one (`src/**` is all inside `src`). Everything else stands for itself.
 */
export function compileGlob(glob: string): PathTest {
  const segments = glob.split('/');
  const head = segments.slice(0, -1);
  const isPlain = (segment: string) => !segment.includes('*');
  if (segments.every(isPlain)) return (path) => path === glob;
  if (segments.at(-1) === '**' && head.length > 0 && head.every(isPlain)) {
    const prefix = `${head.join('/')}/`;
    return (path) => path.length > prefix.length && path.startsWith(prefix);
  }
  // A last `**` is one segment that may be anything, after any number of them.
  const pattern = segments.at(-1) === '**' ? [...segments, '*'] : segments;
  return (path) => matchSequence(pattern, path.split('/'), (part) => part === '**', matchSegment);
}

function matchSegment(pattern: string, segment: string): boolean {
  if (!pattern.includes('*')) return pattern === segment;
  return matchSequence(Array.from(pattern), Array.from(segment), (part) => part === '*', Object.is);
}

/**
 * Whether items follow a pattern in which wild parts stand for any number of items. Only the last wild part is
 * ever tried again, so the cost is at most the product of the lengths.
 */
function matchSequence(
  pattern: readonly string[],
  items: readonly string[],
  isWild: (part: string) => boolean,
  matches: (part: string, item: string) => boolean,
): boolean {
  let at = 0;
  let lastWild = -1;
  let resumeAt = 0;
  for (let item = 0; item < items.length;) {
    const part = pattern[at];
    if (part !== undefined && isWild(part)) {
      lastWild = at;
      resumeAt = item;
      at += 1;
    } else if (part !== undefined && matches(part, items[item] ?? '')) {
      at += 1;
      item += 1;
    } else if (lastWild >= 0) {
      resumeAt += 1;
      item = resumeAt;
      at = lastWild + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isWild);
}
