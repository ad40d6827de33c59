import { isFiller } from '../../changes/message/is-filler.ts';
import { parseTrailers } from '../../changes/message/parse-trailers.ts';
import { recordFields, type FieldName } from '../../model/record-fields.ts';
import {
  completedLater,
  completionMessages,
  findLacking,
  listRequired,
  openUntil,
  trailerOf,
} from '../facts/completion.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const onFields = {
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
  messages: onFields,
  example: {
    good: { lines: ['Reason: Owners could not find the opening hours.'] },
    bad: { lines: ['Reason: TBD'] },
  },

  judge(change, context) {
    const required = listRequired(change, context);
    if (required.length === 0) return onFields.notRequired;
    const clause = context.changeRules.record?.clause;
    const at = clause === undefined ? {} : { clause };
    const lacking = findLacking(change, required, context);
    if (lacking.length === 0) {
      const completed = completedLater(change, ...required);
      return { ...fill(onFields.complete, { fields: required.join(', '), completed }), ...at };
    }
    const until = openUntil(change, context);
    const judged = fill(onFields.incomplete, {
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
  return fill(isFiller(value) ? onFields.filler : onFields.nothing, { field, value });
}

/** Where to write those of some fields in a follow-up that have no key of their own there. */
function placeInFollowUp(fields: readonly FieldName[]): string {
  const others = fields.filter((field) => recordFields[field].followUp === undefined);
  if (others.length === 0) return '';
  const names = others.length < fields.length ? `${others.map(trailerOf).join(', ')} ` : '';
  return `, ${names}under "trailers"`;
}

const onTrailers = {
  notRequired: notApplicable('The change requires no trailers of the company.'),
  complete: pass('The message contains {names}.'),
  incomplete: fail(
    'The message does not contain {names}, or contains only filler for it.',
    'Before the merge: add {trailers} to the last paragraph of the message. Afterwards: answer it in content/answers.',
  ),
} as const;

export const changeTrailers: ChangeRule = {
  code: 'change/trailers',
  requirement: 'The message contains the trailers of the company that the policy requires.',
  messages: onTrailers,
  example: {
    good: { lines: ['Accessibility: checked with a screen reader'] },
    bad: { without: ['Accessibility'] },
  },

  judge(change, { changeRules }) {
    const trailers = changeRules.record?.trailers ?? [];
    const type = change.fields.type?.value ?? '';
    const required = trailers.filter(({ types }) => types?.includes(type) ?? true);
    if (required.length < trailers.length && !declaredType(change, changeRules)) {
      return withoutType(trailers[0]?.clause);
    }
    if (required.length === 0) return onTrailers.notRequired;
    const written = parseTrailers(change.message).trailers;
    const missing = required.filter(
      ({ name }) => !written.some(({ key, value }) => key === name && !isFiller(value)),
    );
    const listed = missing.length === 0 ? required : missing;
    const gravest = listed.find(({ level }) => level !== 'should') ?? listed[0];
    const { clause = '', level = 'must' } = gravest ?? {};
    const judged = fill(missing.length === 0 ? onTrailers.complete : onTrailers.incomplete, {
      names: listed.map(({ name }) => name).join(', '),
      trailers: listed.map(({ name }) => `"${name}: …"`).join(' and '),
    });
    return { ...judged, level, clause };
  },
};
