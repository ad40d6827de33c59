import { createScopeFinder } from '../../changes/find-scopes.ts';
import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { JudgingContext } from '../rule.ts';

export type CategoryRules = NonNullable<ChangeRules['categories']>[string];
type Context = Pick<JudgingContext, 'changeRules' | 'settings'>;

/** The category that holds for a change. */
export interface KnownCategory {
  readonly name: string;
  readonly demands: CategoryRules;
}

const finders = new WeakMap<object, ReturnType<typeof createScopeFinder>>();

/** The categories of the policy that the paths of a change decide, by the globs of the settings. */
export function categoriesByPath(
  { repository, paths }: ChangeRecord,
  { changeRules, settings }: Context,
): readonly string[] {
  const globs = settings.repositories.find(({ id }) => id === repository)?.categories;
  if (!globs) return [];
  let find = finders.get(globs);
  if (!find) {
    find = createScopeFinder(globs);
    finders.set(globs, find);
  }
  return find(paths).filter((name) => Object.hasOwn(changeRules.categories ?? {}, name));
}

/** The category that a change declares, whether or not the policy has it. */
export function declaredCategory({ fields }: ChangeRecord): string | undefined {
  const value = fields.category?.value;
  return value === undefined || isFiller(value) ? undefined : value;
}

/** The category by which a change is judged: the declared one, else the only one that its paths decide. */
export function categoryOf(change: ChangeRecord, context: Context): KnownCategory | undefined {
  const byPath = categoriesByPath(change, context);
  const name = declaredCategory(change) ?? (byPath.length === 1 ? byPath[0] : undefined);
  const { categories = {} } = context.changeRules;
  const demands =
    name !== undefined && Object.hasOwn(categories, name) ? categories[name] : undefined;
  return name !== undefined && demands ? { name, demands } : undefined;
}

/** The categories of which a change has to declare one, because it touches their scope and declares none of them. */
export function openCategories(change: ChangeRecord, context: Context): readonly CategoryRules[] {
  if (categoryOf(change, context)) return [];
  return Object.values(context.changeRules.categories ?? {}).filter(({ scope }) =>
    change.scopes.includes(scope),
  );
}
