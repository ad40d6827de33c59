import { mentionsCoAuthor } from '#core/model/mentions-co-author.ts';

/**
 * What is used of the message of a commit that a merge brought in: its first line, or the whole where it names
 * co-authors or, in GitLab's words, its merge request. Their bodies would be half of what a long history takes.
 */
export function abridgeMessage(message: string): string {
  if (mentionsCoAuthor(message) || /^See merge request /im.test(message)) return message;
  return message.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}
