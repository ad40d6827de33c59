import type { ChangeRecord } from '../../model/change-record.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRule } from '../rule.ts';

/** Always advice: the log may be gone only later, and the record can still be mended. */
export const changeRetention: ChangeRule = {
  code: 'change/retention',
  requirement:
    'Evidence that rests on a log says what the log showed, because the log is deleted before the record.',

  judge(change, { changeRules: { retention } }) {
    if (!retention?.logs) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say how long logs are kept.',
      };
    }
    const { clause, records, logs } = retention;
    if (addPeriod(change.day, logs) >= addPeriod(change.day, records)) {
      return { outcome: 'not-applicable', clause, statement: 'Logs are kept as long as records.' };
    }
    const level = 'should';
    const evidence = listEvidence(change).filter(({ text }) => linksLog(text));
    if (evidence.length === 0) {
      const statement = 'None of its evidence is a link to a log.';
      return { outcome: 'not-applicable', level, clause, statement };
    }
    const bare = evidence.filter(({ text }) => !saysResult(text)).map(({ name }) => name);
    return bare.length === 0
      ? {
          outcome: 'pass',
          level,
          clause,
          statement: 'Beside each link to a log it says what the log showed.',
        }
      : {
          outcome: 'fail',
          level,
          clause,
          statement: `Of ${bare.join(' and ')} it holds only a link to a log, which is kept for ${periodInWords(logs)}, while the record is kept for ${periodInWords(records)}.`,
          remedy:
            'Before the merge: write the result beside the link. Afterwards: copy what the log shows into a follow-up before it is deleted.',
        };
  },
};

const evidenceFields = [
  'tested',
  'staging',
  'ai-eval-before',
  'ai-eval-after',
  'ai-isolation',
] as const;

function listEvidence({ fields, followUps }: ChangeRecord): { name: string; text: string }[] {
  return [
    ...evidenceFields.map((name) => ({ name, text: fields[name]?.value ?? '' })),
    ...followUps.flatMap(({ fields: { approvals, validated, monitored } }) => [
      ...approvals.map(({ by, evidence }) => ({ name: `the approval by ${by}`, text: evidence })),
      { name: 'the validation', text: validated?.note ?? '' },
      { name: 'the monitoring', text: monitored?.note ?? '' },
    ]),
  ];
}

const link = /https?:\/\/\S+/g;
const logPath = /[/._-](?:logs?|runs?|jobs?|pipelines?|builds?|actions|workflows?)(?:[/._?#-]|$)/i;

function linksLog(text: string): boolean {
  return (text.match(link) ?? []).some((one) => logPath.test(one));
}

/** Whether there is more than a word or two beside the links. */
function saysResult(text: string): boolean {
  return (text.replaceAll(link, ' ').match(/[\p{L}\p{N}]+/gu) ?? []).length > 2;
}
