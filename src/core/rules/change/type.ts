import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { kindOfWork, workOfMessage } from '../../model/kinds-of-work.ts';
import { splitList } from '../../model/record-fields.ts';
import type { ChangeRules, ChangeTypeRules } from '../../schemas/change-rules.ts';
import {
  declaredLater,
  declaredType,
  pathsOutsideKind,
  scopeInWords,
  withLate,
} from '../facts/declared.ts';
import { answerAfterwards, fail, fill, pass } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';

const notInPolicy = 'The change declares the type "{type}", which the policy does not have.';
const declareKind = `Before the merge: add a trailer "Change-Kind: …" with one of {kinds}, or declare another type. ${answerAfterwards}`;
const messages = {
  missing: fail(
    'The change declares no type.',
    `Before the merge: add a trailer "Change-Type: …" with one of {types}. ${answerAfterwards} A follow-up in content/changes may state the type for the other rules.`,
  ),
  unknown: fail(notInPolicy, 'Declare one of {types}.'),
  misspelt: fail(notInPolicy, 'Did you mean "{near}"?'),
  notInScope: fail(
    'The change touches the scope {scope}, which requires the type {allowed}, and it declares the type {type}.',
    `Before the merge: declare the type {allowed} and meet its requirements, or move the files of the scope into a separate change. ${answerAfterwards}`,
  ),
  notForWork: fail(
    'The change is of the kind of work {work}, which requires the type {allowed}, and it declares the type {type}.',
    `Before the merge: declare the type {allowed} and meet its requirements, or correct Change-Work and the title. ${answerAfterwards}`,
  ),
  outsideKind: fail(
    'The change declares the kind "{kind}" and touches {path}{others}, which is not among the paths of that kind.',
    `Before the merge: declare a type that needs no kind and meet its requirements, or move the other files into a separate change. ${answerAfterwards}`,
  ),
  others: ' and {count} more',
  kindMissing: fail(
    'The change declares the type {type} and no kind; this type is only for listed kinds.',
    declareKind,
  ),
  kindNotListed: fail(
    'The change declares the type {type}, and its kind "{kind}" is not on the list.',
    declareKind,
  ),
  declared: pass('{type} is a type of the policy.'),
  declaredWithKind: pass('{type} is a type of the policy, and its kind {kind} is on the list.'),
} as const;

export const changeType: ChangeRule = {
  code: 'change/type',
  requirement:
    'A change declares a type of the policy that its scopes and its kind of work allow, and a kind of the list where the type has one, with paths of that kind alone.',
  messages,
  example: { good: { lines: ['Change-Type: normal'] }, bad: { lines: ['Change-Type: small'] } },

  judge(change, context) {
    const { fields } = change;
    const name = fields.type?.value;
    const known = Object.keys(context.changeRules.types);
    const types = known.join(', ');
    const at = clauseOfTypes(context);
    if (name === undefined) return { ...fill(messages.missing, { types }), ...at };
    const type = declaredType(change, context.changeRules);
    if (!type) {
      const near = nearestName(name, known);
      return near === undefined
        ? { ...fill(messages.unknown, { type: name, types }), ...at }
        : { ...fill(messages.misspelt, { type: name, near }), ...at };
    }
    const late =
      declaredLater(change, 'type', context) ??
      (type.kinds && declaredLater(change, 'kind', context));
    return withLate(
      late,
      judgeScopes(name, change, context) ??
        judgeWork(name, change, context.changeRules) ??
        judgeKind(name, type, change, context),
    );
  },
};

/** The failure where the change touches a scope that does not allow its type. */
function judgeScopes(
  type: string,
  change: ChangeRecord,
  context: JudgingContext,
): Judgement | undefined {
  const { scopeTypes } = context.changeRules;
  if (!scopeTypes) return undefined;
  const { clause, ...typesByScope } = scopeTypes;
  const found = Object.entries(typesByScope).find(
    ([scope, types]) => change.scopes.includes(scope) && !types.includes(type),
  );
  if (!found) return undefined;
  const scope = scopeInWords(found[0], change, context);
  return {
    ...fill(messages.notInScope, { scope, allowed: found[1].join(' or '), type }),
    clause,
  };
}

/** The failure where a kind of work that the change or its title declares does not allow its type. */
function judgeWork(
  type: string,
  { fields, title, message }: ChangeRecord,
  { workTypes }: ChangeRules,
): Judgement | undefined {
  if (!workTypes) return undefined;
  const { clause, ...typesByWork } = workTypes;
  const declared = splitList(fields.work?.value ?? '').map(kindOfWork);
  const all = [...declared, ...workOfMessage(title, message)];
  const found = Object.entries(typesByWork).find(
    ([work, types]) => all.includes(kindOfWork(work)) && !types.includes(type),
  );
  if (!found) return undefined;
  const [work, allowed] = found;
  return { ...fill(messages.notForWork, { work, allowed: allowed.join(' or '), type }), clause };
}

function judgeKind(
  name: string,
  { clause, kinds }: ChangeTypeRules,
  change: ChangeRecord,
  context: JudgingContext,
): Judgement {
  const type = idInWords(name);
  if (!kinds) return { ...fill(messages.declared, { type }), clause };
  const kind = change.fields.kind?.value;
  const facts = { type: name, kinds: kinds.join(', ') };
  if (kind === undefined) return { ...fill(messages.kindMissing, facts), clause };
  if (!kinds.includes(kind)) {
    return { ...fill(messages.kindNotListed, { ...facts, kind }), clause };
  }
  const [path, ...others] = pathsOutsideKind(change, kind, context);
  if (path !== undefined) {
    const more = others.length === 0 ? '' : fill(messages.others, { count: others.length });
    return { ...fill(messages.outsideKind, { kind, path, others: more }), clause };
  }
  return { ...fill(messages.declaredWithKind, { type, kind }), clause };
}

/** The clause above all types, `3` above `3.a` and `3.b`, where the text has it. */
function clauseOfTypes({ changeRules, version }: JudgingContext): { clause?: string } {
  const [first] = Object.values(changeRules.types);
  const parent = first?.clause.replace(/\.[^.]*$/, '');
  const clause = version.clauses.find(({ id }) => id === parent)?.id ?? first?.clause;
  return clause === undefined ? {} : { clause };
}
