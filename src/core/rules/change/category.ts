import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import {
  categoriesByPath,
  declaredCategory,
  openCategories,
  type CategoryRules,
} from './category-of.ts';

export const changeCategory: ChangeRule = {
  code: 'change/category',
  requirement:
    'A change in a scope with categories declares the one that its paths and its scope allow, and has the type that the category forces.',

  judge(change, context) {
    const { categories } = context.changeRules;
    if (!categories) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force has no categories of changes.',
      };
    }
    const declared = declaredCategory(change);
    const byPath = categoriesByPath(change, context);
    const [open] = openCategories(change, context);
    if (declared === undefined) {
      const demands = byPath[0] === undefined ? open : categories[byPath[0]];
      return demands
        ? withoutCategory(demands, byPath, Object.keys(categories))
        : { outcome: 'not-applicable', statement: 'It touches no scope that has categories.' };
    }
    const demands = Object.hasOwn(categories, declared) ? categories[declared] : undefined;
    return demands
      ? judgeDeclared(change, declared, demands, byPath)
      : withUnknownCategory(declared, context);
  },
};

function withoutCategory(
  { clause, scope }: CategoryRules,
  byPath: readonly string[],
  names: readonly string[],
): Judgement {
  const allowed = byPath.length > 0 ? byPath : names;
  return {
    outcome: 'fail',
    clause,
    statement:
      byPath.length > 0
        ? `It declares no category, and its paths make it ${byPath.map(idInWords).join(' or ')}.`
        : `It touches the scope ${scope} and declares no category.`,
    remedy: `Before the merge: add a trailer "Change-Category: …" with ${oneOf(allowed)}. Afterwards: add the category in a follow-up in content/changes, or answer the deviation in content/answers.`,
  };
}

function withUnknownCategory(declared: string, { changeRules }: JudgingContext): Judgement {
  const entries = Object.entries(changeRules.categories ?? {});
  const names = entries.map(([name]) => name);
  const near = nearestName(declared, names);
  const clause = entries[0]?.[1].clause;
  return {
    outcome: 'fail',
    ...(clause !== undefined && { clause }),
    statement: `It declares the category "${declared}", which the policy does not have.`,
    remedy: `${near ? `Did you mean "${near}"?` : `Declare ${oneOf(names)}.`} Afterwards: answer the deviation in content/answers.`,
  };
}

function judgeDeclared(
  change: ChangeRecord,
  declared: string,
  { clause, scope, type: forced }: CategoryRules,
  byPath: readonly string[],
): Judgement {
  const type = change.fields.type?.value;
  const answer = 'Afterwards: answer the deviation in content/answers.';
  if (byPath.length > 0 && !byPath.includes(declared)) {
    return {
      outcome: 'fail',
      clause,
      statement: `It declares the category ${declared}, and its paths make it ${byPath.map(idInWords).join(' or ')}.`,
      remedy: `Before the merge: declare ${oneOf(byPath)}, or move what belongs elsewhere into a change of its own. ${answer}`,
    };
  }
  if (!change.scopes.includes(scope)) {
    return {
      outcome: 'fail',
      clause,
      statement: `It declares the category ${declared} of the scope ${scope}, which it does not touch.`,
      remedy: `Before the merge: leave Change-Category out, or declare the one that fits. ${answer}`,
    };
  }
  if (type === undefined) {
    return {
      outcome: 'unknown',
      clause,
      statement: `The category ${declared} asks for the type ${forced}, and the change declares none.`,
      remedy: `Add a trailer "Change-Type: ${forced}"; see change/type.`,
    };
  }
  if (type !== forced) {
    return {
      outcome: 'fail',
      clause,
      statement: `A change of the category ${declared} is ${forced}, and it is declared ${type}.`,
      remedy: `Before the merge: declare it ${forced}, with all that this type needs. ${answer}`,
    };
  }
  return {
    outcome: 'pass',
    clause,
    statement: `${idInWords(declared)}, which makes it ${forced}, as it is declared.`,
  };
}

function oneOf(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`;
}
