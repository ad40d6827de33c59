import { expect, test } from 'vitest';
import { isForgeAddress } from '#core/forges/match-forge.ts';
import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import { peopleSchema } from '#core/schemas/people.ts';

const { identify, identifyText, identifyId } = createPeopleIndex(
  peopleSchema.parse({
    mira: {
      name: 'Mira Oduya',
      emails: ['mira@larkfield.example', 'Mira.Oduya@larkfield.example'],
      forge: { github: 'moduya' },
    },
    jonas: {
      name: 'Jonas Leitner',
      emails: ['jonas@larkfield.example'],
      forge: { gitlab: 'jleitner' },
    },
    sam: { name: 'Sam Whitlock', emails: ['sam@larkfield.example', 'desk@larkfield.example'] },
    samuel: {
      name: 'Sam Whitlock',
      emails: ['samuel@larkfield.example', 'desk@larkfield.example'],
    },
    upkeep: {
      name: 'Upkeep',
      emails: ['upkeep@larkfield.example'],
      forge: { github: 'upkeep[bot]' },
      bot: true,
    },
  }),
);

test.for([
  ['mira@larkfield.example', 'mira'],
  ['MIRA@Larkfield.example', 'mira'],
  ['mira.oduya@larkfield.example', 'mira'],
  ['mira+work@larkfield.example', undefined],
  ['moduya@users.noreply.github.com', 'mira'],
  ['123+MODUYA@users.noreply.github.com', 'mira'],
  ['77+upkeep[bot]@users.noreply.github.com', 'upkeep'],
  ['123-jleitner@users.noreply.gitlab.com', 'jonas'],
  ['jleitner@users.noreply.github.com', undefined],
  ['desk@larkfield.example', undefined],
  ['noreply@github.com', undefined],
] as const)('a commit by %s is by %s, whatever name it gives', ([email, person]) => {
  expect(identify({ name: 'Jonas Leitner', email }).person).toBe(person);
});

test.for([
  ['Mira Oduya <mira@larkfield.example>', 'mira'],
  ['<mira@larkfield.example>', 'mira'],
  ['mira@larkfield.example', 'mira'],
  ['Mira Oduya', 'mira'],
  ['mira', 'mira'],
  ['Mira Oduya <mira@elsewhere.example>', undefined],
  ['Sam Whitlock', undefined],
  ['samuel', 'samuel'],
  ['Mira', 'mira'],
  ['Mira O.', undefined],
  ['__proto__', undefined],
] as const)('"%s" in a text names %s', ([text, person]) => {
  expect(identifyText(text).person).toBe(person);
});

test('keeps the words that were written beside the person found', () => {
  expect(identifyText('M. Oduya <MIRA@larkfield.example>')).toEqual({
    name: 'M. Oduya',
    email: 'MIRA@larkfield.example',
    person: 'mira',
  });
  expect(identifyId('jonas')).toEqual({
    name: 'Jonas Leitner',
    email: 'jonas@larkfield.example',
    person: 'jonas',
  });
  expect(identifyId('constructor')).toEqual({ name: 'constructor', email: '' });
});

test("knows a forge's own address", () => {
  expect(isForgeAddress('NoReply@github.com')).toBe(true);
  expect(isForgeAddress('123+moduya@users.noreply.github.com')).toBe(false);
});
