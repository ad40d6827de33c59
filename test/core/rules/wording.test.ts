import { expect, test } from 'vitest';
import { judge, policyText } from '../../helpers/book.ts';

const duties = '[{ id: look, every: P3M, owner: cto, what: Look., clause: "1" }]';

/** Rules of which one gives a record a time. */
const within = (period: string) =>
  `{ types: { urgent: { clause: '1', approvals: 0, recordWithin: ${period} } } }`;

function advice(text: string, fields = {}): string[] {
  const files = { 'policies/a.mdx': policyText(fields, `## 1. Purpose\n\n${text}\n`) };
  return judge({ files })
    .diagnostics.filter(({ code }) => code === 'policy/wording')
    .map(({ problem }) => problem);
}

test.for<[text: string, fields: Record<string, string>, ...words: string[]]>([
  ['Access must be reviewed periodically.', {}, '"periodically"'],
  ['Keys shall be rotated as appropriate.', {}, '"as appropriate"'],
  ['Zugänge müssen regelmäßig geprüft werden.', {}, '"regelmäßig"'],
  ['Les accès doivent être revus périodiquement.', {}, '"périodiquement"'],
  ['- Los accesos deben revisarse periódicamente.', {}, '"periódicamente"'],
  ['We look at it regularly.', { duties }, '"regularly"'],
  [
    'We look at it every 6 months.',
    { duties },
    'states 6 months, and the rule of this clause states 3 months',
  ],
  ['We look at it every 6 weeks.', { duties }, 'states 6 weeks'],
  ['Wir prüfen alle 60 Tage.', { duties }, 'states 60 Tage'],
  [
    'Access must end with the role.\n\nAccess should end with the role.',
    {},
    '"should" here and "must"',
  ],
  ['A key must be shared.\n\n- A key must not be shared.', {}, '"must not" here and "must"'],
  ['Access is reviewed periodically.', {}, '"periodically"'],
  ['- Access is reviewed on a regular basis', {}, '"on a regular basis"'],
  ['Findings are remediated within defined SLAs.', {}, '"within defined SLAs"'],
  ['Zugänge werden turnusmäßig überprüft.', {}, '"turnusmäßig"'],
  ['Les accès sont régulièrement vérifiés.', {}, '"régulièrement"'],
  ['Los accesos se han revisado; son revisados oportunamente.', {}, '"oportunamente"'],
  ['Gli accessi sono verificati periodicamente.', {}, '"periodicamente"'],
  ['The record is complete within 24 hours.', { changeRules: within('P3D') }, 'states 24 hours'],
  ['Der Eintrag ist in 24 Stunden fertig.', { changeRules: within('P7D') }, 'states 24 Stunden'],
  ['The record is complete within 3 days.', { changeRules: within('PT24H') }, 'states 3 days'],
  ['It is written within one week.', { changeRules: within('P1D') }, 'states one week'],
])('%j: advice', ([text, fields, words]) => {
  expect(advice(text, fields)).toEqual([expect.stringContaining(words ?? '')]);
});

test.for<[string, Record<string, string>]>([
  ['We look at it regularly.', {}],
  ['Access must be reviewed every quarter.', {}],
  ['We look at it every 3 months.', { duties }],
  ['We look at it every three months, after 10 days.', { duties }],
  ['We look at it every quarter.', { duties }],
  ['Access must end.\n\nKeys should end.', {}],
  ['We look at it every quarter, and end access within 4 hours.', { duties }],
  ['Access ends within 4 hours.', { duties }],
  // Sentences of policies as companies write them.
  ['This policy is reviewed at least annually or upon significant changes.', {}],
  ['Access must be reviewed regularly, at least every quarter.', {}],
  ['Zugänge werden regelmäßig geprüft, mindestens vierteljährlich.', {}],
  ['Networking: reviewed quarterly.', {}],
  ['System behaviour and errors are continuously monitored.', {}],
  ['Tests must pass where applicable.', {}],
  ['All non-emergency changes require peer review prior to merge.', {}],
  ['Customers regularly ask for it.', {}],
  ['Document the change within 24 hours.', { changeRules: within('PT24H') }],
  ['Document the change within one day.', { changeRules: within('PT24H') }],
  ['The log is kept for 90 days.', { changeRules: within('PT24H') }],
])('%j: none', ([text, fields]) => {
  expect(advice(text, fields)).toEqual([]);
});
