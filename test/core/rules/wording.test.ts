import { expect, test } from 'vitest';
import { judge, policyText } from '../../helpers/book.ts';

const duties = '[{ id: look, every: P3M, owner: cto, what: Look., clause: "1" }]';

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
])('%j: none', ([text, fields]) => {
  expect(advice(text, fields)).toEqual([]);
});
