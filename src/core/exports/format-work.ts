import { Buffer } from 'node:buffer';
import { escapeText } from '../diagnostics/escape-text.ts';
import { count } from '../diagnostics/format-diagnostics.ts';
import type { Book } from '../model/book.ts';
import { dateInWords, daysBetween } from '../model/calendar-date.ts';
import type { Work } from '../views/work/list-work.ts';

export const reminderFormats = ['text', 'slack', 'teams', 'email', 'github-issue', 'json'] as const;
export type ReminderFormat = (typeof reminderFormats)[number];

type Setting = Pick<Book, 'asOf' | 'settings'>;

/** The one thing to do now, with the command for it. */
export function formatNext(work: readonly Work[], { asOf }: Setting, format: 'text' | 'json') {
  const [first] = work;
  if (format === 'json') {
    return JSON.stringify(
      { schemaVersion: 1, asOf, next: first ?? null, waiting: work.length },
      undefined,
      2,
    );
  }
  if (!first) return 'Nothing is overdue, unanswered or soon due.';
  const rest = work.length - 1;
  return escapeText(
    [
      `${first.what}: ${dueInWords(first, asOf)}.`,
      `  ${first.owner}`,
      `  ${first.command}`,
      ...(rest > 0 ? [`\n${count(rest, 'other thing')} after it: npm run remind`] : []),
    ].join('\n'),
  );
}

/** "overdue by 3 days, since 12 November 2026", "due on 1 December 2026", "without an answer". */
function dueInWords({ kind, state, due }: Work, asOf: Book['asOf']): string {
  if (due === null) return kind === 'draft' ? 'a draft' : 'without an answer';
  if (state === 'due') return `due on ${dateInWords(due)}`;
  return `overdue by ${count(daysBetween(due, asOf), 'day')}, since ${dateInWords(due)}`;
}

/** Everything that is to be done, by owner, in the form that a channel takes. Nothing to do is an empty text but in JSON. */
export function formatReminder(
  work: readonly Work[],
  { asOf, settings }: Setting,
  format: ReminderFormat,
): string {
  if (format === 'json') {
    return JSON.stringify({ schemaVersion: 1, asOf, work }, undefined, 2);
  }
  if (work.length === 0) return '';
  const { name } = settings.organisation;
  const { url } = settings.editions.internal;
  const title = `Policies of ${name}: ${count(work.length, 'thing')} to do on ${dateInWords(asOf)}`;
  const owners = [...Map.groupBy(work, ({ owner }) => owner)];
  const lineOf = (one: Work) => `${one.what}: ${dueInWords(one, asOf)}`;
  const reviews = `${url.replace(/\/+$/, '')}/reviews/`;
  switch (format) {
    case 'text':
      return escapeText(
        [
          title,
          ...owners.flatMap(([owner, own]) => [
            `\n${owner}`,
            ...own.flatMap((one) => [`  ${lineOf(one)}`, `    ${one.command}`]),
          ]),
        ].join('\n'),
      );
    case 'email':
      return [
        `Subject: ${encodeHeader(oneLine(title))}`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        ...owners.flatMap(([owner, own]) =>
          [owner, ...own.map((one) => `- ${lineOf(one)}`)].map(oneLine).concat(''),
        ),
        reviews,
      ].join('\r\n');
    case 'github-issue':
      return [
        `# ${escapeMarkdown(title)}`,
        ...owners.flatMap(([owner, own]) => [
          `\n## ${escapeMarkdown(owner)}\n`,
          ...own.map((one) => `- [ ] ${escapeMarkdown(lineOf(one))} \`${one.command}\``),
        ]),
        `\n<${reviews}>`,
      ].join('\n');
    case 'slack':
      return JSON.stringify({
        text: escapeSlack(title),
        blocks: [
          section(`*${escapeSlack(title)}*`),
          // Slack refuses a text of more than 3,000 characters, and more than fifty blocks.
          ...owners
            .slice(0, 40)
            .map(([owner, own]) =>
              section(
                cut(
                  [
                    `*${escapeSlack(owner)}*`,
                    ...few(own.map((one) => `• ${escapeSlack(lineOf(one))}`)),
                  ].join('\n'),
                ),
              ),
            ),
          section(`<${reviews}|Reviews and duties>`),
        ],
      });
    case 'teams':
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', text: title, weight: 'Bolder', wrap: true },
                ...owners.slice(0, 40).flatMap(([owner, own]) => [
                  { type: 'TextBlock', text: escapeMarkdown(owner), weight: 'Bolder', wrap: true },
                  ...few(own.map((one) => escapeMarkdown(lineOf(one)))).map((text) => ({
                    type: 'TextBlock',
                    text,
                    wrap: true,
                  })),
                ]),
              ],
              actions: [{ type: 'Action.OpenUrl', title: 'Reviews and duties', url: reviews }],
            },
          },
        ],
      });
  }
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function cut(text: string): string {
  return text.length <= 2900 ? text : `${text.slice(0, 2900)}…`;
}

/** The first lines, and how many there are besides: a channel takes a card of some kilobytes. */
function few(lines: readonly string[]): string[] {
  const most = 10;
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `and ${lines.length - most} more`];
}

/** A header of a message as RFC 2047 asks for, where it has other letters than ASCII. */
function encodeHeader(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words = Array.from(text).reduce<string[]>((parts, letter) => {
    const last = parts.at(-1);
    const isFull = last === undefined || Buffer.byteLength(last + letter) > 39;
    return isFull ? [...parts, letter] : [...parts.slice(0, -1), last + letter];
  }, []);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

function oneLine(text: string): string {
  return escapeText(text).replaceAll(/\s+/g, ' ');
}

/** Titles and names are text of the book: none makes a mention, a link or a heading. */
function escapeSlack(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (sign) => `\u200b${sign}`);
}

function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_[\]<>#|!]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u200b');
}
