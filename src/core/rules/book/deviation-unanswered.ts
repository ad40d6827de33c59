import type { JudgedChange } from '../../model/book.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { DocumentRule } from '../rule.ts';

export const deviationUnanswered: DocumentRule = {
  code: 'book/deviation-unanswered',
  severity: 'error',
  requirement: 'Where the book says so (gates.deviation: fail), every deviation has an answer.',

  *check({ changes, settings, answers }, unread) {
    if (settings.gates.deviation !== 'fail') return;
    // What an unread answer or follow-up says may be just what is missing here.
    if (unread.has('answers') || unread.has('changes') || unread.has('archive')) return;
    const taken = new Set(answers.map(({ source }) => nameOf(source.file)));
    for (const change of changes) {
      const { record } = change;
      const open = change.verdicts.filter(isUnanswered);
      for (const { rule, statement } of open) {
        const empty = answers.find(
          ({ value }) => value.change === record.id && value.rule === rule,
        );
        yield {
          at: placeOf(change),
          problem: `${record.id} deviates from ${rule}: ${statement}`,
          remedy: empty
            ? `Write into ${empty.source.file} why, and what was done.`
            : `Answer it in content/answers/${takeName(taken, record.id, rule, open.length === 1)}.yaml: change, rule, by, on, why, action, approvedBy.`,
        };
      }
    }
  },
};

function nameOf(file: string): string {
  return (file.split('/answers/')[1] ?? '').replace(/\.[a-z]+$/, '');
}

function isUnanswered({ outcome, level, answer }: Verdict): boolean {
  return outcome === 'fail' && level === 'must' && !answer;
}

function placeOf({ record }: JudgedChange) {
  const file = record.commit
    ? `${record.repository ?? ''}@${record.commit.slice(0, 12)}`
    : (record.followUps[0]?.source.file ?? record.id);
  return { file, line: 1 };
}

/** By the change and, where that tells too little, by the rule too; no file has it, and it is proposed once. */
function takeName(taken: Set<string>, change: string, rule: string, isOnly: boolean): string {
  const byRule = `${change}-${rule.replace('change/', '')}`;
  let name = isOnly && !taken.has(change) ? change : byRule;
  for (let number = 2; taken.has(name); number += 1) name = `${byRule}-${number}`;
  taken.add(name);
  return name;
}
