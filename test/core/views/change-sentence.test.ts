import { expect, test } from 'vitest';
import { changeSentence } from '#core/views/changes/change-sentence.ts';
import { plainText } from '#core/views/content.ts';
import { judgeGood, policyText } from '../../helpers/book.ts';
import { answer, judgedChange, verdictOf } from './judged-change.ts';

const { policies } = judgeGood({
  files: {
    'policies/change-management.mdx': policyText({ title: 'Change Management Policy' }),
  },
});
const fail = verdictOf({ outcome: 'fail' });
const sentenceOf = (...of: Parameters<typeof changeSentence>) => plainText(changeSentence(...of));

test('names the clause, the policy and the version that a change broke', () => {
  expect(sentenceOf(judgedChange([verdictOf({ clause: '3.b' }), fail]), policies)).toBe(
    'Change platform-7 broke clause 4.b of the Change Management Policy, version 1.2, in force on that day.',
  );
});

test('names each broken clause once', () => {
  const verdicts = [verdictOf({ outcome: 'fail', clause: '4.a' }), fail, fail];
  expect(sentenceOf(judgedChange(verdicts), policies)).toContain(
    'broke clauses 4.a and 4.b of the Change',
  );
});

test('leaves advice out of what was broken', () => {
  const advice = verdictOf({ outcome: 'fail', level: 'should', clause: '4.d' });
  expect(sentenceOf(judgedChange([advice]), policies)).toBe(
    'Change platform-7 broke no clause of the Change Management Policy, version 1.2, in force on that day.',
  );
});

test('says that an answered deviation is answered and still a deviation', () => {
  const answered = verdictOf({ outcome: 'fail', answer });
  expect(sentenceOf(judgedChange([answered]), policies)).toMatch(
    /broke clause 4\.b .* The company has explained this and what it did\.$/,
  );
});

test('names no clause where the version has none', () => {
  const { clause: _, ...bare } = fail;
  expect(sentenceOf(judgedChange([bare]), policies)).toContain(
    'Change platform-7 broke the Change Management Policy, version 1.2',
  );
});

test('does not call it kept where something is unknown', () => {
  expect(sentenceOf(judgedChange([verdictOf({ outcome: 'unknown' })]), policies)).toContain(
    'broke no clause that could be judged in',
  );
});

test('says why a change is not judged', () => {
  const { record } = judgedChange([]);
  const none = { kind: 'none-in-force', policy: 'change-management' } as const;
  const uncertain = {
    kind: 'uncertain',
    policy: 'change-management',
    versions: ['1.0', '1.1'],
  } as const;
  const say = (judgedBy: typeof none | typeof uncertain) =>
    sentenceOf({ record, judgedBy, verdicts: [] }, policies);

  expect(say(none)).toBe(
    'Change platform-7 is not judged: no version of the Change Management Policy was in force on that day.',
  );
  expect(say(uncertain)).toContain(
    'the dates of versions 1.0 and 1.1 of the Change Management Policy',
  );
});
