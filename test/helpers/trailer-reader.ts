// A second reader of trailers, in which each way of reading that parts git from us is a switch. With all switches on
// it is meant to read as git does, with all off as we do; it shares no code with the parser that it checks.

/** Why a message may be read otherwise by git than by us; src/scenarios.md says it in words. */
export const kinds = [
  'a divider',
  'comments of an editor',
  'the last paragraph alone',
  'a quarter of the lines',
  'loose keys',
  'near misses',
  'a key that stands twice',
  'space where a line was folded',
  'space that is not ASCII',
] as const;
export type Kind = (typeof kinds)[number];
export type Pair = readonly [key: string, value: string];

const single = [
  'Change-Type Change-Kind Change-Category Reason Risk Rollback Tested Staging Requested-at Ticket Incident Caused-by',
  'Restores Vulnerability AI-Component AI-Provider AI-Eval-Before AI-Eval-After AI-Isolation AI-DPA AI-Security-Impact',
].flatMap((line) => line.split(' '));
const coAuthor = 'Co-authored-by';
const known = [...single, 'Approved-by', 'Reviewed-by', 'Security-reviewed-by', coAuthor];
const plain = (key: string) => key.replaceAll(/[-_\s\u200b]/g, '').toLowerCase();
const meant = (key: string) => known.find((one) => plain(one) === plain(key));

/** Reads a message with these ways of git and otherwise with ours. */
export function readTrailers(text: string, asGit: ReadonlySet<Kind>): Pair[] {
  const has = (kind: Kind) => asGit.has(kind);
  const space = has('space that is not ASCII') ? '[ \\t\\r]' : '\\s';
  const isBlank = (line: string) => new RegExp(`^${space}*$`).test(line);
  const isFolded = (line: string) => new RegExp(`^${space}`).test(line);
  const trim = (value: string) =>
    value
      .replace(new RegExp(`^(?:${space}|\\n)+`), '')
      .replace(new RegExp(`(?:${space}|\\n)+$`), '');

  let lines = text.split('\n');
  if (has('a divider')) {
    const divider = lines.findIndex((line) => /^---(?:[ \t\r]|$)/.test(line));
    if (divider >= 0) lines = lines.slice(0, divider);
  }
  if (has('comments of an editor')) lines = cutTail(lines);
  const isComment = (line: string) => has('comments of an editor') && line.startsWith('#');

  const title = lines.findIndex((line) => !isBlank(line));
  const paragraphs: string[][] = [[]];
  for (const line of lines.slice(Math.max(0, title))) {
    if (!isBlank(line)) paragraphs.at(-1)?.push(line);
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([]);
  }
  const open = paragraphs.slice(1).filter((one) => one.length > 0);
  while (open.at(-1)?.every(isComment)) open.pop();

  /** The parts of a line where it can be a trailer that counts. */
  function split(line: string): Pair | undefined {
    const loose = /^([A-Za-z0-9-]+)[ \t]*:([^]*)$/.exec(line);
    const strict = new RegExp(`^([A-Za-z][A-Za-z0-9-]{0,58}):((?:${space})[^]*|)$`).exec(line);
    const [, key = '', value = ''] = (has('loose keys') ? loose : strict) ?? [];
    return key === '' ? undefined : [key, value];
  }
  const isNearMiss = (line: string) => {
    const colon = line.indexOf(':');
    return (
      !has('near misses') && colon > 0 && colon < 60 && meant(line.slice(0, colon)) !== undefined
    );
  };
  const isPicked = (line: string) => line.startsWith('(cherry picked from commit ');
  const isTrailer = (line: string) =>
    isPicked(line) || (!isFolded(line) && split(line) !== undefined) || isNearMiss(line);

  function isBlock(paragraph: readonly string[]): boolean {
    let [trailers, others] = [0, 0];
    for (const [index, line] of paragraph.entries()) {
      if (isComment(line)) continue;
      if (isTrailer(line)) trailers += 1;
      // A folded line belongs to the one above; below prose it is prose.
      else if (!isFolded(line) || !belongs(paragraph, index)) others += 1;
    }
    const isOwn = paragraph.some((line) => isPicked(line) || line.startsWith('Signed-off-by: '));
    if (has('a quarter of the lines') && isOwn) return trailers * 3 >= others;
    return trailers > 0 && others === 0;
  }
  function belongs(paragraph: readonly string[], index: number): boolean {
    const above = paragraph
      .slice(0, index)
      .findLast((line, at) => !isFolded(line) || (at === 0 && isNearMiss(line)));
    return above !== undefined && isTrailer(above);
  }

  const blocks: string[][] = [];
  for (const paragraph of open.reverse()) {
    const isMark =
      !has('the last paragraph alone') &&
      paragraph.length === 1 &&
      paragraph.every((line) => /^(?:-{9,}\r?$|See merge request )/.test(line));
    if (isMark) continue;
    if (!isBlock(paragraph)) break;
    blocks.unshift(paragraph);
    const isAppended = paragraph.every((line) => {
      if (isPicked(line)) return true;
      const key = line.includes(':') ? trim(line.slice(0, line.indexOf(':'))) : '';
      return meant(key) === coAuthor || key.toLowerCase() === 'signed-off-by';
    });
    if (has('the last paragraph alone') || !isAppended) break;
  }

  const pairs: [string, string][] = [];
  for (const block of blocks) {
    let last: [string, string] | undefined;
    for (const line of block) {
      if (isFolded(line)) {
        if (last) last[1] += `\n${line}`;
        continue;
      }
      const found = split(line);
      last = found ? [found[0], found[1]] : undefined;
      if (last) pairs.push(last);
    }
  }
  const unfold = (value: string) =>
    has('space where a line was folded')
      ? trim(trim(value).replaceAll(new RegExp(`\\n${space}*`, 'g'), ' '))
      : trim(value.split('\n').map(trim).join(' '));
  return dropRepeated(
    pairs.flatMap(([key, value]): Pair[] => {
      const name = has('near misses') ? key : nameOf(key);
      return name === undefined ? [] : [[name, unfold(value)]];
    }),
    has('a key that stands twice'),
  );
}

/** What we call a key: the one known key whose spelling is free, or itself; nothing for a near miss. */
function nameOf(key: string): string | undefined {
  const name = meant(key);
  return name === coAuthor || name === undefined ? (name ?? key) : name === key ? key : undefined;
}

function dropRepeated(pairs: readonly Pair[], isKept: boolean): Pair[] {
  const count = (key: string) => pairs.filter(([other]) => other === key).length;
  return pairs.filter(([key]) => isKept || !single.includes(key) || count(key) === 1);
}

const scissors = '# ------------------------ >8 ------------------------';

/** Without what an editor of git's leaves at the end: comments, its list of conflicts, all below scissors. */
function cutTail(lines: readonly string[]): string[] {
  const cut = lines.indexOf(scissors);
  const above = cut < 0 ? [...lines] : lines.slice(0, cut);
  let end = above.length;
  let isAmongConflicts = false;
  for (const [index, line] of above.entries()) {
    if (line === 'Conflicts:') isAmongConflicts = true;
    const isLeft = line === '' || line.startsWith('#') || line === 'Conflicts:';
    if (isLeft || (isAmongConflicts && line.startsWith('\t'))) end = Math.min(end, index);
    else {
      end = above.length;
      isAmongConflicts = false;
    }
  }
  return above.slice(0, end);
}
