import type { ChangeRecord } from '../model/change-record.ts';
import type { People } from '../schemas/people.ts';

/** A signature over a change, as its page prints it. */
export interface SignatureLine {
  /** "Commit", "Tag v1.2". */
  readonly over: string;
  /** "Good, by Tess Varga, who approved it". */
  readonly words: string;
  /** Fingerprint of the key. */
  readonly key?: string;
  /** Why it is not good. */
  readonly reason?: string;
}

const stateWords = {
  bad: 'Bad: it proves nothing',
  'unknown-key': 'By an unknown key: it proves nothing',
  'not-checked': 'Not checked',
} as const;

/** The signatures over the commit of a change and over tags on it, and whose they are. */
export function signatureLines(record: ChangeRecord, people: People): SignatureLine[] {
  return (record.signatures ?? []).map((signature) => {
    const { over, tag, state, by, key, reason } = signature;
    return {
      over: over === 'tag' ? `Tag ${tag ?? ''}` : 'Commit',
      words: state === 'good' ? goodWords(by ?? '', record, people) : stateWords[state],
      ...(key !== undefined && { key }),
      ...(reason !== undefined && { reason }),
    };
  });
}

function goodWords(by: string, record: ChangeRecord, people: People): string {
  const { authors, approvals, merger } = record;
  const parts = [
    ...(authors.some(({ person }) => person === by) ? ['wrote'] : []),
    ...(approvals.some((one) => one.by.person === by && one.void === undefined)
      ? ['approved']
      : []),
    ...(merger?.value.person === by ? ['merged'] : []),
  ];
  const name = people[by]?.name ?? by;
  return parts.length > 0
    ? `Good, by ${name}, who ${parts.join(' and ')} it`
    : `Good, by another person: ${name} neither wrote, approved nor merged it`;
}
