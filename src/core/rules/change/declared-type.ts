import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRules, ChangeTypeRules } from '../../schemas/change-rules.ts';
import type { Judgement } from '../rule.ts';

/** What the policy asks of the type that a change declares; undefined where it declares none that exists. */
export function declaredType(
  { fields }: ChangeRecord,
  { types }: ChangeRules,
): ChangeTypeRules | undefined {
  const name = fields.type?.value;
  return name !== undefined && Object.hasOwn(types, name) ? types[name] : undefined;
}

/**
 * Whether a type is one for emergencies: it is called so, or its record may follow, or it needs an incident or a
 * retrospective.
 */
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

/** The verdict of a rule whose demand depends on the type, on a change without one. */
export function withoutType(clause: string | undefined): Judgement {
  return {
    outcome: 'unknown',
    ...(clause !== undefined && { clause }),
    statement: 'What it needs is not known, because it declares no type of the policy.',
    remedy: 'Declare the type first; see change/type.',
  };
}
