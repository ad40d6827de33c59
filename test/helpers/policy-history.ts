import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { PolicyHistory, PolicyText } from '#core/model/policy-text.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';

interface Landing {
  /** RFC 3339. */
  readonly at: string;
  /** What the commit states, where that is another time. */
  readonly stated?: string;
  readonly by?: string;
  readonly text: string;
  /** The id that the policy had then, where that was another. */
  readonly id?: string;
}

export function instant(text: string): Instant {
  const found = parseInstant(text);
  if (!found) throw new Error(`${text} is no moment.`);
  return found;
}

/** What git would know of one policy whose texts landed one after the other. The commits are 1111…, 2222… */
export function historyOf(policy: string, landings: readonly Landing[]): PolicyHistory {
  const texts = landings.map(
    ({ at, stated = at, by = 'Ada Finch', text, id = policy }, index): PolicyText => {
      const commit = String(index + 1).repeat(40);
      const file = `content/policies/${id}.mdx`;
      const email = `${by.split(' ', 1)[0]?.toLowerCase() ?? ''}@example.org`;
      const signature = { name: by, email, at: instant(stated) };
      const { version } = parsePolicy(
        policy,
        { file: `${file}@${commit.slice(0, 12)}`, text },
        false,
      );
      return {
        policy,
        file,
        blob: commit,
        commit,
        landed: instant(at),
        author: signature,
        committer: signature,
        subject: `Text ${index + 1}`,
        isMerge: false,
        isBase: false,
        text,
        ...(version && { version }),
      };
    },
  );
  return { texts, archive: [] };
}
