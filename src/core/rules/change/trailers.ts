import { isFiller } from '../../changes/message/is-filler.ts';
import { parseTrailers } from '../../changes/message/parse-trailers.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const messages = {
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
  messages,
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
    if (required.length === 0) return messages.notRequired;
    const written = parseTrailers(change.message).trailers;
    const missing = required.filter(
      ({ name }) => !written.some(({ key, value }) => key === name && !isFiller(value)),
    );
    const listed = missing.length === 0 ? required : missing;
    const gravest = listed.find(({ level }) => level !== 'should') ?? listed[0];
    const { clause = '', level = 'must' } = gravest ?? {};
    const judged = fill(missing.length === 0 ? messages.complete : messages.incomplete, {
      names: listed.map(({ name }) => name).join(', '),
      trailers: listed.map(({ name }) => `"${name}: …"`).join(' and '),
    });
    return { ...judged, level, clause };
  },
};
