import type { ChangeRecord, ReviewCheck, ReviewFacts } from '../model/change-record.ts';
import type { People } from '../schemas/people.ts';
import type { FieldLine } from './change-fields.ts';

/** What a forge's export says of the review of a change; empty where none holds its pull request. */
export function reviewLines({ review }: ChangeRecord, people: People): FieldLine[] {
  if (!review) return [];
  const names = (identities: ReviewFacts['dismissed']) =>
    identities
      .map(({ person, name }) => (person === undefined ? undefined : people[person]?.name) ?? name)
      .join(', ');
  const { changesRequested, dismissed, openThreads, checks } = review;
  return [
    { label: 'Pull request', value: String(review.pullRequest) },
    ...(changesRequested.length > 0
      ? [{ label: 'Changes requested by', value: names(changesRequested) }]
      : []),
    ...(dismissed.length > 0 ? [{ label: 'Dismissed', value: names(dismissed) }] : []),
    { label: 'Open comments', value: openThreads === undefined ? 'Not told' : String(openThreads) },
    { label: 'Checks', value: checksInWords(checks) },
    { label: 'Read from', value: `${review.file}, SHA-256 ${review.digest}` },
  ];
}

function checksInWords(checks: readonly ReviewCheck[] | undefined): string {
  if (checks === undefined) return 'Not told';
  if (checks.length === 0) return 'None';
  return checks.map(({ name, state }) => `${name} ${state}`).join(', ');
}
