import type { Book } from '../../model/book.ts';
import type { Checkpoint } from '../../schemas/checkpoint.ts';

/** Where the branches of a book end on the day it is judged, but for those that an earlier checkpoint ends on. */
export function listCheckpoints(
  { populations, asOf, engine }: Pick<Book, 'populations' | 'asOf' | 'engine'>,
  earlier: readonly Checkpoint[],
): Checkpoint[] {
  return populations.flatMap(({ repository, branch, lastCommit: tip, records }) => {
    const last = earlier.findLast((one) => one.repository === repository && one.branch === branch);
    if (tip === undefined || last?.tip === tip) return [];
    return [{ repository, branch, tip, records, at: asOf, engine }];
  });
}
