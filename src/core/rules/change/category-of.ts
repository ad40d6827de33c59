import { isFiller } from '../../changes/message/is-filler.ts';
import { splitList } from '../../model/record-fields.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { createPathClassifier } from '../../model/glob.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { JudgingContext } from '../rule.ts';

export type CategoryRules = NonNullable<ChangeRules['categories']>[string];
type Context = Pick<JudgingContext, 'changeRules' | 'settings'>;

/** A category that holds for a change. */
export interface KnownCategory {
  readonly name: string;
  readonly demands: CategoryRules;
}

const finders = new WeakMap<object, ReturnType<typeof createPathClassifier>>();

/** The categories of the policy that the paths of a change decide, by the globs of the settings. */
export function categoriesByPath(
  { repository, paths }: ChangeRecord,
  { changeRules, settings }: Context,
): readonly string[] {
  const globs = settings.repositories.find(({ id }) => id === repository)?.categories;
  if (!globs) return [];
  let find = finders.get(globs);
  if (!find) {
    find = createPathClassifier(globs);
    finders.set(globs, find);
  }
  return find(paths).filter((name) => Object.hasOwn(changeRules.categories ?? {}, name));
}

/** The categories that a change declares, each once, whether or not the policy has them. */
export function declaredCategories({ fields }: ChangeRecord): readonly string[] {
  const names = splitList(fields.category?.value ?? '').filter((name) => !isFiller(name));
  return [...new Set(names)];
}

/** The categories by which a change is judged: what it declares and what its paths decide, so that none is left out. */
export function categoriesOf(change: ChangeRecord, context: Context): readonly KnownCategory[] {
  const { categories = {} } = context.changeRules;
  const names = new Set([...declaredCategories(change), ...categoriesByPath(change, context)]);
  return [...names].flatMap((name) => {
    const demands = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return demands ? [{ name, demands }] : [];
  });
}

/** The categories of which a change has to declare one, because it touches their scope and declares none of them. */
export function openCategories(change: ChangeRecord, context: Context): readonly CategoryRules[] {
  if (categoriesOf(change, context).length > 0) return [];
  return Object.values(context.changeRules.categories ?? {}).filter(({ scope }) =>
    change.scopes.includes(scope),
  );
}
