import { mentionsForge } from '#core/forges/match-forge.ts';
import { subjectOf } from '#core/model/raw-commit.ts';
import { mentionsCoAuthor } from '#core/model/mentions-co-author.ts';

/**
 * What is used of the message of a commit that a merge brought in: its first line, or the whole where it names
 * co-authors or, in the words of a forge, its pull request. Their bodies would be half of what a long history takes.
 */
export function abridgeMessage(message: string): string {
  if (mentionsCoAuthor(message) || mentionsForge(message)) return message;
  return subjectOf({ message });
}
