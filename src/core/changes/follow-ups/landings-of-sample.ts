import type { FollowUp } from '../../model/change-record.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import type { RecordHistory } from '../../model/record-history.ts';

/** The landings that a sample states of its records in place of git, by the names of their files. */
export function landingsOfSample(
  landed: Readonly<Record<string, Instant>>,
  followUps: readonly FollowUp[],
): RecordHistory {
  const landings = followUps.flatMap(({ source: { file, text } }) => {
    const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.mdx?$/, '');
    const at = Object.hasOwn(landed, name) ? landed[name] : undefined;
    return at === undefined ? [] : [{ at, texts: [{ file, text }] }];
  });
  return {
    landings: landings.sort((left, right) => epochOf(left.at) - epochOf(right.at)),
    unknown: 'a sample book has no history of its own',
  };
}
