import { parsePartialDate, type PartialDate } from '../model/calendar-date.ts';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A date as documents write it: `March 25, 2026`, `25.03.2026`, `November 2025`; `03/04/2026` is ambiguous: undefined. */
export function parseWrittenDate(written: string): PartialDate | undefined {
  const text = written.trim().replace(/(\d)(?:st|nd|rd|th)\b/, '$1');
  const monthFirst = /^([A-Za-z]{3,9})\.?(?: (\d{1,2}))?,? (\d{4})$/.exec(text);
  if (monthFirst) return dateOf(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  const dayFirst = /^(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})$/.exec(text);
  if (dayFirst) return dateOf(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return dateOf(dotted[3], Number(dotted[2]), dotted[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashed) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])];
    if (first > 12) return dateOf(slashed[3], second, slashed[1]);
    return second > 12 || first === second ? dateOf(slashed[3], first, slashed[2]) : undefined;
  }
  return parsePartialDate(text);
}

function monthOf(name = ''): number {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  const full = new Date(Date.UTC(2000, Math.max(index, 0), 1)).toLocaleString('en', {
    month: 'long',
    timeZone: 'UTC',
  });
  const isName =
    index >= 0 && (full.toLowerCase().startsWith(name.toLowerCase()) || name === 'Sept');
  return isName ? index + 1 : 0;
}

function dateOf(year = '', month: number, day: string | undefined): PartialDate | undefined {
  const parts = [year, String(month).padStart(2, '0'), ...(day ? [day.padStart(2, '0')] : [])];
  return parsePartialDate(parts.join('-'));
}
