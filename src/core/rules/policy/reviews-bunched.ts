import { isOver } from '../../history/in-force.ts';
import { addDays, dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  bunched: report(
    '{count} reviews are due within a week, from {first} to {last}: {titles}.',
    'Do some of them earlier, so that the next dates move apart.',
  ),
};

/** With more reviews than these in seven days, few are done with care. */
const mostInAWeek = 5;

export const reviewsBunched: DocumentRule = {
  code: 'policy/reviews-bunched',
  severity: 'warning',
  requirement: `At most ${mostInAWeek} reviews are due within seven days.`,
  messages,
  example: {
    good: ['reviewEvery: P2Y', 'nextReview: 2028-01-05'],
    bad: ['nextReview: 2027-01-05'],
    reported: 'policies/access-control.mdx nextReview: 2027-01-05',
    beside: Object.fromEntries(['b', 'c', 'd', 'e'].map((name) => [`policies/${name}.mdx`, []])),
  },

  *check({ policies, asOf }) {
    const planned = policies
      .filter((policy) => !isOver(policy, asOf))
      .map(({ current }) => current)
      .sort((left, right) => (dueOf(left) < dueOf(right) ? -1 : 1));

    for (let index = 0; index < planned.length;) {
      const week = weekFrom(planned.slice(index));
      const [first] = week;
      if (!first || week.length <= mostInAWeek) {
        index += 1;
        continue;
      }
      index += week.length;
      const last = week.at(-1) ?? first;
      const facts = {
        count: week.length,
        first: dateInWords(dueOf(first)),
        last: dateInWords(dueOf(last)),
        titles: week.map(({ frontmatter }) => frontmatter.title).join(', '),
      };
      yield { at: locateField(first.source, ['nextReview']), ...fill(messages.bunched, facts) };
    }
  },
};

/** The policies that are due within seven days of the first, given by the day on which they are due. */
function weekFrom(planned: readonly PolicyVersion[]): PolicyVersion[] {
  const [first] = planned;
  if (!first) return [];
  const end = addDays(dueOf(first), 6);
  return planned.filter((one) => dueOf(one) <= end);
}

function dueOf({ frontmatter }: PolicyVersion): CalendarDate {
  return frontmatter.nextReview;
}
