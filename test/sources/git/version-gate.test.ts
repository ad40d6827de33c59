import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleBook } from '#core/assemble-book.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { day, peopleText, settingsText } from '../../helpers/book.ts';
import { git } from '../../helpers/git.ts';
import {
  anyHistory,
  dayOfStep,
  fileOf,
  firstBook,
  goodHistory,
  obligationOf,
  writePolicy,
  type ModelBook,
  type Step,
} from '../../helpers/random-book.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

/** What reports that a text is not the one that landed, or that it is not looked at. */
const ofPolicy = new Set([
  'policy/version-altered',
  'policy/version-down',
  'policy/version-twice',
  'policy/archive-edited',
  'book/policy-lost',
  'book/archive-orphan',
]);
const ofBook = new Set([
  'book/since-moved',
  'book/since-unknown',
  'book/since-without-policies',
  'book/folder-moved',
]);

interface RandomHistory {
  readonly steps: readonly Step[];
  /** The book after each commit; the first is the one that counts from. */
  readonly books: readonly ModelBook[];
}

function walk(steps: readonly Step[]): RandomHistory {
  const books = [firstBook];
  for (const [index, { apply }] of steps.entries()) {
    books.push(apply(books.at(-1) ?? firstBook, books, index + 1));
  }
  return { steps, books };
}

/** The policies of which some version obliges to something else than when it landed, or that are gone. */
function findAltered({ books }: RandomHistory): Set<string> {
  const altered = new Set<string>();
  const landed = new Map<string, Map<number, string>>();
  for (const { policies, archive } of books) {
    for (const policy of policies) {
      const { key, minor, status } = policy;
      const versions = landed.get(key) ?? new Map<number, string>();
      landed.set(key, versions);
      const known = versions.get(minor);
      const isLower = Math.max(...versions.keys()) > minor;
      if (isLower && (status !== 'draft' || known !== undefined)) altered.add(key);
      else if (known !== undefined && known !== obligationOf(policy)) altered.add(key);
      else if (known === undefined && status !== 'draft') versions.set(minor, obligationOf(policy));
    }
    for (const policy of archive) {
      const known = landed.get(policy.key)?.get(policy.minor);
      if (known !== undefined && known !== obligationOf(policy)) altered.add(policy.key);
    }
  }
  const last = books.at(-1)?.policies ?? [];
  for (const key of landed.keys()) {
    if (landed.get(key)?.size && !last.some((one) => one.key === key)) altered.add(key);
  }
  return altered;
}

function filesOf(book: ModelBook, ids: readonly string[]): Map<string, string> {
  const { folder, history, since, renamed, policies, archive } = book;
  const first = since === undefined ? '' : `since: '${ids[since] ?? ''}', `;
  const settings = `${settingsText}policies: { history: ${history}, ${first}branch: BRANCH, renamed: ${JSON.stringify(renamed)} }\n`;
  return new Map([
    [`${folder}/policybook.yaml`, ids.length === 0 ? settingsText : settings],
    [`${folder}/people.yaml`, peopleText],
    ...policies.map((one) => [`${folder}/${fileOf(one)}`, writePolicy(one)] as const),
    ...archive.map((one) => {
      const id = policies.find(({ key }) => key === one.key)?.id ?? one.id;
      return [`${folder}/archive/${id}/1.${one.minor}.mdx`, writePolicy(one)] as const;
    }),
  ]);
}

function commitOf(
  branch: string,
  step: number,
  files: ReadonlyMap<string, string>,
  parents: { readonly from?: string; readonly merge?: string; readonly mark?: number },
): string {
  const who = `Ada Finch <ada@example.org> ${Date.parse(`${dayOfStep(step)}T10:00:00Z`) / 1000} +0000`;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  return [
    `commit ${branch}\n`,
    parents.mark === undefined ? '' : `mark :${parents.mark}\n`,
    `author ${who}\ncommitter ${who}\n${data(`Step ${step}`)}`,
    parents.from === undefined ? '' : `from ${parents.from}\n`,
    parents.merge === undefined ? '' : `merge ${parents.merge}\n`,
    'deleteall\n',
    ...[...files].map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`),
    '\n',
  ].join('');
}

const branchOf = (index: number) => `h${index}`;

/** Writes all histories into one repository, a branch for each, and answers the commits of each line. */
function importAll(folder: string, histories: readonly RandomHistory[]): string[][] {
  git(folder, ['init', '-q']);
  const ids: string[][] = histories.map(() => []);
  const longest = Math.max(...histories.map(({ books }) => books.length));
  for (let step = 0; step < longest; step += 1) {
    const stream = histories.map(({ books, steps }, index) => {
      const book = books[step];
      if (!book) return '';
      const branch = `refs/heads/${branchOf(index)}`;
      const known = ids[index] ?? [];
      const files = new Map(
        [...filesOf(book, known)].map(([file, text]) => [
          file,
          text.replace('BRANCH', branchOf(index)),
        ]),
      );
      const [before] = known.slice(-1);
      if (before === undefined) return commitOf(branch, step, files, {});
      if (!steps[step - 1]?.isMerge) return commitOf(branch, step, files, { from: before });
      const mark = index + 1;
      const side = commitOf(`refs/side/${branchOf(index)}`, step, files, {
        from: known.at(-2) ?? before,
        mark,
      });
      return side + commitOf(branch, step, files, { from: before, merge: `:${mark}` });
    });
    git(folder, ['fast-import', '--quiet', '--force'], stream.join(''));
    const tips = git(folder, [
      'for-each-ref',
      '--format=%(refname:short) %(objectname)',
      'refs/heads/',
    ]);
    for (const line of tips.split('\n')) {
      const [name = '', id = ''] = line.split(' ');
      const own = ids[Number(name.slice(1))];
      if (own && own.at(-1) !== id) own.push(id);
    }
  }
  return ids;
}

/** What the book of the last commit reports. */
async function judgeLast(
  folder: string,
  index: number,
  { books }: RandomHistory,
  ids: readonly string[],
): Promise<readonly Diagnostic[]> {
  const book = books.at(-1) ?? firstBook;
  await writeFile(path.join(folder, '.git/HEAD'), `ref: refs/heads/${branchOf(index)}\n`);
  const files = [...filesOf(book, ids)].map(([file, text]) => ({
    // The parser sees the content folder by its own name.
    file: path.posix.relative(path.posix.dirname(book.folder), file),
    text: text.replace('BRANCH', branchOf(index)),
  }));
  const name = path.posix.basename(book.folder);
  const directory = path.join(folder, book.folder);
  await mkdir(directory, { recursive: true });
  const content = parseContent({ folder: name, files, assets: [] });
  const settings = content.settings?.value;
  if (!settings) throw new Error(JSON.stringify(content.diagnostics));
  const { policies } = settings;
  const { history, diagnostics } = await readPolicyTexts({ directory, policies });
  const assembled = assembleBook(content, [], {
    asOf: day('2026-06-01'),
    engine: 'policybook test',
    ...(history &&
      (policies.history === 'git' ? { policyHistory: history } : { comparedWith: history })),
  });
  return [...diagnostics, ...assembled.diagnostics];
}

async function judgeAll(
  arbitrary: fc.Arbitrary<readonly Step[]>,
  count: number,
  check: (history: RandomHistory, diagnostics: readonly Diagnostic[]) => void,
): Promise<void> {
  const { seed } = fc.readConfigureGlobal();
  const histories = fc
    .sample(arbitrary, { numRuns: count, ...(seed !== undefined && { seed }) })
    .map(walk);
  const folder = await temporaryFolder();
  const ids = importAll(folder, histories);
  for (const [index, history] of histories.entries()) {
    check(history, await judgeLast(folder, index, history, ids[index] ?? []));
  }
}

const named = ({ steps }: RandomHistory) => steps.map(({ name }) => name).join('; ');

test('no sequence of commits alters what a version obliges to without a report', async () => {
  const silent: string[] = [];
  let alterations = 0;
  await judgeAll(anyHistory, 500, (history, diagnostics) => {
    if (diagnostics.some(({ code }) => ofBook.has(code))) return;
    for (const key of findAltered(history)) {
      alterations += 1;
      const ids = new Set(
        history.books.flatMap(({ policies }) =>
          policies.flatMap((one) => (one.key === key ? one.id : [])),
        ),
      );
      const isReported = diagnostics.some(
        ({ code, at, problem }) =>
          (ofPolicy.has(code) || code === 'file/line-ends') &&
          [...ids].some((id) => at.file.includes(`/${id}`) || problem.includes(`"${id}"`)),
      );
      if (!isReported) silent.push(`${key}: ${named(history)}`);
    }
  });
  expect(silent).toEqual([]);
  expect(alterations).toBeGreaterThan(200);
});

test('a new version, another form or another name is no alteration', async () => {
  const noisy: string[] = [];
  await judgeAll(goodHistory, 100, (history, diagnostics) => {
    const codes = diagnostics
      .map(({ code }) => code)
      .filter((code) => ofPolicy.has(code) || ofBook.has(code));
    if (findAltered(history).size > 0) throw new Error('The model is wrong.');
    if (codes.length > 0) noisy.push(`${codes.join(' ')}: ${named(history)}`);
  });
  expect(noisy).toEqual([]);
});
