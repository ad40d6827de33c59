import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const remedy = 'Write the day on which the answer was given and approved.';
const messages = {
  future: report(
    'The answer to {change} is dated {on}, which is after the day of judging.',
    remedy,
  ),
  early: report(
    'The answer to {change} is dated {on}, before the day of the change, {day}.',
    remedy,
  ),
};

export const answerMisdated: DocumentRule = {
  code: 'book/answer-misdated',
  severity: 'error',
  requirement: 'An answer is dated on the day of its change or later, and not in the future.',
  messages,
  example: answerExample({ on: '2026-02-05' }),

  *check({ answers, changes, asOf }) {
    const days = new Map(changes.map(({ record }) => [record.id, record.day]));
    for (const { source, value } of answers) {
      const { change, on } = value;
      const day = days.get(change) ?? on;
      if (on <= asOf && on >= day) continue;
      const facts = { change, on: dateInWords(on), day: dateInWords(day) };
      yield {
        at: locateField(source, ['on']),
        ...fill(on > asOf ? messages.future : messages.early, facts),
      };
    }
  },
};
