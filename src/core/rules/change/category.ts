import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import {
  categoriesByPath,
  categoriesOf,
  declaredCategories,
  declaredLater,
  openCategories,
  withLate,
  type CategoryRules,
  type KnownCategory,
} from '../facts/declared.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, Judgement } from '../rule.ts';

const declare = `Before the merge: add a trailer "Change-Category: …" with {names}. ${answerAfterwards} A follow-up in content/changes may state the category for the other rules.`;
const messages = {
  notInVersion: notApplicable('The version in force has no categories of changes.'),
  notInScope: notApplicable('The change touches no scope that has categories ({scopes}).'),
  missingByPath: fail(
    'The change declares no category, and its paths belong to the category {byPath}.',
    declare,
  ),
  missingByScope: fail('The change touches the scope {scope} and declares no category.', declare),
  unknown: fail(
    'The change declares the category "{name}", which the policy does not have.',
    `Declare {names}. ${answerAfterwards}`,
  ),
  misspelt: fail(
    'The change declares the category "{name}", which the policy does not have.',
    `Did you mean "{near}"? ${answerAfterwards}`,
  ),
  twoTypes: fail(
    'The category {first} requires the type {firstType}, and the category {second} requires the type {secondType}; a change has one type.',
    `Before the merge: split it into one change for each type. ${answerAfterwards}`,
  ),
  undeclared: fail(
    'The change declares the category {declared}, and its paths also belong to {undeclared}.',
    `Before the merge: declare {names}, or move the other files into a separate change. ${answerAfterwards}`,
  ),
  outsideScope: fail(
    'The change declares the category {name} of the scope {scope}, which it does not touch.',
    `Before the merge: remove {name} from Change-Category, or declare the right category. ${answerAfterwards}`,
  ),
  typeMissing: unknown(
    'The type {required} is required for {declared}, and the change declares no type.',
    'Add a trailer "Change-Type: {required}"; see change/type.',
  ),
  wrongType: fail(
    'The type {required} is required for {declared}, and the change declares the type {type}.',
    `Before the merge: declare the type {required} and meet its requirements. ${answerAfterwards}`,
  ),
  declared: pass('The change declares the type {required}, which is required for {declared}.'),
} as const;

export const changeCategory: ChangeRule = {
  code: 'change/category',
  requirement:
    'A change in a scope with categories declares every category that its paths and scope require, and the type that they require.',
  messages,
  example: {
    good: { lines: ['Change-Category: system-prompt'], paths: ['prompts/summary.md'] },
    bad: { without: ['Change-Category'], paths: ['prompts/summary.md'] },
  },

  judge(change, context) {
    const { categories } = context.changeRules;
    if (!categories) return messages.notInVersion;
    const all = Object.keys(categories);
    const declared = declaredCategories(change);
    const byPath = categoriesByPath(change, context);
    const known = categoriesOf(change, context);
    if (declared.length === 0) {
      const demands = known[0]?.demands ?? openCategories(change, context)[0];
      if (!demands) return notInScope(categories);
      const { clause, scope } = demands;
      const [message, names] =
        byPath.length > 0
          ? [messages.missingByPath, byPath.join(', ')]
          : [messages.missingByScope, oneOf(all)];
      return { ...fill(message, { scope, byPath: inWords(byPath), names }), clause };
    }
    const name = declared.find((one) => !Object.hasOwn(categories, one));
    if (name !== undefined) {
      const near = nearestName(name, all);
      const clause = Object.values(categories)[0]?.clause;
      return {
        ...(near === undefined
          ? fill(messages.unknown, { name, names: oneOf(all) })
          : fill(messages.misspelt, { name, near })),
        ...(clause !== undefined && { clause }),
      };
    }
    const late = declaredLater(change, 'category', context);
    return withLate(late, judgeDeclared(change, declared, known, byPath));
  },
};

function notInScope(categories: Readonly<Record<string, CategoryRules>>): Judgement {
  const demands = Object.values(categories);
  const scopes = [...new Set(demands.map(({ scope }) => scope))].join(', ');
  const clause = demands[0]?.clause;
  return { ...fill(messages.notInScope, { scopes }), ...(clause !== undefined && { clause }) };
}

function judgeDeclared(
  change: ChangeRecord,
  declared: readonly string[],
  known: readonly KnownCategory[],
  byPath: readonly string[],
): Judgement {
  const [first] = known;
  const clause = first?.demands.clause ?? '';
  const required = first?.demands.type ?? '';
  const other = known.find(({ demands }) => demands.type !== required);
  if (first && other) {
    const facts = {
      first: idInWords(first.name),
      firstType: required,
      second: idInWords(other.name),
      secondType: other.demands.type,
    };
    return { ...fill(messages.twoTypes, facts), clause: other.demands.clause };
  }
  const names = declared.join(', ');
  const undeclared = byPath.filter((name) => !declared.includes(name));
  if (undeclared.length > 0) {
    const facts = { declared: names, undeclared: inWords(undeclared), names: byPath.join(', ') };
    return { ...fill(messages.undeclared, facts), clause };
  }
  const stray = known.find(({ demands }) => !change.scopes.includes(demands.scope));
  if (stray) {
    const { name, demands } = stray;
    return {
      ...fill(messages.outsideScope, { name, scope: demands.scope }),
      clause: demands.clause,
    };
  }
  const type = change.fields.type?.value;
  if (type === undefined) {
    return { ...fill(messages.typeMissing, { declared: names, required }), clause };
  }
  return type === required
    ? { ...fill(messages.declared, { declared: inWords(declared), required }), clause }
    : { ...fill(messages.wrongType, { declared: names, required, type }), clause };
}

function inWords(names: readonly string[]): string {
  return names.map(idInWords).join(' and ');
}

function oneOf(names: readonly string[]): string {
  return `${names.length === 1 ? '' : 'one of '}${names.join(', ')}`;
}
