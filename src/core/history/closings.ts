import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Filed } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { NotSeen } from '../model/policy-text.ts';
import type { Policy } from '../model/policy.ts';
import type { VersionFault } from '../model/version-fault.ts';
import { locateField } from '../parse/locate-field.ts';
import type { People } from '../schemas/people.ts';
import type { Closing, Settings } from '../schemas/settings.ts';
import { findUnfit } from './review-clock.ts';

interface Closable {
  readonly policies: readonly Policy[];
  /** What git has and the book does not look at. */
  readonly notSeen: readonly NotSeen[];
}

interface Closed extends Closable {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Marks the wrong edits that the book closed, and leaves out the gaps that it closed. An entry that closes nothing is
 * an error: a commit that is not a wrong edit, one that is not corrected, or a person who may not decide it.
 */
export function closeWrongEdits(
  { policies, notSeen }: Closable,
  settings: Filed<Settings>,
  { people, asOf }: { readonly people: People; readonly asOf: CalendarDate },
): Closed {
  const { closed } = settings.value.policies;
  const faults = policies.flatMap((policy) => policy.faults ?? []);
  const reasons = closed.map((entry, index) => {
    const isTwice = closed.findIndex((one) => isSame(one.commit, entry.commit)) < index;
    return isTwice
      ? `policies.closed names commit ${entry.commit} twice`
      : (explainPerson(entry, people, asOf) ?? explainCommit(entry, faults, notSeen));
  });
  const valid = closed.filter((_, index) => reasons[index] === undefined);
  const closingOf = (commit: string | undefined) =>
    valid.find((one) => commit?.startsWith(one.commit));
  return {
    policies: policies.map((policy) => {
      if (!policy.faults) return policy;
      const marked = policy.faults.map((fault) => {
        const closing = isClosable(fault) ? closingOf(fault.commit) : undefined;
        return closing ? { ...fault, closing } : fault;
      });
      return { ...policy, faults: marked };
    }),
    notSeen: notSeen.filter(({ commit }) => !closingOf(commit)),
    diagnostics: reasons.flatMap((problem, index) =>
      problem === undefined ? [] : describe(problem, settings, index),
    ),
  };
}

function isSame(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left);
}

/** Whether nothing is left to do about a fault: the text is right again. */
function isClosable(fault: VersionFault): boolean {
  switch (fault.kind) {
    case 'altered':
    case 'down':
      return fault.isMended;
    case 'review-removed':
    case 'landed-backwards':
      return true;
    case 'twice':
    case 'contradicted':
    case 'archive-edited':
      return false;
  }
}

function explainPerson(
  { by, on }: Closing,
  people: People,
  asOf: CalendarDate,
): string | undefined {
  if (on > asOf) return `It is closed on ${on}, after the day on which the book is judged, ${asOf}`;
  const name = people[by]?.name ?? by;
  switch (findUnfit(by, { on, people, author: undefined })) {
    case 'unknown':
      return `It is closed by "${name}", who is not in people.yaml`;
    case 'bot':
      return `It is closed by ${name}, which is not a person`;
    case 'no-role':
      return `It is closed by ${name}, who had no role on ${on}`;
    default:
      return undefined;
  }
}

function explainCommit(
  { commit }: Closing,
  faults: readonly VersionFault[],
  notSeen: readonly NotSeen[],
): string | undefined {
  const own = faults.filter((fault) => fault.commit?.startsWith(commit));
  if (own.some(isClosable) || notSeen.some((one) => one.commit.startsWith(commit)))
    return undefined;
  return own.length > 0
    ? `The edit of commit ${commit} is not corrected in the policy`
    : `Commit ${commit} is not a wrong edit of a policy`;
}

function describe(problem: string, { source }: Filed<Settings>, index: number): Diagnostic[] {
  return [
    {
      code: 'policy/closing-unmatched',
      severity: 'error',
      at: locateField(source, ['policies', 'closed', index]),
      problem: `${problem}; the entry closes nothing.`,
      remedy:
        'Name the commit of a warning that check prints, and a person who has a role on that day, or remove the entry.',
    },
  ];
}
