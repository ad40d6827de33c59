import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Translations } from '#core/model/closed-words.ts';
import { readHead, type Form, type Vocabulary } from '#core/model/read-head.ts';

const english: Vocabulary = {
  words: {},
  parts: ['availability', 'security', 'data'],
  isResultRequired: true,
};
const words: Translations = {
  passed: ['bestanden', '合格'],
  failed: ['durchgefallen'],
  'not-run': ['nicht gelaufen', '未実施'],
  revert: ['zurücknehmen'],
  script: ['Skript', 'スクリプト'],
  availability: ['Verfügbarkeit', '可用性'],
  security: ['Sicherheit', '安全性'],
  data: ['Daten', 'データ'],
  low: ['niedrig', '低'],
  medium: ['mittel', '中'],
  high: ['hoch', '高'],
  none: ['keine', 'なし'],
  until: ['bis'],
  met: ['erreicht'],
};
const own: Vocabulary = { ...english, words };

const read = (form: Form, text: string, vocabulary = english) => {
  const head = readHead(form, text, vocabulary);
  if (head.unread !== undefined) return `unread ${head.unread}`;
  const pairs = [...head.ratings, ...head.measures, ...head.agreements].map((pair) =>
    pair.join(' '),
  );
  return [...head.words, ...pairs, ...head.ids, head.detail].filter(Boolean).join('; ');
};

test.for<readonly [Form, string, string, Vocabulary?]>([
  [
    'ratings',
    'availability low; security medium; data none. Free, text: high.',
    'availability low; security medium; data none',
  ],
  ['ratings', 'Availability: LOW, data = high', 'availability low; data high'],
  ['ratings', 'availability low\nIt touches compliance high.', 'availability low'],
  ['ratings', 'availability low; security low.data', 'unread security low.data'],
  ['ratings', 'availability medium-high', 'unread availability medium-high'],
  ['ratings', 'availability low; compliance high', 'unread compliance high'],
  ['ratings', 'availability low (we think)', 'unread availability low (we think)'],
  ['ratings', 'none', 'unread none'],
  ['ratings', '. availability low', 'unread '],
  ['ratings', 'data low; data low', 'data low'],
  [
    'ratings',
    'Verfügbarkeit niedrig; Sicherheit mittel, Daten: keine. Ein Satz.',
    'availability low; security medium; data none',
    own,
  ],
  [
    'ratings',
    '可用性低；安全性：高、データなし。一つの質問が増える。',
    'availability low; security high; data none',
    own,
  ],
  ['ratings', 'disponibilité faible', 'unread disponibilité faible', own],
  [
    'ratings',
    'confidentialité low',
    'confidentialité low',
    { ...english, parts: ['confidentialité'] },
  ],
  ['result', 'passed; unit 212 of 212', 'passed; unit 212 of 212'],
  ['result', 'Passed', 'passed'],
  ['result', 'not run: no time', 'not-run; no time'],
  ['result', 'passed – all', 'passed; all'],
  ['result', 'passed except three', 'unread passed except three'],
  ['result', 'passed, failed, partly, not-run', 'unread passed, failed, partly, not-run'],
  ['result', 'passed; failed', 'unread passed; failed'],
  ['result', 'passed; failed tests were repaired', 'passed; failed tests were repaired'],
  ['way-back', 'restore; none needed beyond this', 'restore; none needed beyond this'],
  ['result', 'passed: not run / failed', 'unread passed: not run / failed'],
  ['result', 'bestanden, durchgefallen', 'unread bestanden, durchgefallen', own],
  ['result', '合格、未実施', 'unread 合格、未実施', own],
  ['result', 'passed; passed in staging as well', 'passed; passed in staging as well'],
  ['result', 'passed; failedover.ts as well', 'passed; failedover.ts as well'],
  ['way-back', 'revert, script, restore, flag, none', 'unread revert, script, restore, flag, none'],
  ['measures', 'met, not-met', 'unread met, not-met'],
  ['result', '> passed', 'unread > passed'],
  ['result', '`passed`', 'unread `passed`'],
  ['result', '[ ] passed', 'unread [ ] passed'],
  ['result', 'Bestanden; 212 von 212', 'passed; 212 von 212', own],
  ['result', 'nicht  gelaufen.', 'not-run', own],
  ['result', '合格；212件', 'passed; 212件', own],
  ['result', 'bestanden', 'unread bestanden'],
  ['result', 'toString', 'unread toString'],
  ['way-back', 'revert+script; a/b-down.sql. Two minutes.', 'revert; script; a/b-down.sql'],
  ['way-back', 'revert the merge', 'unread revert the merge'],
  ['way-back', 'zurücknehmen + Skript; 7.sql', 'revert; script; 7.sql', own],
  ['way-back', 'revert + pray', 'unread revert + pray'],
  ['measures', 'score 0.91; missed refusals 6', 'score 0.91; missed-refusals 6'],
  ['measures', 'Trefferquote 0,91', 'trefferquote 0.91'],
  ['measures', 'score 1,200', 'unread score 1,200'],
  ['measures', '3 of 1200', 'unread 3 of 1200'],
  ['measures', 'score 0.91; better than before', 'unread better than before'],
  ['measures', 'score 0.91; score 0.92', 'unread score 0.92'],
  ['measures', 'not met; questions', 'not-met; questions'],
  ['measures', 'erreicht; Fragen vom Mai', 'met; Fragen vom Mai', own],
  ['agreements', 'Quillon; until 2027-01-30. Signed in May.', 'quillon 2027-01-30'],
  [
    'agreements',
    'quillon; until 2027-01-30, northwind models; until 2026-12-31',
    'quillon 2027-01-30; northwind-models 2026-12-31',
  ],
  ['agreements', 'quillon; until 2027-02-30', 'unread quillon; until 2027-02-30'],
  ['agreements', 'quillon, signed 2026-01-30', 'unread quillon'],
  ['agreements', 'Quillon; bis 2027-01-30', 'quillon 2027-01-30', own],
  ['listed', 'Visit summary, filters', 'visit-summary; filters'],
  ['listed', 'prompts', 'unread prompts', { ...english, listed: ['filters'] }],
  ['ids', 'INC-7, https://status.example.org/a', 'INC-7; https://status.example.org/a'],
  ['ids', 'the outage', 'unread the outage'],
  ['ids', 'to be opened on 3 March', 'unread to be opened on 3 March'],
  ['ids', '障害-7', '障害-7'],
  ['ids', `A${'1'.repeat(70)}`, `unread A${'1'.repeat(70)}`],
])('%s: %j is read as "%s"', ([form, text, expected, vocabulary]) => {
  expect(read(form, text, vocabulary)).toBe(expected);
});

test.for<readonly [Form, string]>([
  ['ratings', 'availability low; data none'],
  ['result', 'passed'],
  ['way-back', 'script; 7.sql'],
  ['measures', 'score 0.9'],
  ['agreements', 'quillon; until 2027-01-30'],
])('%s: any free text behind "%s." changes nothing', ([form, head]) => {
  const free = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(free, fc.constantFrom('. ', '.\n', '\n'), (text, end) => {
      expect(readHead(form, `${head}${end}${text}`, own)).toEqual(readHead(form, head, own));
    }),
    { numRuns: 200 },
  );
});
