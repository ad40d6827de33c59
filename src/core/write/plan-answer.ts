import { stringify } from 'yaml';
import type { Book, JudgedChange } from '../model/book.ts';
import { dateInWords } from '../model/calendar-date.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Answer, StandingException } from '../schemas/answer.ts';
import { freeFile, refuse, type Planned } from './writing.ts';

/** What both kinds of answers state. */
type AnswerFields = Pick<Answer, 'by' | 'on' | 'why' | 'action' | 'approvedBy' | 'expires'>;

interface Setting {
  /** Name of the content folder. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** The deviations of a change that nobody has answered, in the order of the rules. */
export function openDeviations({ verdicts }: Pick<JudgedChange, 'verdicts'>): Verdict[] {
  return verdicts.filter(
    ({ outcome, level, answer }) => outcome === 'fail' && level === 'must' && !answer,
  );
}

/** One answer to all open deviations of a change, or to some of them by their rules. */
export function planAnswer(
  change: JudgedChange,
  { rules, ...fields }: AnswerFields & { readonly rules: readonly string[] },
  { folder, files }: Setting,
): Planned {
  const { id, day } = change.record;
  const open = openDeviations(change);
  const codes = open.map(({ rule }) => rule);
  const foreign = rules.find((rule) => !codes.includes(rule));
  if (open.length === 0 || foreign !== undefined) {
    const found = change.verdicts.filter(({ outcome }) => outcome === 'fail').length;
    return refuse(
      foreign === undefined
        ? `${id} has no deviation without an answer; ${found} of its rules failed.`
        : `${id} has no deviation from ${foreign} without an answer.`,
      open.length === 0
        ? 'Look at the change on its page, or with npm run check -- --strict.'
        : `Name one of ${codes.join(', ')}, or leave --rule out for all of them.`,
    );
  }
  if (fields.on < day) {
    return refuse(
      `The answer is dated ${dateInWords(fields.on)}, and the change was merged on ${dateInWords(day)}.`,
      'Write the day on which the answer was given with --on.',
    );
  }
  const answered = rules.length > 0 ? open.filter(({ rule }) => rules.includes(rule)) : open;
  const written = answered.map(({ rule }) => rule);
  const file = freeFile(`${folder}/answers`, id, { ending: '.yaml', files });
  return {
    files: [{ file, text: writeAnswer({ change: id, rule: oneOrAll(written), ...fields }) }],
    lines: answered.map(({ rule, statement }) => [rule, statement]),
    next: nextOf(open.length - answered.length, id),
  };
}

function nextOf(left: number, change: string): string[] {
  const rest = left === 1 ? '1 other deviation' : `${left} other deviations`;
  return [
    'npm run check',
    ...(left > 0 ? [`${rest} of ${change} have no answer: npm run answer -- ${change}`] : []),
    'Have the approver approve the pull request with the answer.',
  ];
}

/** A standing exception, under a name of its own. */
export function planException(
  name: string,
  {
    rules,
    covers,
    ...fields
  }: AnswerFields & {
    readonly rules: readonly string[];
    readonly covers: StandingException['covers'];
  },
  { folder, files }: Setting,
): Planned {
  const file = `${folder}/answers/${name}.yaml`;
  if (files.some((one) => one.file === file)) {
    return refuse(
      `${file} exists already.`,
      'Choose another name; a renewal is a file of its own.',
    );
  }
  return {
    files: [{ file, text: writeAnswer({ covers, rule: oneOrAll(rules), ...fields }) }],
    lines: [
      ['rules', rules.join(', ')],
      [
        'covers',
        Object.values(covers)
          .flatMap((names) => names?.join(', ') ?? [])
          .join('; '),
      ],
      ['until', dateInWords(fields.expires ?? fields.on)],
    ],
    next: [
      'npm run check',
      'Have the approver approve the pull request; the exception covers changes from the day on which it lands.',
    ],
  };
}

function oneOrAll(rules: readonly string[]): string | readonly string[] {
  const [only = '', ...others] = rules;
  return others.length === 0 ? only : rules;
}

type AnswerFile = Partial<Pick<Answer, 'change' | 'covers'>> &
  AnswerFields & { readonly rule: string | readonly string[] };

function writeAnswer({
  change,
  covers,
  rule,
  by,
  on,
  expires,
  why,
  action,
  approvedBy,
}: AnswerFile) {
  const fields = { change, covers, rule, by, on, expires, why, action, approvedBy };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return stringify(Object.fromEntries(present), { lineWidth: 100 });
}

/** A judged change by its id. */
export function findChange(
  { changes }: Pick<Book, 'changes'>,
  id: string,
): JudgedChange | undefined {
  return changes.find(({ record }) => record.id === id);
}
