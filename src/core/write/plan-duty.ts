import { stringify } from 'yaml';
import type { Filed } from '../model/book.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { DutyRecord } from '../schemas/duty-record.ts';
import { editFields } from './edit-fields.ts';
import { freeFile, refuse, type Planned } from './writing.ts';

/** That a duty of a policy was done. */
export interface DutyOrder {
  readonly policy: string;
  readonly duty: string;
  readonly on: CalendarDate;
  readonly by: string;
  readonly evidence: string;
}

interface Setting {
  /** Name of the content folder. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly duties: readonly Filed<DutyRecord>[];
}

/** One more time on which a duty was done, at the head of its record. */
export function planDuty(
  { policy, duty, on, by, evidence }: DutyOrder,
  { folder, files, duties }: Setting,
): Planned {
  const own = duties.find(({ value }) => value.policy === policy && value.duty === duty);
  const done = { on, by, evidence };
  const written = {
    lines: [
      ['duty', `${duty} of ${policy}`],
      ['done', `${dateInWords(on)}, ${by}`],
      ['evidence', evidence],
    ],
    next: ['npm run check'],
  } as const;
  const last = own?.value.done[0]?.on;
  if (own && last !== undefined && last > on) {
    return refuse(
      `The duty was done on ${last} for the last time, which is after ${on}.`,
      `Write the earlier time by hand at its place in ${own.source.file}, newest first.`,
    );
  }
  if (own) {
    const edited = editFields(own.source, [{ prepend: 'done', item: done, after: ['duty'] }]);
    if ('problem' in edited) {
      return refuse(edited.problem, `Write it by hand into ${own.source.file}.`);
    }
    return { ...written, files: [{ file: own.source.file, text: edited.text }] };
  }
  const isShared = files.some(({ file }) => file === `${folder}/duties/${duty}.yaml`);
  const name = isShared ? `${policy}-${duty}` : duty;
  const file = freeFile(`${folder}/duties`, name, { ending: '.yaml', files });
  return { ...written, files: [{ file, text: stringify({ policy, duty, done: [done] }) }] };
}
