import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import { calendarDateOf, type Instant } from '#core/model/instant.ts';
import { ageWords, reviewWords } from '#core/views/reviews/review-words.ts';

const { asOf, timeZone, today: pinned } = document.documentElement.dataset;

/** The civil day on which the page is read, in the organisation's zone; a sample book stays on its own day. */
function readToday(): CalendarDate | undefined {
  if (pinned) return parseCalendarDate(pinned);
  return timeZone ? calendarDateOf(new Date().toISOString() as Instant, timeZone) : undefined;
}

function showReviews(today: CalendarDate): void {
  for (const time of document.querySelectorAll<HTMLElement>('time[data-review-due]')) {
    const due = parseCalendarDate(time.dataset['reviewDue'] ?? '');
    if (!due) continue;
    const { overdue, line, note } = reviewWords(due, today);
    const whole = time.closest<HTMLElement>('[data-review-line]');
    const beside = time.parentElement?.querySelector<HTMLElement>('[data-review-note]');
    const place = whole ?? beside;
    if (!place) continue;
    place.textContent = whole ? line : note;
    place.toggleAttribute('data-overdue', overdue);
  }
}

function showAge(book: CalendarDate, today: CalendarDate): void {
  for (const time of document.querySelectorAll('[data-book-age] time')) {
    time.after(ageWords(book, today));
  }
}

const today = readToday();
const book = parseCalendarDate(asOf ?? '');

// A clock before the day of the book cannot be right; then the dates stay as they were printed.
if (today && book && today >= book) {
  showReviews(today);
  showAge(book, today);
}
