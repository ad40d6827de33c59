import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { declaredLater, withLate } from './declared-later.ts';
import { declaredType } from './declared-type.ts';

const afterwards =
  'Afterwards: answer the deviation in content/answers; for the other rules a follow-up in content/changes may say the type.';

export const changeType: ChangeRule = {
  code: 'change/type',
  requirement:
    'A change declares one of the types of the policy that its scopes allow, and a type for listed kinds names one of them.',

  judge(change, context) {
    const { types } = context.changeRules;
    const { fields } = change;
    const declared = fields.type?.value;
    if (declared === undefined) {
      return {
        outcome: 'fail',
        ...clauseOfTypes(context),
        statement: 'It declares no type.',
        remedy: `Before the merge: add a trailer "Change-Type: …" with one of ${Object.keys(types).join(', ')}. ${afterwards}`,
      };
    }
    const type = declaredType(change, context.changeRules);
    if (!type) {
      const near = nearestName(declared, Object.keys(types));
      return {
        outcome: 'fail',
        ...clauseOfTypes(context),
        statement: `It declares the type "${declared}", which the policy does not have.`,
        remedy: near
          ? `Did you mean "${near}"?`
          : `Declare one of ${Object.keys(types).join(', ')}.`,
      };
    }
    const late =
      declaredLater(change, 'type', context) ??
      (type.kinds && declaredLater(change, 'kind', context));
    return withLate(
      late,
      objectToScope(declared, change, context.changeRules) ??
        judgeKind(declared, type, fields.kind?.value),
    );
  },
};

/** The verdict where the change touches a scope that does not go with its type. */
function objectToScope(
  declared: string,
  { scopes }: ChangeRecord,
  { scopeTypes }: ChangeRules,
): Judgement | undefined {
  if (!scopeTypes) return undefined;
  const { clause, ...typesByScope } = scopeTypes;
  for (const [scope, types] of Object.entries(typesByScope)) {
    if (!scopes.includes(scope) || types.includes(declared)) continue;
    const allowed = types.join(' or ');
    return {
      outcome: 'fail',
      clause,
      statement: `It touches the scope ${scope}, whose changes are ${allowed}, and it is declared ${declared}.`,
      remedy: `Before the merge: declare it ${allowed}, with all that this type needs, or move what touches the scope into a change of its own. Afterwards: answer the deviation in content/answers.`,
    };
  }
  return undefined;
}

function judgeKind(
  declared: string,
  { clause, kinds }: ChangeRules['types'][string],
  kind: string | undefined,
): Judgement {
  if (!kinds) {
    return {
      outcome: 'pass',
      clause,
      statement: `${idInWords(declared)} is a type of the policy.`,
    };
  }
  if (kind !== undefined && kinds.includes(kind)) {
    return {
      outcome: 'pass',
      clause,
      statement: `${idInWords(declared)}, of the listed kind ${kind}.`,
    };
  }
  return {
    outcome: 'fail',
    clause,
    statement:
      kind === undefined
        ? `It is declared ${declared} and names no kind; only listed kinds may be ${declared}.`
        : `It is declared ${declared}, and its kind "${kind}" is not on the list.`,
    remedy: `Before the merge: add a trailer "Change-Kind: …" with one of ${kinds.join(', ')}, or declare another type. Afterwards: answer the deviation in content/answers.`,
  };
}

/** The clause over all types, `3` over `3.a` and `3.b`, where the text has it. */
function clauseOfTypes({ changeRules, version }: JudgingContext): { clause?: string } {
  const [first] = Object.values(changeRules.types);
  const parent = first?.clause.replace(/\.[^.]*$/, '');
  const clause = version.clauses.find(({ id }) => id === parent)?.id ?? first?.clause;
  return clause === undefined ? {} : { clause };
}
