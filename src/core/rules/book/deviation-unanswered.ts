import type { JudgedChange } from '../../model/book.ts';
import type { Verdict } from '../../model/verdict.ts';
import { answerLines, deviatingChange } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const problem = '{change} deviates from {rule}: {statement}';
const messages = {
  open: report(
    problem,
    'Run npm run answer -- {change}, or write content/answers/{file}.yaml: change, rule, by, on, why, action, approvedBy.',
  ),
  empty: report(problem, 'Write into {file} why it deviated and what was done.'),
};

export const deviationUnanswered: DocumentRule = {
  code: 'book/deviation-unanswered',
  severity: 'error',
  requirement: 'Where the book requires it (gates.deviation: fail), every deviation has an answer.',
  messages,
  example: {
    file: 'answers/platform-7.yaml',
    good: answerLines(),
    bad: [],
    reported: 'platform@777777777777',
    beside: { 'policybook.yaml': ['gates: { deviation: fail }'] },
    change: deviatingChange,
  },

  *check({ changes, settings, answers }, unread) {
    if (settings.gates.deviation !== 'fail') return;
    // An answer or a follow-up that was not read may be the one that is missing here.
    if (unread.has('answers') || unread.has('changes') || unread.has('archive')) return;
    const taken = new Set(answers.map(({ source }) => answerName(source.file)));
    for (const judged of changes) {
      const change = judged.record.id;
      const open = judged.verdicts.filter(isUnanswered);
      for (const { rule, statement } of open) {
        const facts = { change, rule, statement };
        const empty = answers.find(({ value }) => value.change === change && value.rule === rule);
        yield {
          at: placeOfChange(judged),
          ...(empty
            ? fill(messages.empty, { ...facts, file: empty.source.file })
            : fill(messages.open, {
                ...facts,
                file: proposeName(taken, change, rule, open.length === 1),
              })),
        };
      }
    }
  },
};

function answerName(file: string): string {
  return (file.split('/answers/')[1] ?? '').replace(/\.[a-z]+$/, '');
}

function isUnanswered({ outcome, level, answer }: Verdict): boolean {
  return outcome === 'fail' && level === 'must' && !answer;
}

/** Where a change is reported: its commit, or the file that records it. */
export function placeOfChange({ record }: JudgedChange) {
  const file = record.commit
    ? `${record.repository ?? ''}@${record.commit.slice(0, 12)}`
    : (record.followUps[0]?.source.file ?? record.id);
  return { file, line: 1 };
}

/** A name that no file has and that is proposed once: the change and, where there are several, the rule. */
function proposeName(taken: Set<string>, change: string, rule: string, isOnly: boolean): string {
  const byRule = `${change}-${rule.replace('change/', '')}`;
  let name = isOnly && !taken.has(change) ? change : byRule;
  for (let number = 2; taken.has(name); number += 1) name = `${byRule}-${number}`;
  taken.add(name);
  return name;
}
