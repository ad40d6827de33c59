import { isOpen } from '../../changes/message/is-open.ts';
import { isFiller } from '../../changes/message/is-filler.ts';
import { parseTrailers } from '../../changes/message/parse-trailers.ts';
import { recordFields, type RecordField } from '../../model/record-fields.ts';
import {
  completedLater,
  completionMessages,
  findLacking,
  listRequired,
  openUntil,
  trailerOf,
  type RequiredField,
} from '../facts/completion.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { formOf, headOf } from '../facts/heads.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { Level } from '../../schemas/change-rules.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';

const onFields = {
  notRequired: notApplicable('The version in force requires no fields.'),
  complete: pass('The record contains {fields}{completed}.'),
  incomplete: fail(
    'The record lacks {fields}.',
    'Before the merge: add {trailers} to the trailers. Afterwards: add what is missing in a follow-up in content/changes{by}{place}.',
  ),
  unread: fail(
    'The record lacks {fields}.',
    'Before the merge: write {forms}. Afterwards: answer the deviation in content/answers.',
  ),
  filler: '{field} (only filler: "{value}")',
  form: '{field} ("{unread}" is not in its form)',
  clause: '{lack} of clause {clause}',
} as const;

export const changeRecordFields: ChangeRule = {
  code: 'change/record-fields',
  requirement:
    'The record contains every field that the policy requires, none of them is filler, and each is in its form.',
  messages: onFields,
  example: {
    good: { lines: ['Reason: Owners could not find the opening hours.'] },
    bad: { lines: ['Reason: TBD'] },
  },

  judge(change, context) {
    const required = listRequired(change, context);
    const lacking = findLacking(change, required, context);
    const [first] = lacking;
    if (!first) {
      if (required.length === 0) return onFields.notRequired;
      const fields = required.map(({ field }) => field);
      const completed = completedLater(change, ...fields);
      const at = { clause: context.changeRules.record?.clause ?? required[0]?.clause ?? '' };
      return { ...fill(onFields.complete, { fields: fields.join(', '), completed }), ...at };
    }
    const { clause } = first;
    const unreadOf = ({ field }: RequiredField) => headOf(change, field, context)?.unread;
    const described = lacking.map((one) => {
      const lack = describeLack(one.field, change.fields[one.field]?.value, unreadOf(one));
      return one.clause === clause ? lack : fill(onFields.clause, { lack, clause: one.clause });
    });
    const facts = { fields: described.join(', ') };
    const unread = lacking.filter(
      ({ field }) =>
        headOf(change, field, context)?.unread !== undefined &&
        !isOpen(field, change.fields[field]?.value ?? '', context.settings.words),
    );
    if (unread.length > 0) {
      const forms = unread.map(({ field }) => `"${formOf(field, context)}"`).join(' and ');
      const level = levelOf(lacking, unread, context);
      return { ...fill(onFields.unread, { ...facts, forms }), level, clause };
    }
    const until = openUntil(change, context);
    const judged = fill(onFields.incomplete, {
      ...facts,
      trailers: lacking.map(({ field }) => `"${formOf(field, context)}"`).join(' and '),
      by: until === undefined ? '' : ` by ${until}`,
      place: placeInFollowUp(lacking.map(({ field }) => field)),
    });
    if (until === undefined) return { ...judged, clause };
    const statement = fill(completionMessages.open, { statement: judged.statement, until });
    return { ...judged, outcome: 'unknown', statement, clause };
  },
};

/** An unread result is advice where the policy only advises to open with its word. */
function levelOf(
  lacking: readonly RequiredField[],
  unread: readonly RequiredField[],
  { changeRules }: JudgingContext,
): Level {
  const isResult = ({ field }: RequiredField) => recordFields[field].form === 'result';
  const isAdvice = lacking.length === unread.length && unread.every(isResult);
  return isAdvice && changeRules.record?.results === 'should' ? 'should' : 'must';
}

function describeLack(
  field: RecordField,
  value: string | undefined,
  unread: string | undefined,
): string {
  if (value === undefined) return field;
  return unread === undefined
    ? fill(onFields.filler, { field, value })
    : fill(onFields.form, { field, unread });
}

/** Where to write those of some fields in a follow-up that have no key of their own there. */
function placeInFollowUp(fields: readonly RecordField[]): string {
  const others = fields.filter((field) => recordFields[field].followUp === undefined);
  if (others.length === 0) return '';
  const names = others.length < fields.length ? `${others.map(trailerOf).join(', ')} ` : '';
  return `, ${names}under "trailers"`;
}

const onTrailers = {
  notInVersion: notApplicable('The version in force requires no trailers of the company.'),
  notForType: notApplicable('This type requires no trailers of the company.'),
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
    const [first] = trailers;
    if (!first) return onTrailers.notInVersion;
    if (required.length === 0) return { ...onTrailers.notForType, clause: first.clause };
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
