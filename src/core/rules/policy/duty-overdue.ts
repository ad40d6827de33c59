import { dutyStatus } from '../../history/duty-status.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const dutyOverdue: DocumentRule = {
  code: 'policy/duty-overdue',
  severity: 'error',
  requirement:
    'Every recurring duty is done, and recorded, on or before the day on which it is due.',

  *check(book, unread) {
    if (unread.has('duties')) return;
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const { status, duties } = policy.current.frontmatter;
      if (status === 'retired') continue;
      for (const [index, duty] of duties.entries()) {
        const { due, last, isOverdue } = dutyStatus(policy, duty, book);
        if (due === undefined || !isOverdue) continue;
        const late = daysBetween(due, asOf);
        const done =
          last === undefined
            ? 'nobody has recorded it yet'
            : `it was last done on ${dateInWords(last)}`;

        yield {
          severity: settings.gates.overdueDuty === 'fail' ? 'error' : 'warning',
          at: locateField(policy.current.source, ['duties', index]),
          problem: `The duty ${duty.id} was due on ${dateInWords(due)} and is overdue by ${late} day${late === 1 ? '' : 's'}; ${done}.`,
          remedy: `Ask the ${idInWords(duty.owner)} to do it, then add the day, the person and the evidence to the record of policy ${policy.id}, duty ${duty.id}, in content/duties.`,
        };
      }
    }
  },
};
