import { dateInWords, parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';

const form = document.querySelector<HTMLFormElement>('form[data-days]');
const field = form?.querySelector('input');
const status = form?.querySelector('.day-status');

if (form && field && status) {
  const { days = '', book = '', shown } = form.dataset;
  const listed = days.split(' ').sort();

  /** The page of a day: that of the last change on or before it. */
  const pageOf = (day: CalendarDate) => listed.findLast((one) => one <= day);

  const addressOf = (page: string, day: CalendarDate) =>
    new URL(page === day ? `${page}/` : `${page}/?day=${day}`, form.action).href;

  const explainBefore = (day: CalendarDate) => {
    const first = parseCalendarDate(listed[0] ?? '');
    status.textContent = first
      ? `No page for ${dateInWords(day)}: the first date is ${dateInWords(first)}.`
      : 'No policy has ever been in force.';
  };

  const nameDay = (day: CalendarDate) => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-chosen]')) {
      const before = time.textContent.trim();
      time.dateTime = day;
      time.textContent = dateInWords(day);
      document.title = document.title.replace(before, dateInWords(day));
    }
    field.value = day;
    if (day > book) {
      status.textContent =
        'This date is after the date of this site; policies approved later may change it.';
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const day = parseCalendarDate(field.value);
    const page = day && pageOf(day);
    if (page) location.assign(addressOf(page, day));
    else if (day) explainBefore(day);
  });

  const wanted = parseCalendarDate(new URLSearchParams(location.search).get('day') ?? '');
  const page = wanted && pageOf(wanted);
  if (wanted && page === undefined) explainBefore(wanted);
  else if (wanted && page === shown) nameDay(wanted);
  else if (wanted && page !== undefined) location.replace(addressOf(page, wanted));
}
