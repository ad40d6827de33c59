import { expect, test } from 'vitest';
import type { Book } from '#core/model/book.ts';
import { changesTable, partsTable } from '#core/views/register/change-table.ts';
import { formatContent } from '#core/views/content.ts';
import { registerPath } from '#core/views/paths.ts';
import {
  filterGroups,
  partsOfKind,
  registerPages,
  wholeRegister,
} from '#core/views/register/register-pages.ts';
import { registerParts, registerTokens } from '#core/views/register/register-parts.ts';
import { pageTitle, pageTotals, ruleRequirement } from '#core/views/register/register-words.ts';
import { standingInWords } from '#core/views/changes/verdict-words.ts';
import { countsInWords } from '#core/views/register/register-counts.ts';
import { day, judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { answer, judgedChange, verdictOf } from './judged-change.ts';

const fail = verdictOf({ outcome: 'fail', policy: 'changes' });
const advice = verdictOf({ outcome: 'fail', level: 'should', rule: 'change/staging' });
const typed = (value: string) => ({ type: { value, source: 'message' as const } });
const changes = [
  judgedChange([fail, advice], {
    id: 'a',
    day: day('2026-05-03'),
    fields: typed('normal'),
    scopes: ['security', 'database'],
  }),
  judgedChange([verdictOf()], { id: 'b', day: day('2026-05-01'), fields: typed('../odd') }),
  judgedChange([{ ...fail, answer }], { id: 'c', day: day('2026-04-30') }),
  judgedChange([verdictOf({ outcome: 'unknown' })], { id: 'd', day: day('2026-04-02') }),
];
const declared = judgeGood({
  files: {
    'policybook.yaml': `${settingsText}repositories: [{ id: platform, path: ../platform, since: 2026-01-01, policy: changes, scopes: { security: [a], ai: [b] } }]\n`,
    'policies/changes.mdx': policyText({
      title: 'Changes',
      changeRules:
        '{ types: { normal: { clause: "1", approvals: 1 }, major: { clause: "1", approvals: 2 } } }',
    }),
  },
});
const book: Book = { ...declared, changes };

function idsOf(kind: string, key: string): string[] | undefined {
  return registerParts(book)
    .find((part) => part.kind === kind && part.key === key)
    ?.changes.map(({ record }) => record.id);
}

test('finds each change by its verdict, type, scopes, failed rules, repository and month', () => {
  expect(registerTokens(book).get(changes[0]!)).toEqual([
    'verdict:deviation',
    'clause:changes-4.b',
    'rule:approvals',
    'rule:staging',
    'type:normal',
    'scope:security',
    'scope:database',
    'person:ada',
    'repository:platform',
    'quarter:2026-Q2',
    'month:2026-05',
  ]);
  expect(idsOf('verdict', 'answered')).toEqual(['c']);
  expect(idsOf('rule', 'approvals')).toEqual(['a', 'c']);
  expect(idsOf('scope', 'none')).toEqual(['b', 'c', 'd']);
  expect(idsOf('month', '2026-04')).toEqual(['c', 'd']);
});

test('a type that no policy names gets no address of its own', () => {
  expect(idsOf('type', 'not-declared')).toEqual(['b']);
  expect(idsOf('type', 'not-stated')).toEqual(['c', 'd']);
  expect(registerParts(book).filter(({ key }) => key.includes('odd'))).toEqual([]);
});

test('what the book declares has its page although no change is there', () => {
  const paths = registerPages(book).map(({ part, month }) => registerPath(part, month));
  expect(paths).toContain('/register/type/major/');
  expect(paths).toContain('/register/scope/ai/');
  expect(paths).toContain('/register/rule/window/');
  expect(paths).toContain('/register/verdict/not-judged/');
  expect(paths).toContain('/register/platform/');
  expect(paths).toContain('/register/outside-git/');
  expect(new Set(paths).size).toBe(paths.length);
});

test('offers what some change has, and what the page is about', () => {
  const [page] = registerPages(book).filter(({ part }) => part.key === 'major');
  const groups = filterGroups(book, page!);
  const optionsOf = (wanted: string) =>
    groups
      .find(({ kind }) => kind === wanted)
      ?.options.map(({ name, counts }) => `${name} ${counts.changes}`);
  expect(groups.map(({ kind, fixed }) => [kind, fixed])).toEqual([
    ['verdict', undefined],
    ['clause', undefined],
    ['rule', undefined],
    ['type', 'major'],
    ['scope', undefined],
    ['person', undefined],
    ['repository', undefined],
    ['quarter', undefined],
    ['month', undefined],
  ]);
  expect(optionsOf('type')).toEqual(['Normal 1', 'Major 0', 'Not in any policy 1', 'Not stated 2']);
  expect(optionsOf('repository')).toEqual(['platform 4']);
  expect(optionsOf('month')).toEqual(['May 2026 2', 'April 2026 2']);
});

const many: Book = {
  ...book,
  changes: Array.from({ length: 501 }, (_, index) =>
    judgedChange([verdictOf()], {
      id: `platform-${index}`,
      day: day(index < 301 ? '2026-05-02' : '2026-04-02'),
      fields: typed('normal'),
    }),
  ),
};

test('divides a part that is too long for one page by months, and no row is lost', () => {
  const pages = registerPages(many).filter(({ part }) => part.key === 'normal');
  expect(
    pages.map(({ part, month, changes: rows, months }) => [
      registerPath(part, month),
      rows?.length,
      rows ? undefined : months?.map(({ path }) => path),
    ]),
  ).toEqual([
    [
      '/register/type/normal/',
      undefined,
      ['/register/type/normal/2026-05/', '/register/type/normal/2026-04/'],
    ],
    ['/register/type/normal/2026-05/', 301, undefined],
    ['/register/type/normal/2026-04/', 200, undefined],
  ]);
  expect(pageTitle(pages[1]!, many)).toBe('Changes of type normal, May 2026');
  expect(pageTotals(pages[1]!, many)).toBe(
    '301 of 501 changes: 0 with an open deviation, 0 unknown, 301 pass',
  );
  const one = { ...pages[1]!, counts: { ...pages[1]!.counts, changes: 1 } };
  expect(pageTotals(one, many)).toMatch(/^1 of 501 changes:/);
  expect(filterGroups(many, pages[1]!).at(-1)).toMatchObject({ kind: 'month', fixed: '2026-05' });
});

test('the whole register is one page up to 500 changes, and leads to its months beyond', () => {
  const short = wholeRegister({ ...many, changes: many.changes.slice(1) });
  expect(short.changes).toHaveLength(500);
  const long = wholeRegister(many);
  expect(long.changes).toBe(undefined);
  expect(long.months?.map(({ path }) => path)).toEqual([
    '/register/2026-05/',
    '/register/2026-04/',
  ]);
});

test('a month is listed whole, however long it is', () => {
  const inOne = {
    ...many,
    changes: many.changes.map((change) => ({
      ...change,
      record: { ...change.record, day: day('2026-05-02') },
    })),
  };
  const [page] = registerPages(inOne).filter(({ part }) => part.kind === 'month');
  expect(page?.changes).toHaveLength(501);
});

test('counts side by side what each part contains, each count with its label', () => {
  const table = partsTable('Month', 'Changes by month', partsOfKind(book, 'month'));
  const html = formatContent(table, (path) => `/base${path}`);
  const headings = [...html.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, words]) => words);
  expect(headings).toEqual(['Month', 'Changes', 'Open deviations', 'Answered', 'Unknown', 'Pass']);
  expect(html).toContain(
    '<tr><th scope="row" class="wide"><a href="/base/register/2026-05/">May 2026</a></th><td class="count" data-label="changes">2</td><td class="count" data-label="open deviations">1</td><td class="count" data-label="answered">0</td><td class="count" data-label="unknown">0</td><td class="count" data-label="pass">1</td></tr>',
  );
  expect(html.match(/<tr>/g)).toHaveLength(3);
});

test('every count adds up: marks to changes, months, quarters and verdicts to the register', () => {
  const parts = registerParts(book);
  for (const { changes: rows, counts } of parts) {
    const { changes: all, ...marks } = counts;
    expect(all).toBe(rows.length);
    expect(Object.values(marks).reduce((sum, one) => sum + one, 0)).toBe(all);
  }
  for (const kind of ['verdict', 'type', 'repository', 'quarter', 'month']) {
    const own = parts.filter((part) => part.kind === kind);
    expect([kind, own.reduce((sum, { counts }) => sum + counts.changes, 0)]).toEqual([kind, 4]);
  }
});

test('the page of a rule counts and lists the verdict of that rule alone', () => {
  const part = registerParts(book).find(({ kind, key }) => kind === 'rule' && key === 'staging')!;
  expect(part.counts).toMatchObject({ changes: 1, deviations: 0, advice: 1 });
  const list = changesTable(part.changes, book, { caption: '', empty: '', rule: 'staging' });
  expect(formatContent(list, String)).toContain('<span class="verdict advice">Advice</span>');
});

test('a pass never hides what nobody could judge', () => {
  const unknown = verdictOf({ outcome: 'unknown', level: 'should' });
  expect(standingInWords([verdictOf(), unknown, unknown])).toBe('Pass, 2 not known');
  expect(standingInWords([advice, unknown])).toBe('Pass, with advice, 1 not known');
  expect(standingInWords([fail, unknown])).toBe('Deviation');
});

test('counts in words leave out what is none, but never the unknown', () => {
  const [may, april] = partsOfKind(book, 'month');
  expect([may, april].map((part) => countsInWords(part!.counts))).toEqual([
    '2 changes: 1 with an open deviation, 0 unknown, 1 pass',
    '2 changes: 0 with an open deviation, 1 answered, 1 unknown',
  ]);
});

test('changes outside git stand apart', () => {
  const { repository: _, ...outside } = judgedChange([], { id: 'dns-1' }).record;
  const parts = partsOfKind(
    { ...declared, changes: [{ ...judgedChange([]), record: outside }] },
    'repository',
  );
  expect(parts.map(({ name, counts }) => [name, counts.changes])).toEqual([
    ['platform', 0],
    ['Outside git', 1],
  ]);
});

test('says what the totals leave out', () => {
  const exclusions = (['before-adoption', 'before-adoption', 'empty'] as const).map((code) => ({
    commit: 'f00',
    code,
    reason: '',
  }));
  const population = { repository: 'platform', branch: 'main', commits: 7, records: 4, exclusions };
  const totals = (one: Book) => pageTotals(wholeRegister(one), one);
  expect(totals({ ...book, populations: [population] })).toBe(
    '4 changes: 1 with an open deviation, 1 answered, 1 unknown, 1 pass; 2 commits before adoption not judged, 1 empty commit not counted',
  );
  expect(totals(book)).toBe('4 changes: 1 with an open deviation, 1 answered, 1 unknown, 1 pass');
});

test('titles every kind of page', () => {
  const titleOf = (kind: string, key: string) =>
    pageTitle(
      { part: registerParts(book).find((part) => part.kind === kind && part.key === key)! },
      book,
    );
  expect([
    titleOf('verdict', 'deviation'),
    titleOf('type', 'not-stated'),
    titleOf('scope', 'security'),
    titleOf('rule', 'approvals'),
    titleOf('clause', 'changes-4.b'),
    titleOf('person', 'ada'),
    titleOf('quarter', '2026-Q2'),
    titleOf('repository', 'platform'),
    titleOf('repository', 'outside-git'),
    titleOf('month', '2026-05'),
  ]).toEqual([
    'Changes with an open deviation',
    'Changes that state no type',
    'Changes in scope security',
    'Changes that did not pass change/approvals',
    'Changes that broke clause 4.b of the Changes',
    'Changes in which Ada Finch took part',
    'Changes, second quarter of 2026',
    'Changes, platform',
    'Changes made outside git',
    'Changes, May 2026',
  ]);
  expect(ruleRequirement('approvals')).toMatch(/approv/);
});
