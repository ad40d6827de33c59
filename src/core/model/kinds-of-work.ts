/** Kinds of work by the words for them: those of menus, and those before the colon of a conventional title. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'bug-fix': ['bugfix', 'fix', 'hotfix'],
  'new-feature': ['feature', 'feat'],
  enhancement: ['improvement'],
  'breaking-change': ['breaking'],
  documentation: ['documentation-update', 'docs', 'doc'],
  configuration: ['config'],
  refactoring: ['refactor'],
  performance: ['perf'],
  build: ['ci'],
  chore: [],
  tests: ['test'],
  style: [],
  other: [],
};
const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, words]) =>
    [kind, ...words].map((word) => [word, kind] as const),
  ),
);

/** One name for each kind of work: `bug-fix` for `bugfix` and `fix`. A kind of the company keeps its own. */
export function kindOfWork(word: string): string {
  return kindOf.get(word) ?? word;
}

/** Whether all choices of a menu are kinds of work: such a menu is not one of types, whatever its heading. */
export function isMenuOfWork(choices: readonly string[]): boolean {
  return choices.length > 0 && choices.every((choice) => kindOf.has(choice));
}

const conventional = /^([a-z]+)(?:\([^()]*\))?(!?): /i;
const footers = ['BREAKING CHANGE: ', 'BREAKING-CHANGE: '];

/** The kinds of work that a conventional commit declares: `feat(pay)!: …`, or a paragraph that begins with BREAKING CHANGE. */
export function workOfMessage(title: string, message: string): readonly string[] {
  const [head, word = '', mark = ''] = conventional.exec(title) ?? [];
  const kind = kindOf.get(word.toLowerCase());
  const isBreaking =
    (head !== undefined && mark === '!') ||
    footers.some((footer) => message.startsWith(footer) || message.includes(`\n${footer}`));
  return [...(kind === undefined ? [] : [kind]), ...(isBreaking ? ['breaking-change'] : [])];
}
