import { expect, test } from 'vitest';
import { judge, policyText, settingsText } from '../../helpers/book.ts';

const good: Readonly<Record<string, string>> = {
  scopeTypes: 'security: [normal, major]',
  separation: 'highRisk: { types: [major], scopes: [security] }',
  sensitive: 'scopes: [auth], reviewers: [engineer]',
  validation: 'scopes: [security], within: P1D',
  rollback: 'scopes: [security]',
  monitoring: 'level: should, normal: PT2H',
  record: "requires: [reason], trailers: [{ name: Notice, clause: '1', types: [normal] }]",
  windows: "zone: Europe/London, days: [mon], from: '09:00', to: '17:00', exempt: [urgent]",
};
const categories = 'prompt: { clause: "1", scope: ai, type: normal }';

interface Words {
  readonly section?: Readonly<Record<string, string>>;
  readonly categories?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly settings?: string;
  readonly isJudging?: boolean;
  readonly files?: Readonly<Record<string, string>>;
}

function find({ section = {}, isJudging = true, settings = '', fields, files, ...rest }: Words) {
  const types = ['normal', 'major', 'urgent'].map(
    (name) => `${name}: { clause: "1", approvals: 1 }`,
  );
  const sections = Object.entries({ ...good, ...section }).map(
    ([name, text]) => `  ${name}: { clause: "1", ${text} }`,
  );
  const changeRules = [
    '',
    `  types: { ${types.join(', ')} }`,
    ...sections,
    `  categories: { ${rest.categories ?? categories} }`,
  ].join('\n');
  const repository = `repositories:
  - id: platform
    path: ../platform
    since: 2026-01-01
    policy: access-control
    scopes: { security: ['src/auth/**'], auth: ['src/auth/**'], ai: ['prompts/**'] }
    categories: { prompt: ['prompts/**'] }
`;
  const { diagnostics } = judge({
    files: {
      'policies/access-control.mdx': policyText({ ...fields, changeRules }),
      'policybook.yaml': `${settingsText}${settings || (isJudging ? repository : '')}`,
      ...files,
    },
  });
  return diagnostics.map(({ code, severity, problem, remedy }) =>
    code === 'policy/name-unknown' ? `${severity}: ${problem} ${remedy}` : code,
  );
}

test('names that stand for something are passed over', () => {
  expect(find({})).toEqual([]);
});

test.for<[string, Words]>([
  ['majr', { section: { separation: 'highRisk: { types: [majr] }' } }],
  ['securty', { section: { separation: 'highRisk: { scopes: [securty] }' } }],
  ['majr', { section: { scopeTypes: 'security: [normal, majr]' } }],
  ['secruity', { section: { scopeTypes: 'secruity: [normal]' } }],
  ['auht', { section: { sensitive: 'scopes: [auht], reviewers: [engineer]' } }],
  ['secruity', { section: { validation: 'scopes: [secruity], within: P1D' } }],
  ['secrity', { section: { rollback: 'scopes: [secrity]' } }],
  ['nromal', { section: { monitoring: 'nromal: PT2H' } }],
  ['norml', { section: { record: good['record']!.replace('[normal]', '[norml]') } }],
  ['urgnet', { section: { windows: good['windows']!.replace('[urgent]', '[urgnet]') } }],
  ['iaa', { categories: categories.replace('ai', 'iaa') }],
  ['noraml', { categories: categories.replace('normal', 'noraml') }],
  ['majr', { fields: { reviewOnTypes: '[majr]' } }],
  ['secruity', { fields: { reviewOn: '[secruity]' } }],
  ['regulatoin', { fields: { reviewOn: '[regulatoin]' } }],
])('%s is reported once, with the name that was meant or what to do', ([name, words]) => {
  const found = find(words);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    new RegExp(`^error: .*"${name}".* (Did you mean "[a-z]+"\\?|Give the scope .*)$`),
  );
});

test('a category that paths decide and the policy does not have is reported in the settings', () => {
  const settings = `repositories:
  - { id: platform, path: ../platform, since: 2026-01-01, policy: access-control, scopes: { security: [a], auth: [a], ai: [a] }, categories: { promtp: [a] } }
`;
  expect(find({ settings })).toEqual([
    'error: The policy that judges the repository does not have a category "promtp", so these paths decide none. Did you mean "prompt"?',
  ]);
});

test('a declared event that no policy awaits is an error where a name is near, else a warning', () => {
  const events = (event: string) => `events: [{ on: 2026-05-20, event: ${event}, what: A law. }]\n`;
  const about = (event: string) =>
    find({ fields: { reviewOn: '[supplier]' }, isJudging: false, settings: events(event) });
  expect(about('suplier')).toContain(
    'error: No policy names the event "suplier" in reviewOn, so it makes no review due. Did you mean "supplier"?',
  );
  expect(about('merger')[1]).toMatch(/^warning: No policy names the event "merger"/);
  expect(about('merger')[0]).toMatch(/^warning: No repository has the scope "supplier"/);
});

test('a scope that no repository has is an error, and none where the policy judges no repository', () => {
  const section = { rollback: 'scopes: [database]' };
  expect(find({ section })).toEqual([
    expect.stringMatching(/^error: .*"database".* Give the scope its paths under scopes/),
  ]);
  expect(find({ section, isJudging: false })).toEqual([]);
});

test('a scope of a change made outside git that nothing names is told, an error where a name is near', () => {
  const record = (scope: string) => `---
system: console
author: ada
madeAt: 2026-05-20T10:00:00+01:00
title: Open the port
scope: [${scope}]
---
`;
  const about = (scope: string) =>
    find({ files: { 'changes/console-1.mdx': record(scope) } }).filter((text) =>
      text.includes('scope'),
    );
  expect(about('security')).toEqual([]);
  expect(about('secruity')).toEqual([
    'error: No policy and no repository names the scope "secruity", so it has no effect on the change. Did you mean "security"?',
  ]);
  expect(about('telephony')).toEqual([
    expect.stringMatching(/^warning: .*"telephony".* Correct it/),
  ]);
});
