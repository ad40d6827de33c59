import { expect, test } from 'vitest';
import { judge, policyText } from '../../helpers/book.ts';

const row = (version: string, change: string) =>
  `{ version: "${version}", date: 2026-01-05, by: ada, change: ${change}, summary: Text. }`;

/** What is said of version 1.1, called editorial, whose body and fields differ so from those of 1.0. */
function faultsOf(
  [before, after]: readonly [string, string],
  fields: Readonly<Record<string, string>> = {},
): string[] {
  const history = `[${row('1.1', 'editorial')}, ${row('1.0', 'normative')}]`;
  const current = { version: '"1.1"', history, ...fields };
  const { diagnostics } = judge({
    files: {
      'policies/access-control.mdx': policyText(current, `## 1. Duty\n\n${after}\n`),
      'archive/access-control/1.0.mdx': policyText({}, `## 1. Duty\n\n${before}\n`),
    },
  });
  return diagnostics
    .filter(({ code }) => code === 'policy/editorial-hides-duty')
    .map(({ problem }) => problem);
}

test.for([
  [
    'an item below a sentence that obliges goes',
    'You must:\n\n- lock screens;\n- encrypt disks.',
    'You must:\n\n- lock screens.',
    '"encrypt disks." was removed',
  ],
  [
    'one of two equal sentences goes',
    'Access must be logged.\n\nAsk.\n\nAccess must be logged.',
    'Access must be logged.\n\nAsk.',
    '"Access must be logged." was removed',
  ],
  ['should becomes must', 'It should end.', 'It must end.', '"It must end." was added (line 17)'],
] as const)('%s', ([, before, after, words]) => {
  expect(faultsOf([before, after])).toEqual([expect.stringContaining(words)]);
});

test('a sentence that obliges under another heading obliges others', () => {
  const sentence = 'Access must be logged.';
  const [fault] = faultsOf([sentence, `Ask.\n\n## 2. Temporary staff\n\n${sentence}`]);
  expect(fault).toContain(`"${sentence}" is now under "Temporary staff"`);
});

test.for([
  ['appliesTo', 'temporary staff'],
  ['reviewEvery', 'P5Y'],
  ['owner', 'technical'],
] as const)('the field %s obliges', ([field, value]) => {
  const [fault] = faultsOf(['Ask.', 'Ask.'], { [field]: value });
  expect(fault).toContain(`Its field ${field} differs from version 1.0`);
});

test.for([
  ['a word in a sentence that obliges nobody', 'Ask early. It must end.', 'Ask soon. It must end.'],
  ['a clause that was numbered anew', 'It must end.', 'It must end.\n\n## 2. More\n\nAsk.'],
  ['an item added below a sentence that obliges nobody', 'Ask:\n\n- a', 'Ask:\n\n- a\n- b'],
] as const)('%s is editorial', ([, before, after]) => {
  expect(faultsOf([before, after])).toEqual([]);
});
