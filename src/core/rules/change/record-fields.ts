import { isFiller } from '../../changes/message/is-filler.ts';
import { recordFields, type FieldName } from '../../model/record-fields.ts';
import {
  completedLater,
  completionMessages,
  findLacking,
  listRequired,
  openUntil,
  trailerOf,
} from '../facts/completion.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const messages = {
  notRequired: notApplicable('The version in force requires no fields.'),
  complete: pass('The record contains {fields}{completed}.'),
  incomplete: fail(
    'The record lacks {fields}.',
    'Before the merge: add {trailers} to the trailers. Afterwards: add what is missing in a follow-up in content/changes{by}{place}.',
  ),
  filler: '{field} (only filler: "{value}")',
  nothing: '{field} (only "{value}")',
} as const;

export const changeRecordFields: ChangeRule = {
  code: 'change/record-fields',
  requirement:
    'The record contains every field that the policy requires, and none of them is filler.',
  messages,
  example: {
    good: { lines: ['Reason: Owners could not find the opening hours.'] },
    bad: { lines: ['Reason: TBD'] },
  },

  judge(change, context) {
    const required = listRequired(change, context);
    if (required.length === 0) return messages.notRequired;
    const clause = context.changeRules.record?.clause;
    const at = clause === undefined ? {} : { clause };
    const lacking = findLacking(change, required, context);
    if (lacking.length === 0) {
      const completed = completedLater(change, ...required);
      return { ...fill(messages.complete, { fields: required.join(', '), completed }), ...at };
    }
    const until = openUntil(change, context);
    const judged = fill(messages.incomplete, {
      fields: lacking.map((field) => describeLack(field, change.fields[field]?.value)).join(', '),
      trailers: lacking.map(trailerOf).join(', '),
      by: until === undefined ? '' : ` by ${until}`,
      place: placeInFollowUp(lacking),
    });
    if (until === undefined) return { ...judged, ...at };
    const statement = fill(completionMessages.open, { statement: judged.statement, until });
    return { ...judged, outcome: 'unknown', statement, ...at };
  },
};

function describeLack(field: FieldName, value: string | undefined): string {
  if (value === undefined) return field;
  return fill(isFiller(value) ? messages.filler : messages.nothing, { field, value });
}

/** Where to write those of some fields in a follow-up that have no key of their own there. */
function placeInFollowUp(fields: readonly FieldName[]): string {
  const others = fields.filter((field) => recordFields[field].followUp === undefined);
  if (others.length === 0) return '';
  const names = others.length < fields.length ? `${others.map(trailerOf).join(', ')} ` : '';
  return `, ${names}under "trailers"`;
}
