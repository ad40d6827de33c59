import { expect, test } from 'vitest';
import { findWithheld } from '#core/editions/scan/find-withheld.ts';
import { firmPhrase } from '#core/editions/scan/secrets.ts';
import { foldText } from '#core/editions/scan/tokenise.ts';
import { withhold } from '#core/editions/projection/public-book.ts';

const texts = [
  'Project Heron',
  'Heron',
  'Lantern Company',
  'Blue-Whale',
  'Équipe Zéro',
  '青鷺計画',
  'โครงการนก',
];
const phrases = texts.map((text) => firmPhrase('withheld', text, 'words', { file: 'a', line: 1 }));
const find = (text: string) =>
  Array.from(findWithheld(phrases, foldText(text)), ({ phrase }) => phrase.text);

test.each([
  ['Project Heron', 'Project Heron'],
  ['PROJECT  HERON', 'Project Heron'],
  ['project-heron', 'Project Heron'],
  ['project_heron_status', 'Project Heron'],
  ['ProjectHeron', 'Project Heron'],
  ['getProjectHeronStatus', 'Project Heron'],
  ['projectHerons', 'Project Heron'],
  ['two herons', 'Heron'],
  ["the heron's nest", 'Heron'],
  ['heronService', 'Heron'],
  ['HeronService', 'Heron'],
  ['XMLHeronParser', 'Heron'],
  ['heron2', 'Heron'],
  ['HERON_TOKEN', 'Heron'],
  ['HERONS', 'Heron'],
  ['all Lantern Companies', 'Lantern Company'],
  ['lanternCompanyId', 'Lantern Company'],
  ['blueWhales', 'Blue-Whale'],
  ['blue whale', 'Blue-Whale'],
  ['equipe zero', 'Équipe Zéro'],
  ['equipeZeros', 'Équipe Zéro'],
  ['昨年の青鷺計画は終わった', '青鷺計画'],
  ['เริ่มโครงการนกแล้ว', 'โครงการนก'],
])('finds %s', (text, phrase) => {
  expect(find(text)).toEqual([phrase]);
});

test.each([
  'heronry',
  'Herona',
  'cheron',
  'the project',
  'anheron',
  'lantern accompanies',
  '青鷺の計画',
])('passes over %s', (text) => {
  expect(find(text)).toEqual([]);
});

test.each([
  ['昨年の青鷺計画は終わった', '青鷺計画', '昨年のXは終わった'],
  ['เริ่มโครงการนกแล้ว', 'โครงการนก', 'เริ่มXแล้ว'],
  ['Herons and heron', 'Heron', 'Herons and X'],
])('replaces in %s', (text, phrase, expected) => {
  expect(withhold(text, [{ text: phrase, with: 'X' }], 'plain')).toBe(expected);
});
