import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import { atMost, type Bench } from './bench.ts';
import { clauseText, sentence, versionOf } from './policy-of-clauses.ts';

const count = 300;
const numbers = Array.from({ length: count }, (_, index) => index + 1);
const whole = numbers.map((number) => clauseText(number));

/** Ten ways to edit the clauses, from one word to all of them. */
const edits: readonly ((clauses: readonly string[]) => string[])[] = [
  (clauses) => clauses.with(149, clauseText(150).replace('must be kept', 'should be kept')),
  (clauses) => clauses.toSpliced(80, 1),
  (clauses) => clauses.toSpliced(80, 0, clauseText(900)),
  (clauses) => [...clauses.slice(0, 40), ...clauses.slice(45), ...clauses.slice(40, 45)],
  (clauses) => clauses.with(10, clauseText(11).replace('Clause on', 'Everything about')),
  (clauses) => clauses.with(20, clauseText(21).replace(/^- /m, `- ${sentence(7000)}\n- `)),
  (clauses) => clauses.with(29, clauseText(30).replace('2 weeks', '9 weeks')),
  (clauses) =>
    clauses.map((clause, index) =>
      index % 10 === 0 ? clause.replaceAll('Each', 'Every') : clause,
    ),
  () => numbers.map((number) => clauseText(number + 1, number)),
  (clauses) => clauses.map((clause) => clause.replace('must be kept', 'shall be retained')),
];

/** Milliseconds that comparing takes, reading both texts included. */
function timeOf(from: PolicyVersion, to: PolicyVersion): number {
  const start = performance.now();
  redlineVersions(from, to);
  return performance.now() - start;
}

function reversed(blocks: readonly string[], separator: string): [PolicyVersion, PolicyVersion] {
  return [
    versionOf('1.0', blocks.join(separator)),
    versionOf('1.1', blocks.toReversed().join(separator)),
  ];
}

export const redlineBench: Bench = {
  name: 'redline',
  async run() {
    const before = versionOf('1.0', whole.join('\n\n'));
    const pairs = edits.map((edit) => versionOf('1.1', edit(whole).join('\n\n')));
    timeOf(before, before);
    const times = pairs.map((after) => timeOf(before, after));
    const words = Array.from({ length: 8000 }, (_, index) => `word${index}`);
    const blocks = Array.from({ length: 400 }, (_, index) => sentence(index, 14));
    const long = Array.from({ length: 100 }, (_, index) =>
      [`part${index}`, ...words.slice(0, 1000)].join(' '),
    );
    const turned = long.map((text) => text.split(' ').toReversed().join(' ')).join('\n\n');
    const items = words.map((word) => `- ${word}`);
    const figure = (limit: number, name: string, value: number) =>
      atMost(limit, `redline of ${name}`, value, 'ms');
    const turn = (texts: readonly string[], separator: string) =>
      timeOf(...reversed(texts, separator));
    return Promise.resolve([
      figure(150, `${count} clauses, mean of ${edits.length} edits`, mean(times)),
      figure(1500, 'one block of 8,000 words reversed', turn(words, ' ')),
      figure(1500, '8,000 words, all blocks reversed', turn(blocks, '\n\n')),
      figure(1500, '8,000 list items reversed', turn(items, '\n')),
      figure(
        3000,
        '100 blocks of 1,000 words, each reversed',
        timeOf(versionOf('1.0', long.join('\n\n')), versionOf('1.1', turned)),
      ),
    ]);
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
