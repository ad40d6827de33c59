import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JudgedChange } from '#core/model/book.ts';
import type { Verdict } from '#core/model/verdict.ts';

/** What a fixture book states above a commit or in the head of a record: `# <why>`, `# expect <id>: <verdicts>`. */
export interface Expectation {
  readonly change: string;
  readonly why: string;
  /** `rule outcome` of every verdict that is not n/a, sorted. */
  readonly verdicts: readonly string[];
}

const everyOther = 'every other n/a';

/**
 * Reads the expectations of a book. They name the verdicts that differ from `# default: …` of the same book: by the
 * rule's code without `change/`, and pass, fail (a deviation), advice (a failed should), unknown or n/a.
 */
export function readExpectations(folder: string): Expectation[] {
  const text = globSync('{histories,changes}/**/*.{yaml,mdx}', { cwd: folder })
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const stated = /^# default: (.+)$/m.exec(text)?.[1] ?? '';
  if (!stated.endsWith(`, ${everyOther}`)) throw new Error(`${folder}: no default verdicts.`);
  const defaults = split(stated.slice(0, -everyOther.length - 2));
  return [...text.matchAll(/^# (.+)\n# expect (\S+): (.+)$/gm)].map(
    ([, why = '', change = '', words = '']) => {
      const own = words === 'as the default' ? [] : split(words);
      const joined = new Map([...defaults, ...own]);
      return { why, change, verdicts: listVerdicts(joined) };
    },
  );
}

function split(words: string): [string, string][] {
  return words.split(', ').map((word) => {
    const [rule = '', outcome = ''] = word.split(' ');
    return [rule, outcome];
  });
}

function listVerdicts(outcomes: ReadonlyMap<string, string>): string[] {
  return [...outcomes]
    .filter(([, outcome]) => outcome !== 'n/a')
    .map(([rule, outcome]) => `${rule} ${outcome}`)
    .sort();
}

/** The verdicts of a change in the words of the expectations. */
export function describeVerdicts({ verdicts }: JudgedChange): string[] {
  return listVerdicts(
    new Map(verdicts.map((one) => [one.rule.replace('change/', ''), describeOutcome(one)])),
  );
}

export function describeOutcome({ outcome, level }: Pick<Verdict, 'outcome' | 'level'>): string {
  if (outcome === 'not-applicable') return 'n/a';
  return outcome === 'fail' && level === 'should' ? 'advice' : outcome;
}
