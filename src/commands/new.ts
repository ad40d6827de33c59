import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { newDuty } from './new/new-duty.ts';
import { newFollowUp } from './new/new-follow-up.ts';
import { newPolicy } from './new/new-policy.ts';
import { newVersion } from './new/new-version.ts';
import { bookOptions, parseChoice } from './options.ts';
import { openBook, writeContent } from './writing/write-content.ts';

export const usage = `Usage: npm run new -- KIND ID [options]

Writes a file of the book with the right fields, and prints what comes next. Asks on a terminal what the options do
not state. What check would refuse is not written.

  new policy ID              a draft, in content/policies/<id>.mdx
    --title TEXT --owner ROLE --classification LEVEL --by PERSON
    --kind KIND              policy, standard, procedure or plan (policy)
    --review-every PERIOD    the longest that the book allows, unless given
    --effective YYYY-MM-DD   the day from which it is to be in force (today)
  new version POLICY         the present text as a draft of the next version
    --summary TEXT --by PERSON
    --version NUMBER         the number after the present one, unless given
    --change KIND            normative or editorial (normative)
    --public-summary TEXT    what customers are told of it
    --effective YYYY-MM-DD
  new duty POLICY DUTY       that a recurring duty was done, in content/duties
    --by PERSON --evidence TEXT
  new follow-up CHANGE       what became known after the merge, in content/changes
    --what KIND              deployed, validated, checked, monitored, spokenApproval, securityReview,
                             testedAfter or retrospective
    --at TIME --by PERSON --note TEXT --result WORD
    --root-cause TEXT --actions TEXT --preventive-controls TEXT    of a retrospective

  --on YYYY-MM-DD            the day of the row or of the duty (today; a sample pins its own)
  --content DIR              the book (content)`;

export const options = {
  content: bookOptions.content,
  title: { type: 'string' },
  owner: { type: 'string' },
  classification: { type: 'string' },
  kind: { type: 'string' },
  'review-every': { type: 'string' },
  effective: { type: 'string' },
  version: { type: 'string' },
  change: { type: 'string' },
  summary: { type: 'string' },
  'public-summary': { type: 'string' },
  evidence: { type: 'string' },
  what: { type: 'string' },
  at: { type: 'string' },
  note: { type: 'string' },
  result: { type: 'string' },
  'root-cause': { type: 'string' },
  actions: { type: 'string' },
  'preventive-controls': { type: 'string' },
  by: { type: 'string' },
  on: { type: 'string' },
} as const;

export const takesWords = true;

/** The values of the options of `new`, whatever it makes. */
export type NewValues = Values<typeof options>;

const kinds = {
  policy: { make: newPolicy, names: 'the id of the policy' },
  version: { make: newVersion, names: 'the id of the policy' },
  duty: { make: newDuty, names: 'the ids of policy and duty' },
  'follow-up': { make: newFollowUp, names: 'the id of the change' },
} as const;

export async function run(
  values: NewValues,
  io: Io,
  [kind = '', ...names]: readonly string[],
): Promise<ExitCode> {
  const known = Object.keys(kinds) as (keyof typeof kinds)[];
  if (kind === '') throw new UsageError(`Nothing is named; write one of ${known.join(', ')}.`);
  const { make, names: expected } = kinds[parseChoice('The kind', kind, known)];
  const most = kind === 'duty' ? 2 : 1;
  if (names.length === 0) throw new UsageError(`Write ${expected} after "${kind}".`);
  if (names.length > most) {
    throw new UsageError(`Write ${expected} alone; "${names.slice(most).join(' ')}" is too much.`);
  }
  const open = await openBook(values.content, io);
  if (!open) return 1;
  return writeContent(await make(values, names, open, io), open, io);
}
