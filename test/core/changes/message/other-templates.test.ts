import { expect, test } from 'vitest';
import { parseTemplate } from '#core/changes/message/parse-template.ts';
import { clause, fields, judge } from '../../rules/judge-by-rule.ts';

const read = (text: string) =>
  Object.fromEntries(parseTemplate(text).fields.map(({ field, value }) => [field, value]));

const template = `## Description
[What does this PR do?]

## Type of Change
- [ ] Bug fix
- [ ] New feature
- [ ] Breaking change
- [ ] Documentation
- [ ] Configuration

## Testing
- [ ] Unit tests pass
- [ ] Manual testing completed
- [ ] Tested in staging (if applicable)

## Security Considerations
- [ ] No security impact
- [ ] Security review requested
- [ ] Credentials/secrets involved

## Rollback Plan
[How to revert if needed]
`;

test('a template with kinds of work is read as it is meant', () => {
  expect(read(template)).toEqual({});
  const filled = template
    .replace('[What does this PR do?]', 'Owners could not find the opening hours.')
    .replace('[ ] Bug fix', '[x] Bug fix')
    .replace('[ ] Unit tests', '[x] Unit tests')
    .replace('[ ] Tested in', '[x] Tested in')
    .replace('[ ] Security review', '[x] Security review')
    .replace('[How to revert if needed]', 'revert; nothing is stored');
  expect(read(filled)).toEqual({
    reason: 'Owners could not find the opening hours.',
    work: 'bug-fix',
    tested: 'passed; Unit tests pass, Tested in staging (if applicable)',
    staging: 'passed',
    'security-impact': 'security-review-requested',
    rollback: 'revert; nothing is stored',
  });
});

test.for([
  '```\n- [x] emergency\n- [ ] normal\n```',
  '> emergency',
  '> - [x] emergency',
  '    emergency',
  '<!-- emergency -->',
  '- [ ] emergency\n- [ ] normal',
  '_No response_',
  '~~~text\nemergency\n~~~',
])('a menu that nobody ticked declares no type: %j', (menu) => {
  expect(read(`## Change type\n\n${menu}\n\n## Reason\n\nA queue.\n`)).toEqual({
    reason: 'A queue.',
  });
});

test.for([
  'emergency, standard, normal',
  'emergency | normal',
  'emergency (or normal?)',
  'emergency / normal',
])('a menu in one line is not its first entry: "%s"', (menu) => {
  expect(read(`## Change type\n\n${menu}\n\n- [x] Staging\n`)['type']).toBe(menu);
});

test('sections keep what separates words, and their numbers do not matter', () => {
  const text = `## 1. Reason\n\nFirst\\\nsecond line.\n\n| a | b |\n| - | - |\n| c | d |\n\n## 2.1 Risk\n\navailability low; data none\n\nOne more query.\n\n- [x] Staging: failed; the screens\n`;
  expect(read(text)).toEqual({
    reason: 'First second line.\na b c d',
    risk: 'availability low; data none\nOne more query.',
    staging: 'failed; the screens',
  });
});

test('whoever asks for a security review in the template gets one before the merge', () => {
  const rules = { sensitive: { clause, scopes: ['security'], reviewers: ['security'] } };
  const asked = (value: string) =>
    judge('security-review', rules, { fields: fields({ 'security-impact': value }) }).outcome;
  expect(asked('security-review-requested')).toBe('fail');
  expect(asked('no-security-impact')).toBe('not-applicable');
});
