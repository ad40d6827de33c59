import { lostRows } from '../history/lost-rows.ts';
import type { JudgedChange } from '../model/book.ts';
import type { Policy } from '../model/policy.ts';
import { isDeviation, summariseVerdicts } from './summarise-verdicts.ts';

/** What the first sentence of a change's page says, in parts so that the page can link them. */
export interface ChangeSentence {
  /** Up to the clauses or the policy: "Change platform-1042 broke". */
  readonly lead: string;
  /** Ids of the clauses broken, in order of the verdicts, each once. */
  readonly clauses: readonly string[];
  /** The policy and the version that judged it; absent where none did. */
  readonly judge?: { readonly policy: string; readonly version: string; readonly title: string };
  /** What follows, with its full stop. */
  readonly tail: string;
}

function titleOf(policies: readonly Policy[], id: string): string {
  return policies.find((policy) => policy.id === id)?.current.frontmatter.title ?? id;
}

const leads = {
  pass: 'broke no clause of',
  unknown: 'broke no clause that could be judged of',
  'not-applicable': 'is touched by no clause of',
} as const;

const tails = {
  deviation: ', in force on that day.',
  answered: ', in force on that day. The company has answered for it.',
  pass: ', in force on that day.',
  unknown:
    ', in force on that day. Some questions have no answer, because their source is missing.',
  'not-applicable': ', in force on that day.',
} as const;

function unjudged({ record, judgedBy }: JudgedChange, policies: readonly Policy[]): ChangeSentence {
  const title = titleOf(policies, judgedBy.policy);
  const lead = `Change ${record.id} is not judged:`;
  if (judgedBy.kind !== 'uncertain') {
    const tail = `no version of the ${title} was in force on that day.`;
    return { lead, clauses: [], tail };
  }
  const policy = policies.find(({ id }) => id === judgedBy.policy);
  const lost = (policy ? lostRows(policy) : [])
    .map(({ version }) => version)
    .filter((version) => judgedBy.versions.includes(version));
  const tail =
    lost.length > 0
      ? `the text of version ${lost.join(' and ')} of the ${title}, which may have been in force on that day, is not kept.`
      : `the dates of versions ${judgedBy.versions.join(' and ')} of the ${title} do not say which was in force on that day.`;
  return { lead, clauses: [], tail };
}

/** The sentence about a change that names what it broke, and by which version. */
export function sentenceOf(change: JudgedChange, policies: readonly Policy[]): ChangeSentence {
  const { record, judgedBy, verdicts } = change;
  const standing = summariseVerdicts(verdicts);
  if (judgedBy.kind !== 'version' || standing === 'not-judged') return unjudged(change, policies);

  const { policy, version } = judgedBy;
  const judge = { policy, version, title: titleOf(policies, policy) };
  const tail = tails[standing];
  if (standing !== 'deviation' && standing !== 'answered') {
    return { lead: `Change ${record.id} ${leads[standing]}`, clauses: [], judge, tail };
  }
  const broken = verdicts.filter(isDeviation).flatMap(({ clause }) => clause ?? []);
  return { lead: `Change ${record.id} broke`, clauses: [...new Set(broken)], judge, tail };
}

/** "4.a", "4.a and 7", "4.a, 4.b and 7". */
function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** The same sentence as plain text. */
export function deviationSentence(change: JudgedChange, policies: readonly Policy[]): string {
  const { lead, clauses, judge, tail } = sentenceOf(change, policies);
  if (!judge) return `${lead} ${tail}`;
  const noun = clauses.length > 1 ? 'clauses' : 'clause';
  const broken = clauses.length > 0 ? ` ${noun} ${joinWords(clauses)} of` : '';
  return `${lead}${broken} the ${judge.title}, version ${judge.version}${tail}`;
}
