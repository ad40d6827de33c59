import { isFiller } from '../../changes/message/is-filler.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { scopesOfDependencies } from '../../model/dependency-change.ts';
import { createPathClassifier } from '../../model/glob.ts';
import { periodInWords } from '../../model/period.ts';
import { splitList } from '../../model/record-fields.ts';
import type { ChangeRules, ChangeTypeRules } from '../../schemas/change-rules.ts';
import { fail, fill, unknown, type ChangeMessage } from '../message.ts';
import type { Judgement, JudgingContext } from '../rule.ts';
import { isLandedInTime, landedOn, landingOf, laterField } from './landing.ts';

const lateStatement =
  'The change declared no {field} {place}; a follow-up {which} states {value}{required}.';
const answer = 'Answer the deviation in content/answers.';

export const declaredMessages = {
  withoutType: unknown(
    'The change declares no type of the policy, so it is not known what it requires.',
    'Declare the type first; see change/type.',
  ),
  late: fail(lateStatement, answer),
  landingUnknown: unknown(
    'The change declared no {field} {place}; a follow-up in content/changes states {value}. It is not known when that landed in the book: {why}.',
    'Judge the book in a full clone of its own repository, which shows the landing. It was required {within}.',
  ),
  notLanded: unknown(
    'The change declared no {field} {place}; a follow-up in content/changes states {value} and has not landed in the book yet.',
    'Merge the follow-up into the branch of the book within the time of its type.',
  ),
} as const;

/** What the policy requires of the type that a change declares; undefined where the policy does not have the type. */
export function declaredType(
  { fields }: ChangeRecord,
  { types }: Pick<ChangeRules, 'types'>,
): ChangeTypeRules | undefined {
  const name = fields.type?.value;
  return name !== undefined && Object.hasOwn(types, name) ? types[name] : undefined;
}

/** What a type demands, where another clause than that of the type may require it. */
type Demand = keyof NonNullable<ChangeTypeRules['clauses']>;

/** The clause that requires something of a type. */
export function clauseFor({ clause, clauses }: ChangeTypeRules, demand: Demand): string {
  return clauses?.[demand] ?? clause;
}

/** Whether a type is for emergencies: by its name, a record that may follow, an incident or a retrospective. */
export function isForEmergencies(
  name: string,
  { recordWithin, retrospective, needs }: ChangeTypeRules,
): boolean {
  return (
    name === 'emergency' ||
    recordWithin !== undefined ||
    retrospective !== undefined ||
    needs?.includes('incident') === true
  );
}

/** The judgement of a rule that depends on the type, on a change that declares no type of the policy. */
export function withoutType(clause?: string): Judgement {
  return { ...declaredMessages.withoutType, ...(clause !== undefined && { clause }) };
}

/** What the type of a change requires, or the judgement where the type is not known or does not require it. */
export function requiredByType<Requirement>(
  change: ChangeRecord,
  changeRules: ChangeRules,
  requirementOf: (type: ChangeTypeRules) => Requirement | undefined,
  messages: { readonly notInVersion: ChangeMessage; readonly notForType: ChangeMessage },
  demand?: Demand,
): Judgement | { readonly clause: string; readonly required: Requirement } {
  const isRequired = (type: ChangeTypeRules) => requirementOf(type) !== undefined;
  if (!Object.values(changeRules.types).some(isRequired)) return messages.notInVersion;
  const type = declaredType(change, changeRules);
  if (!type) return withoutType();
  const clause = demand === undefined ? type.clause : clauseFor(type, demand);
  const required = requirementOf(type);
  return required === undefined ? { ...messages.notForType, clause } : { clause, required };
}

export type CategoryRules = NonNullable<ChangeRules['categories']>[string];
type Context = Pick<JudgingContext, 'changeRules' | 'settings'>;

/** A category that applies to a change. */
export interface KnownCategory {
  readonly name: string;
  readonly demands: CategoryRules;
}

const finders = new WeakMap<object, ReturnType<typeof createPathClassifier>>();

/** The names of some globs of which one matches any of some paths. */
function classify(
  globs: Readonly<Record<string, readonly string[]>>,
  paths: readonly string[],
): readonly string[] {
  const find = finders.get(globs) ?? createPathClassifier(globs);
  finders.set(globs, find);
  return find(paths);
}

/** The categories of the policy that the paths of a change decide, by the globs of the settings. */
export function categoriesByPath(
  { repository, paths }: ChangeRecord,
  { changeRules, settings }: Context,
): readonly string[] {
  const globs = settings.repositories.find(({ id }) => id === repository)?.categories;
  if (!globs) return [];
  return classify(globs, paths).filter((name) => Object.hasOwn(changeRules.categories ?? {}, name));
}

/** The paths of a change that its kind may not touch; none where the settings give the kind no globs. */
export function pathsOutsideKind(
  { repository, paths }: ChangeRecord,
  kind: string,
  { settings }: Pick<JudgingContext, 'settings'>,
): readonly string[] {
  const globs = settings.repositories.find(({ id }) => id === repository)?.kinds;
  if (!globs || !Object.hasOwn(globs, kind)) return [];
  return paths.filter((path) => !classify(globs, [path]).includes(kind));
}

/** A scope that a change touches, with the dependencies by which it does. */
export function scopeInWords(
  scope: string,
  { repository, dependencies = [] }: ChangeRecord,
  { settings }: Pick<JudgingContext, 'settings'>,
): string {
  const own = settings.repositories.find(({ id }) => id === repository);
  if (!own?.dependencies) return scope;
  const touching = dependencies.filter((one) => scopesOfDependencies([one], own).includes(scope));
  const [first, ...others] = touching;
  if (!first) return scope;
  const { name, manifest } = first;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${scope} (${name}${more} in ${manifest})`;
}

/** The categories that a change declares, each once, also those that the policy does not have. */
export function declaredCategories({ fields }: ChangeRecord): readonly string[] {
  const names = splitList(fields.category?.value ?? '').filter((name) => !isFiller(name));
  return [...new Set(names)];
}

/** The categories by which a change is judged: all that it declares and all that its paths decide. */
export function categoriesOf(change: ChangeRecord, context: Context): readonly KnownCategory[] {
  const { categories = {} } = context.changeRules;
  const names = new Set([...declaredCategories(change), ...categoriesByPath(change, context)]);
  return [...names].flatMap((name) => {
    const demands = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return demands ? [{ name, demands }] : [];
  });
}

/** The categories of the scopes of a change that has none: it has to declare one of them. */
export function openCategories(change: ChangeRecord, context: Context): readonly CategoryRules[] {
  if (categoriesOf(change, context).length > 0) return [];
  return Object.values(context.changeRules.categories ?? {}).filter(({ scope }) =>
    change.scopes.includes(scope),
  );
}

/** The judgement on a type, kind or category that only a follow-up declares; undefined where it was in time. */
export function declaredLater(
  change: ChangeRecord,
  field: 'type' | 'kind' | 'category',
  context: JudgingContext,
): Judgement | undefined {
  const read = laterField(change, field);
  if (!read) return undefined;
  const period = declaredType(change, context.changeRules)?.recordWithin;
  const [place, start] =
    change.form === 'outside-git' ? ['in its record', 'the change'] : ['at the merge', 'the merge'];
  const within = period && `within ${periodInWords(period)} of ${start}`;
  const required = within === undefined ? '' : `, which was required ${within}`;
  const facts = { field, place, value: read.value };
  const isLate = (which: string) => fill(declaredMessages.late, { ...facts, which, required });

  const landing = landingOf(change, field);
  if ('unknown' in landing) {
    return within === undefined
      ? isLate('in content/changes')
      : fill(declaredMessages.landingUnknown, { ...facts, within, why: landing.unknown });
  }
  const at = landing.parts[field];
  const landed = at === undefined ? {} : { at };
  if (!isLandedInTime(landed, change, period, context)) {
    const day = dateInWords(landedOn(landed, context));
    return isLate(at ? `that landed in the book on ${day}` : 'in content/changes');
  }
  return at === undefined ? fill(declaredMessages.notLanded, facts) : undefined;
}

/** A judgement together with what was declared late, so that an answer to one does not cover the other. */
export function withLate(late: Judgement | undefined, own: Judgement): Judgement {
  if (!late) return own;
  return own.outcome === 'fail'
    ? { ...own, statement: `${late.statement} ${own.statement}` }
    : { ...own, ...late };
}
