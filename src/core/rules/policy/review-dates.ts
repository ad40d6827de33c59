import { earlyReview, type ReviewTrigger } from '../../history/early-reviews.ts';
import { isOver } from '../../history/in-force.ts';
import { reviewClock } from '../../history/review-clock.ts';
import { overdueSeverity, reviewGate } from '../../history/review-gate.ts';
import { addDays, dateInWords, daysBetween, type CalendarDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { daysInWords, fill, recordReview, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const wasDue = 'The review of "{title}" was due on {due}; on {asOf} it is overdue by {late}';
const overdueMessages = {
  overdue: report(`${wasDue}.`, recordReview),
  inGrace: report(`${wasDue}. From the day after {lastDay} on the build fails.`, recordReview),
};

export const reviewOverdue: DocumentRule = {
  code: 'policy/review-overdue',
  severity: 'error',
  requirement: 'Every policy is reviewed on or before its review date.',
  messages: overdueMessages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P4M', 'nextReview: 2026-05-05'],
  },

  *check(book) {
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const { due } = reviewClock(policy, book);
      if (due >= asOf || isOver(policy, asOf)) continue;
      const { at, facts } = describeReview(policy, due);
      const late = daysInWords(daysBetween(due, asOf));
      const all = { ...facts, asOf: dateInWords(asOf), late };
      const { severity, lastDay } = overdueSeverity(due, reviewGate(policy, settings.gates), asOf);
      const { overdue, inGrace } = overdueMessages;
      yield {
        severity,
        at,
        ...(lastDay === undefined
          ? fill(overdue, all)
          : fill(inGrace, { ...all, lastDay: dateInWords(lastDay) })),
      };
    }
  },
};

const problem = 'The review of "{title}" is due on {due}, {left} (notice of {notice} days).';
const dueMessages = {
  due: report(problem, 'Plan it with the owner ({owner}).'),
  lastNotice: report(problem, recordReview),
};

export const reviewDue: DocumentRule = {
  code: 'policy/review-due',
  severity: 'warning',
  requirement: 'A review that is due soon is announced; this never fails a build.',
  messages: dueMessages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P5M', 'nextReview: 2026-06-05'],
  },

  *check(book) {
    const { policies, settings, asOf } = book;
    const notices = [...settings.reviews.warnDays].sort((left, right) => left - right);
    for (const policy of policies) {
      const { due } = reviewClock(policy, book);
      const days = daysBetween(asOf, due);
      const notice = notices.find((most) => days <= most);
      if (days < 0 || notice === undefined || isOver(policy, asOf)) continue;
      const left = days === 0 ? 'today' : `in ${daysInWords(days)}`;
      const isLast = notice === notices[0] && notices.length > 1;
      const { at, facts } = describeReview(policy, due);
      const message = isLast ? dueMessages.lastNotice : dueMessages.due;
      yield { at, ...fill(message, { ...facts, left, notice }) };
    }
  },
};

function describeReview({ id, current: { source, frontmatter } }: Policy, due: CalendarDate) {
  const { title, owner } = frontmatter;
  const facts = { title, due: dateInWords(due), owner: idInWords(owner), policy: id };
  return { at: locateField(source, ['nextReview']), facts };
}

const earlyMessages = {
  due: report(
    'The review of "{title}" is due by {due}, because of {trigger}; no review has been done since.',
    recordReview,
  ),
  overdue: report(
    'The review of "{title}" was due by {due}, because of {trigger}; no review has been done since.',
    recordReview,
  ),
};

export const reviewDueEarly: DocumentRule = {
  code: 'policy/review-due-early',
  severity: 'error',
  requirement:
    'A policy is reviewed soon after a significant change or an event that its reviewOn names.',
  messages: earlyMessages,
  example: {
    good: [
      'reviewOn: [regulation]',
      `reviews: [${reviewRow('2026-03-10')}]`,
      'nextReview: 2027-03-10',
    ],
    bad: [
      'reviewOn: [regulation]',
      `reviews: [${reviewRow('2026-02-01')}]`,
      'nextReview: 2027-02-01',
    ],
    reported: 'policies/access-control.mdx reviewOn:',
    beside: {
      'policybook.yaml': ['events: [{ on: 2026-03-02, event: regulation, what: A law. }]'],
    },
  },

  *check(book) {
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const early = earlyReview(policy, book);
      if (!early) continue;
      const { due, triggers } = early;
      const { title, owner } = policy.current.frontmatter;
      const isLate = due < asOf;
      const others = triggers.length - 1;
      const more = others === 0 ? '' : ` and ${others} more`;
      const facts = {
        title,
        due: dateInWords(due),
        trigger: `${describe(triggers[0])}${more}`,
        owner: idInWords(owner),
        policy: policy.id,
      };
      yield {
        severity: isLate
          ? overdueSeverity(due, reviewGate(policy, settings.gates), asOf).severity
          : 'warning',
        at: locateField(policy.current.source, ['reviewOn']),
        ...fill(isLate ? earlyMessages.overdue : earlyMessages.due, facts),
      };
    }
  },
};

function describe(trigger: ReviewTrigger): string {
  const on = dateInWords(trigger.on);
  const named = trigger.named.join(', ');
  return trigger.kind === 'change'
    ? `the ${trigger.type} change ${trigger.change} (${named}) of ${on}`
    : `"${trigger.title.replace(/\.$/, '')}" (${named}) of ${on}`;
}

/** With more reviews than these in seven days, few are done with care. */
const mostInAWeek = 5;
const onBunches = {
  bunched: report(
    '{count} reviews are due within a week, from {first} to {last}: {titles}.',
    `Plan some of them earlier, at most ${mostInAWeek} a week: {plan}.`,
  ),
};

export const reviewsBunched: DocumentRule = {
  code: 'policy/reviews-bunched',
  severity: 'warning',
  requirement: `At most ${mostInAWeek} reviews are due within seven days.`,
  messages: onBunches,
  example: {
    good: ['reviewEvery: P6M', 'nextReview: 2026-07-05'],
    bad: ['nextReview: 2027-01-05'],
    reported: 'policies/access-control.mdx nextReview: 2027-01-05',
    beside: Object.fromEntries(['b', 'c', 'd', 'e'].map((name) => [`policies/${name}.mdx`, []])),
  },

  *check(book) {
    const planned = book.policies
      .filter((policy) => !isOver(policy, book.asOf))
      .map((policy): Planned => ({ policy, due: reviewClock(policy, book).due }))
      .sort((left, right) => (left.due < right.due ? -1 : 1));

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
        first: dateInWords(first.due),
        last: dateInWords(last.due),
        titles: week.map(({ policy }) => policy.current.frontmatter.title).join(', '),
        plan: week.slice(0, -mostInAWeek).reverse().map(planEarlier).join('; '),
      };
      const at = locateField(first.policy.current.source, ['nextReview']);
      yield { at, ...fill(onBunches.bunched, facts) };
    }
  },
};

interface Planned {
  readonly policy: Policy;
  readonly due: CalendarDate;
}

/** The reviews that are due within seven days of the first, given by the day on which they are due. */
function weekFrom(planned: readonly Planned[]): Planned[] {
  const [first] = planned;
  if (!first) return [];
  const end = addDays(first.due, 6);
  return planned.filter(({ due }) => due <= end);
}

/** Where a review goes that is one too many: into the weeks before, each with as many as a week may have. */
function planEarlier({ policy, due }: Planned, index: number): string {
  const weeks = Math.floor(index / mostInAWeek) + 1;
  return `nextReview: ${addDays(due, -7 * weeks)} for ${policy.current.frontmatter.title}`;
}
