import type { AssembledBook } from '../assemble-book.ts';
import { parseInstant, type Instant } from '../model/instant.ts';
import type { PolicyHistory, PolicyText } from '../model/policy-text.ts';
import { parsePolicy } from '../parse/parse-policy.ts';
import { assembleExample, examplePeople, exampleSettings } from './assemble-example.ts';
import type { DocumentExample } from '../rules/record-examples.ts';

const policyFile = 'policies/access-control.mdx';
const firstDay = 5;

const goodFields: Readonly<Record<string, string>> = {
  title: 'Access Control Policy',
  version: "'1.0'",
  status: 'approved',
  classification: 'internal',
  owner: 'cto',
  effective: '2026-01-05',
  approval: '{ by: ben, on: 2026-01-05 }',
  nextReview: '2027-01-05',
  reviewEvery: 'P1Y',
  history: "[{ version: '1.0', date: 2026-01-05, by: ada, change: normative, summary: First. }]",
  reviews: "[{ on: 2026-01-05, by: ben, version: '1.0', outcome: changed, note: All of it. }]",
};

/** Puts one side of an example into the small book, and judges it. */
export function judgeDocumentExample(
  example: DocumentExample,
  side: 'good' | 'bad',
): AssembledBook {
  const { file, beside = {}, change, landed, archived } = example;
  const own = example[side];
  const files = Object.fromEntries(
    Object.entries({ [policyFile]: [], ...beside, ...(file !== 'commit' && { [file]: own }) })
      .filter(([, lines]) => !file.startsWith('answers/') || lines !== own || own.length > 0)
      .map(([name, lines]) => [name, textOf(name, lines)]),
  );
  const history = landed && {
    texts: [
      ...landed.map((lines, index) => landing(policyText(lines), index, undefined)),
      ...(file === 'commit' ? [landing(policyText([]), landed.length, own[0])] : []),
    ].slice(file === 'commit' ? -1 : 0),
    archive: archived ? [archivedText(policyText(archived))] : [],
  };
  return assembleExample({
    files,
    ...(change && { change }),
    ...(history && { policyHistory: history satisfies PolicyHistory }),
  });
}

function textOf(name: string, lines: readonly string[]): string {
  const added = lines.map((line) => `${line}\n`).join('');
  if (name.endsWith('.mdx')) return policyText(lines);
  if (name === 'people.yaml') return `${examplePeople}${added}`;
  if (name.startsWith('duties/') && !lines[0]?.startsWith('policy: ')) {
    return `policy: access-control\nduty: access-review\n${added}`;
  }
  if (name !== 'policybook.yaml') return added;
  // A line of a repository takes the place of its like; a field of the book is added.
  const [first = ''] = lines;
  return first.startsWith(' ')
    ? exampleSettings.replace(/^ {4}policy: .*$/m, first)
    : `${exampleSettings}${added}`;
}

function policyText(lines: readonly string[]): string {
  const isField = (line: string) => /^[a-z][A-Za-z]*:/.test(line);
  const own = Object.fromEntries(
    lines
      .filter(isField)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const fields = Object.entries({ ...goodFields, ...own })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  const body = lines.filter((line) => !isField(line));
  const heading = body.some((line) => line.startsWith('## ')) ? [] : ['## 1. Purpose', ''];
  const words = body.length > 0 ? body : ['Access is given by role.'];
  return ['---', ...fields, '---', '', ...heading, ...words, ''].join('\n');
}

/** What git knows of a text that landed, the first on 5 January and each on the day after the one before. */
function landing(text: string, index: number, stated: string | undefined): PolicyText {
  const commit = String(index + 1).repeat(40);
  const file = `content/${policyFile}`;
  const landed = momentOf(`2026-01-0${firstDay + (stated === undefined ? index : 0)}T10:00:00Z`);
  const at = stated === undefined ? landed : momentOf(stated);
  const signature = { name: 'Ada Finch', email: 'ada@example.org', at };
  const source = { file: `${file}@${commit.slice(0, 12)}`, text };
  const { version } = parsePolicy('access-control', source, false);
  return {
    policy: 'access-control',
    file,
    blob: commit,
    commit,
    landed,
    author: signature,
    committer: signature,
    subject: `Text ${index + 1}`,
    isMerge: false,
    isBase: false,
    text,
    ...(version && { version }),
  };
}

function archivedText(text: string): PolicyHistory['archive'][number] {
  return {
    file: 'content/archive/access-control/0.9.mdx',
    blob: '9'.repeat(40),
    commit: '9'.repeat(40),
    landed: momentOf('2026-01-05T10:00:00Z'),
    isBase: true,
    text,
  };
}

function momentOf(text: string): Instant {
  const moment = parseInstant(text);
  if (!moment) throw new Error(`${text} is no moment.`);
  return moment;
}
