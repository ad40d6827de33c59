import type { Book, JudgedChange } from '../model/book.ts';
import { declaredType } from '../rules/facts/declared.ts';
import type { ChangeRules, ChangeTypeRules } from '../schemas/change-rules.ts';

/** The rules of the version that judged a change; undefined where none did. */
export function judgingRules(
  { judgedBy }: Pick<JudgedChange, 'judgedBy'>,
  { policies }: Pick<Book, 'policies'>,
): ChangeRules | undefined {
  if (judgedBy.kind !== 'version') return undefined;
  return policies
    .find(({ id }) => id === judgedBy.policy)
    ?.versions.find(({ version }) => version === judgedBy.version)?.frontmatter.changeRules;
}

/** The rules of that version for its type; undefined where no version judged it or has the type. */
export function judgingType(
  change: JudgedChange,
  book: Pick<Book, 'policies'>,
): ChangeTypeRules | undefined {
  const rules = judgingRules(change, book);
  return rules && declaredType(change.record, rules);
}
