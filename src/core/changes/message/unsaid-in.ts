import type { Answer } from '../../schemas/answer.ts';
import { isFiller } from './is-filler.ts';

/** The fields of an answer that say nothing. A deviation is not answered by those. */
export function unsaidIn(answer: Answer): ('why' | 'action')[] {
  return (['why', 'action'] as const).filter((field) => isFiller(answer[field]));
}
