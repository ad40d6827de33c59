import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import type { Judgement } from '../rule.ts';

/** As the commit names somebody who is not in people.yaml. */
export function nameStranger({ name, email }: Identity): string {
  return email === '' || email === name ? `"${name}"` : `"${name} <${email}>"`;
}

/**
 * What is left of a pass that rests on somebody being no author, where an author is nobody in people.yaml: that one
 * may be anybody, also whoever approved it.
 */
export function withUnknownAuthors({ authors }: ChangeRecord, judgement: Judgement): Judgement {
  const unknown = authors.filter(({ person }) => person === undefined);
  if (judgement.outcome !== 'pass' || unknown.length === 0) return judgement;
  const { proof: _, ...rest } = judgement;
  const names = unknown.map(nameStranger).join(' and ');
  return {
    ...rest,
    outcome: 'unknown',
    statement: `${judgement.statement} Whether that is independent is not known: ${names} wrote a part of it, is not in people.yaml and may be anybody.`,
    remedy:
      'Add the address to people.yaml: to the person whose it is, or as a person of its own, without roles for somebody from outside.',
  };
}
