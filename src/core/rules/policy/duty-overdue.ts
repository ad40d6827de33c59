import { dutyStatus } from '../../history/duty-status.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample } from '../example.ts';
import { daysInWords, fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const remedy =
  'Have the owner ({owner}) do it. Then add the day, the person and the evidence to the record of policy {policy}, duty {duty}, in content/duties.';
const messages = {
  never: report(
    'The duty {duty} was due on {due} and is overdue by {late}; it has never been recorded.',
    remedy,
  ),
  overdue: report(
    'The duty {duty} was due on {due} and is overdue by {late}; it was last done on {last}.',
    remedy,
  ),
};

export const dutyOverdue: DocumentRule = {
  code: 'policy/duty-overdue',
  severity: 'error',
  requirement: 'Every recurring duty is done and recorded on or before the day on which it is due.',
  messages,
  example: {
    ...dutyExample({}, { on: '2025-05-04' }),
    reported: 'policies/access-control.mdx duties:',
  },

  *check(book, unread) {
    if (unread.has('duties')) return;
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const { status, duties } = policy.current.frontmatter;
      if (status === 'retired') continue;
      for (const [index, duty] of duties.entries()) {
        const { due, last, isOverdue } = dutyStatus(policy, duty, book);
        if (due === undefined || !isOverdue) continue;
        const facts = {
          duty: duty.id,
          due: dateInWords(due),
          late: daysInWords(daysBetween(due, asOf)),
          owner: idInWords(duty.owner),
          policy: policy.id,
        };
        yield {
          severity: settings.gates.overdueDuty === 'fail' ? 'error' : 'warning',
          at: locateField(policy.current.source, ['duties', index]),
          ...(last === undefined
            ? fill(messages.never, facts)
            : fill(messages.overdue, { ...facts, last: dateInWords(last) })),
        };
      }
    }
  },
};
