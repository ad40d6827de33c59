import type { Book, JudgedChange } from '../model/book.ts';
import { declaredType } from '../rules/change/declared-type.ts';
import type { ChangeTypeRules } from '../schemas/change-rules.ts';

/** What the version that judged a change asks of its type; undefined where none did or it has no such type. */
export function judgingType(
  { record, judgedBy }: JudgedChange,
  { policies }: Pick<Book, 'policies'>,
): ChangeTypeRules | undefined {
  if (judgedBy.kind !== 'version') return undefined;
  const rules = policies
    .find(({ id }) => id === judgedBy.policy)
    ?.versions.find(({ version }) => version === judgedBy.version)?.frontmatter.changeRules;
  return rules && declaredType(record, rules);
}
