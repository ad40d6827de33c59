// Signs in brackets, `*`, `?`, or a sign that is itself.
const piece = /\[([!^]?)(\]?[^\]]*)\]|\*+|[^]/gu;
// The innermost group. `[{]` is a brace that belongs to a name.
const group = /(?<!\[)\{([^{},]*(?:,[^{},]*)+)\}/;
const mostAlternatives = 100;

/** Forms that cannot match what their author means; with `written` in their place they can. */
const mistakes: readonly { form: RegExp; expected: string; written?: string }[] = [
  { form: /\\+/g, expected: '"/" between folders', written: '/' },
  { form: /^!/, expected: 'the paths that belong to it; a glob cannot leave out paths' },
  { form: /[!@+*?]\(/, expected: 'alternatives in braces such as src/{auth,login}/**' },
  { form: /\{\w+\.\.\w+\}/, expected: 'each alternative by itself such as {1,2,3}' },
  { form: /\[\[:/, expected: 'the signs themselves such as [a-z]' },
  { form: /(?:^|\/)\.\.(?:\/|$)/, expected: 'a path below the top of the repository' },
  { form: /(?<=[^/*{,])\*{2,}/g, expected: '"**" between slashes', written: '*/**' },
  { form: /(?<!\*)\*{2,}(?=[^/*},])/g, expected: '"**" between slashes', written: '**/*' },
  {
    form: /\[(?![!^]?\]?[^\]/]*\])/,
    expected: '[ab] for one of several signs, or [[] for a bracket that belongs to a name',
  },
];

/** What is expected in place of a glob; undefined where it can be read. */
export function expectedGlob(glob: string): string | undefined {
  const mistake = mistakes.find(({ form }) => glob.search(form) >= 0);
  if (mistake) {
    const { form, expected, written } = mistake;
    return expected + (written === undefined ? '' : ` such as ${glob.replaceAll(form, written)}`);
  }
  const expanded = expandGlob(glob);
  if (expanded.length > mostAlternatives) return `at most ${mostAlternatives} alternatives`;
  if (expanded.some((one) => /(?<!\[)[{}]/.test(one))) {
    return '{one,another} for alternatives, or [{] for a brace that belongs to a name';
  }
  try {
    compileGlobs([glob]);
  } catch {
    return 'a range of signs that rises such as [a-z]';
  }
  return undefined;
}

/**
 * A test whether any of some globs matches a path. `*` is any part of a name, `**` any number of folders, `?` one sign,
 * `[ab]` one of several signs, `{a,b}` one of several texts. A name at the end covers what is below it, too. A path
 * that is a folder of the glob itself also matches: a submodule or a link is in its place.
 *
 * The time is at most the product of the lengths. Both picomatch and `path.matchesGlob` take 4 seconds for
 * `*a*a*a*b` and a name of 400 letters.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  let groups = 0;
  // What has matched once is not tried in another way. The first match of a part without `*` is as good as any.
  const atomic = (source: () => string) => {
    groups += 1;
    const reference = `(?:\\${groups})`;
    return `(?=(${source()}))${reference}`;
  };

  function sourceOfName(name: string): string {
    const texts = [''];
    for (const [sign, negation, signs] of name.matchAll(piece)) {
      if (sign.startsWith('*')) texts.push('');
      else texts.push((texts.pop() ?? '') + sourceOfSign(sign, negation, signs));
    }
    const [first = '', ...rest] = texts;
    const last = rest.pop();
    if (last === undefined) return first;
    return `${first}${rest.map((text) => atomic(() => `[^/]*?${text}`)).join('')}[^/]*${last}`;
  }

  function sourceOfPath(names: readonly string[]): string {
    const runs = splitAtGlobstars(names);
    const sources = runs.map((run, index) => {
      const own = () => run.map(sourceOfName).join('/');
      const isLast = index === runs.length - 1;
      if (index === 0) return run.length === 0 ? '' : own() + (isLast ? '$' : '/');
      if (isLast) return run.length === 0 ? '[^]' : `(?:[^/]+/)*?${own()}$`;
      return atomic(() => `(?:[^/]+/)*?${own()}/`);
    });
    return sources.join('');
  }

  const paths = globs.flatMap(expandGlob).flatMap(listFolders);
  const pattern = new RegExp(`^(?:${paths.map(sourceOfPath).join('|')})`, 'u');
  return (path) => pattern.test(path.normalize('NFC'));
}

/** Gives the names of which a glob matches any of some paths, in the order of the names. */
export function createPathClassifier(
  globs: Readonly<Record<string, readonly string[]>>,
): (paths: readonly string[]) => readonly string[] {
  const tests = Object.entries(globs).map(([name, those]) => ({
    name,
    matches: compileGlobs(those),
  }));
  return (paths) => tests.filter(({ matches }) => paths.some(matches)).map(({ name }) => name);
}

/** A path that a glob matches. */
export function examplePath(glob: string): string {
  const [first = ''] = expandGlob(glob);
  return first.replaceAll(piece, (sign, negation?: string, signs?: string) => {
    if (signs !== undefined && negation === '') return signs.slice(0, 1);
    return sign.length > 1 || sign === '*' || sign === '?' ? 'x' : sign;
  });
}

/** Without braces, and written from the top of the repository: `./src/auth/` is `src/auth/**`. */
function expandGlob(glob: string): readonly string[] {
  const expanded = [glob.normalize('NFC')];
  for (let at = 0; at < expanded.length && expanded.length <= mostAlternatives;) {
    const one = expanded[at] ?? '';
    const found = group.exec(one);
    if (!found) at += 1;
    else {
      const [whole, texts = ''] = found;
      const all = texts.split(',').map((text) => one.replace(whole, () => text));
      expanded.splice(at, 1, ...all);
    }
  }
  return expanded.map((one) => {
    const names = one.split('/').filter((name) => name !== '' && name !== '.');
    const last = names.at(-1);
    if (last === undefined || one.endsWith('/') || !/[*?]/.test(last)) names.push('**');
    return names.join('/');
  });
}

/** A path of names, and each of its folders that ends in a name without `*` or `?`. */
function listFolders(glob: string): readonly string[][] {
  const names = glob
    .split('/')
    .filter((name, index, all) => name !== '**' || all[index - 1] !== '**');
  const ends = names.flatMap((name, index) => (/[*?]/.test(name) ? [] : [index + 1]));
  return [...ends, names.length].map((end) => names.slice(0, end));
}

function splitAtGlobstars(names: readonly string[]): readonly string[][] {
  const runs: string[][] = [[]];
  for (const name of names) {
    if (name === '**') runs.push([]);
    else runs.at(-1)?.push(name);
  }
  return runs;
}

function sourceOfSign(sign: string, negation = '', signs?: string): string {
  if (sign === '?') return '[^/]';
  if (signs === undefined) return sign.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);
  return `(?!/)[${negation && '^'}${signs.replaceAll(/[\\\]^[]/g, String.raw`\$&`)}]`;
}
