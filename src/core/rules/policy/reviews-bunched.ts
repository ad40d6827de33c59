import { isOver } from '../../history/in-force.ts';
import { addDays, dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

/** More reviews than this within seven days are not read with care. */
const mostInAWeek = 5;

export const reviewsBunched: DocumentRule = {
  code: 'policy/reviews-bunched',
  severity: 'warning',
  requirement: `At most ${mostInAWeek} reviews fall due within seven days.`,

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
      yield {
        at: locateField(first.source, ['nextReview']),
        problem: `${week.length} reviews fall due within a week, from ${dateInWords(dueOf(first))} to ${dateInWords(dueOf(last))}: ${week.map(({ frontmatter }) => frontmatter.title).join(', ')}.`,
        remedy: 'Review some of them earlier, so that the next dates move apart.',
      };
    }
  },
};

/** The policies that fall due within seven days of the first; they come by the day they fall due. */
function weekFrom(planned: readonly PolicyVersion[]): PolicyVersion[] {
  const [first] = planned;
  if (!first) return [];
  const end = addDays(dueOf(first), 6);
  return planned.filter((one) => dueOf(one) <= end);
}

function dueOf({ frontmatter }: PolicyVersion): CalendarDate {
  return frontmatter.nextReview;
}
