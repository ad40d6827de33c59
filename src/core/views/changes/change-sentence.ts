import { lostRows } from '../../history/in-force.ts';
import type { JudgedChange } from '../../model/book.ts';
import type { Policy } from '../../model/policy.ts';
import { link, type Content } from '../content.ts';
import { versionPath } from '../paths.ts';
import { isDeviation, summariseVerdicts } from './verdict-words.ts';

const leads = {
  deviation: 'broke',
  answered: 'broke',
  pass: 'broke no clause of',
  unknown: 'broke no clause that could be judged in',
  'not-applicable': 'is not covered by any clause of',
} as const;

const remarks = {
  deviation: '',
  answered: ' The company has explained this and what it did.',
  pass: '',
  unknown: ' Some facts are unknown, because their source is missing.',
  'not-applicable': '',
} as const;

/** "Change platform-1042 broke clause 4.b of the Change Management Policy, version 1.2, in force on that day." */
export function changeSentence(change: JudgedChange, policies: readonly Policy[]): Content {
  const { record, judgedBy, verdicts } = change;
  const standing = summariseVerdicts(verdicts);
  if (judgedBy.kind !== 'version' || standing === 'not-judged') return unjudged(change, policies);

  const { policy, version } = judgedBy;
  const broken = verdicts.filter(isDeviation).flatMap(({ clause }) => clause ?? []);
  const clauses = [...new Set(broken)].map((clause) =>
    link(versionPath(policy, version, clause), clause),
  );
  const noun = clauses.length > 1 ? 'clauses' : 'clause';
  return [
    `Change ${record.id} ${leads[standing]} `,
    clauses.length > 0 ? [`${noun} `, joinContent(clauses), ' of '] : undefined,
    'the ',
    link(versionPath(policy, version), `${titleOf(policies, policy)}, version ${version}`),
    `, in force on that day.${remarks[standing]}`,
  ];
}

/** "4.a", "4.a and 7", "4.a, 4.b and 7". */
function joinContent(parts: readonly Content[]): Content {
  return parts.map((part, index) => {
    const before = index === 0 ? '' : index === parts.length - 1 ? ' and ' : ', ';
    return [before, part];
  });
}

function unjudged({ record, judgedBy }: JudgedChange, policies: readonly Policy[]): Content {
  const title = titleOf(policies, judgedBy.policy);
  const lead = `Change ${record.id} is not judged:`;
  if (judgedBy.kind !== 'uncertain') {
    return `${lead} no version of the ${title} was in force on that day.`;
  }
  const policy = policies.find(({ id }) => id === judgedBy.policy);
  const lost = (policy ? lostRows(policy) : [])
    .map(({ version }) => version)
    .filter((version) => judgedBy.versions.includes(version));
  return lost.length > 0
    ? `${lead} the text of version ${lost.join(' and ')} of the ${title}, which may have been in force on that day, is not kept.`
    : `${lead} the dates of versions ${judgedBy.versions.join(' and ')} of the ${title} do not show which was in force on that day.`;
}

function titleOf(policies: readonly Policy[], id: string): string {
  return policies.find((policy) => policy.id === id)?.current.frontmatter.title ?? id;
}
