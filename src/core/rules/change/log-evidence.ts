import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import { loggedFields } from '../../model/record-fields.ts';
import type { CopiedEvidence } from '../../schemas/follow-up.ts';

/** A piece of a record's evidence that points at a log. */
export interface LogEvidence {
  /** As `copied` of a follow-up names it. */
  readonly of: CopiedEvidence;
  /** The day on which the log was written, as nearly as the record tells. */
  readonly day: CalendarDate;
  /** Whether nothing but the pointer is there. */
  readonly isBare: boolean;
}

/** The evidence of a change, of its message and of what followed, that points at a log or at a numbered run. */
export function listLogEvidence(
  { fields, followUps, day }: ChangeRecord,
  timeZone: string,
): readonly LogEvidence[] {
  const piece = (of: CopiedEvidence, text: string, written: CalendarDate) => ({
    of,
    text,
    written,
  });
  const dayOf = (at: Instant) => calendarDateOf(at, timeZone);
  const pieces = [
    ...loggedFields.map((of) => piece(of, fields[of]?.value ?? '', day)),
    ...followUps.flatMap(({ fields: { approvals, validated, monitored } }) => [
      ...approvals.map(({ evidence, at }) => piece('approval', evidence, dayOf(at))),
      ...(validated ? [piece('validation', validated.note, dayOf(validated.at))] : []),
      ...(monitored ? [piece('monitoring', monitored.note, dayOf(monitored.until))] : []),
    ]),
  ];
  return pieces
    .filter(({ text }) => pointsAtLog(text))
    .map(({ of, text, written }) => ({ of, day: written, isBare: !saysResult(text) }));
}

const link = /https?:\/\/\S+/g;
const logPath =
  /[/._-](?:logs?|runs?|jobs?|pipelines?|builds?|actions|workflows?|artifacts?|deploy(?:ment)?s?)(?:[/._?#-]|$)/i;
// "run 8812", "build #41"
const numberedRun = /\b(?:log|run|job|pipeline|build|workflow)\s+(?:no\.?\s*|#)?\d+\b/gi;

function pointsAtLog(text: string): boolean {
  return (text.match(link) ?? []).some((one) => logPath.test(one)) || text.search(numberedRun) >= 0;
}

/** Whether there is more than a word or two beside what points at the log. */
function saysResult(text: string): boolean {
  const rest = text.replaceAll(link, ' ').replaceAll(numberedRun, ' ');
  return (rest.match(/[\p{L}\p{N}]+/gu) ?? []).length > 2;
}
