import { isFiller } from '../../changes/message/is-filler.ts';
import { parseTrailers } from '../../changes/message/parse-trailers.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeTrailers: ChangeRule = {
  code: 'change/trailers',
  requirement:
    "The message holds the trailers that the policy asks for in the company's own words.",

  judge(change, { changeRules }) {
    const trailers = changeRules.record?.trailers ?? [];
    const type = change.fields.type?.value ?? '';
    const asked = trailers.filter(({ types }) => types?.includes(type) ?? true);
    if (asked.length < trailers.length && !declaredType(change, changeRules)) {
      return withoutType(trailers[0]?.clause);
    }
    if (asked.length === 0) {
      return {
        outcome: 'not-applicable',
        statement: "It needs no trailers of the company's own.",
      };
    }
    const written = parseTrailers(change.message).trailers;
    const missing = asked.filter(
      ({ name }) => !written.some(({ key, value }) => key === name && !isFiller(value)),
    );
    const gravest = (list: typeof asked) => list.find(({ level }) => level !== 'should') ?? list[0];
    const { clause = '', level = 'must' } = gravest(missing) ?? gravest(asked) ?? {};
    const names = (list: typeof asked) => list.map(({ name }) => name).join(', ');
    return missing.length === 0
      ? { outcome: 'pass', level, clause, statement: `It holds ${names(asked)}.` }
      : {
          outcome: 'fail',
          level,
          clause,
          statement: `It holds no ${names(missing)}, or only filler.`,
          remedy: `Before the merge: add ${missing.map(({ name }) => `"${name}: …"`).join(' and ')} to the last paragraph of the message. Afterwards: answer it in content/answers.`,
        };
  },
};
