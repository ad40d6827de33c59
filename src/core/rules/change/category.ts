import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { declaredLater, withLate } from './declared-later.ts';
import {
  categoriesByPath,
  categoriesOf,
  declaredCategories,
  openCategories,
  type CategoryRules,
  type KnownCategory,
} from './category-of.ts';

export const changeCategory: ChangeRule = {
  code: 'change/category',
  requirement:
    'A change in a scope with categories declares all that its paths and its scope make it, and has the type that they force.',

  judge(change, context) {
    const { categories } = context.changeRules;
    if (!categories) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force has no categories of changes.',
      };
    }
    const declared = declaredCategories(change);
    const byPath = categoriesByPath(change, context);
    const known = categoriesOf(change, context);
    const [open] = openCategories(change, context);
    if (declared.length === 0) {
      const demands = known[0]?.demands ?? open;
      return demands
        ? withoutCategory(demands, byPath, Object.keys(categories))
        : { outcome: 'not-applicable', statement: 'It touches no scope that has categories.' };
    }
    const unknown = declared.find((name) => !Object.hasOwn(categories, name));
    if (unknown !== undefined) return withUnknownCategory(unknown, context);
    const late = declaredLater(change, 'category', context);
    return withLate(late, judgeDeclared(change, declared, known, byPath));
  },
};

function withoutCategory(
  { clause, scope }: CategoryRules,
  byPath: readonly string[],
  names: readonly string[],
): Judgement {
  return {
    outcome: 'fail',
    clause,
    statement:
      byPath.length > 0
        ? `It declares no category, and its paths make it ${inWords(byPath)}.`
        : `It touches the scope ${scope} and declares no category.`,
    remedy: `Before the merge: add a trailer "Change-Category: …" with ${byPath.length > 0 ? byPath.join(', ') : oneOf(names)}. Afterwards: answer the deviation in content/answers; for the other rules a follow-up in content/changes may say the category.`,
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
  declared: readonly string[],
  known: readonly KnownCategory[],
  byPath: readonly string[],
): Judgement {
  const [first] = known;
  const clause = first?.demands.clause ?? '';
  const type = change.fields.type?.value;
  const answer = 'Afterwards: answer the deviation in content/answers.';
  const [other] = known.filter(({ demands }) => demands.type !== first?.demands.type);
  if (first && other) {
    return {
      outcome: 'fail',
      clause: other.demands.clause,
      statement: `It is ${idInWords(first.name)}, which makes it ${first.demands.type}, and ${idInWords(other.name)}, which makes it ${other.demands.type}; one change has one type.`,
      remedy: `Before the merge: split it into a change for each. ${answer}`,
    };
  }
  const undeclared = byPath.filter((name) => !declared.includes(name));
  if (undeclared.length > 0) {
    return {
      outcome: 'fail',
      clause,
      statement: `It declares the category ${declared.join(', ')}, and its paths make it ${inWords(undeclared)}.`,
      remedy: `Before the merge: declare ${byPath.join(', ')}, or move what belongs elsewhere into a change of its own. ${answer}`,
    };
  }
  const stray = known.find(({ demands }) => !change.scopes.includes(demands.scope));
  if (stray) {
    return {
      outcome: 'fail',
      clause: stray.demands.clause,
      statement: `It declares the category ${stray.name} of the scope ${stray.demands.scope}, which it does not touch.`,
      remedy: `Before the merge: leave ${stray.name} out of Change-Category, or declare the one that fits. ${answer}`,
    };
  }
  const forced = first?.demands.type ?? '';
  const names = declared.join(', ');
  if (type === undefined) {
    return {
      outcome: 'unknown',
      clause,
      statement: `The category ${names} asks for the type ${forced}, and the change declares none.`,
      remedy: `Add a trailer "Change-Type: ${forced}"; see change/type.`,
    };
  }
  if (type !== forced) {
    return {
      outcome: 'fail',
      clause,
      statement: `A change of the category ${names} is ${forced}, and it is declared ${type}.`,
      remedy: `Before the merge: declare it ${forced}, with all that this type needs. ${answer}`,
    };
  }
  return {
    outcome: 'pass',
    clause,
    statement: `${inWords(declared)}, which ${declared.length > 1 ? 'make' : 'makes'} it ${forced}, as it is declared.`,
  };
}

function inWords(names: readonly string[]): string {
  return names.map(idInWords).join(' and ');
}

function oneOf(names: readonly string[]): string {
  return `${names.length === 1 ? '' : 'one of '}${names.join(', ')}`;
}
