import { isFiller } from '../../changes/message/is-filler.ts';
import { dateInWords, parseCalendarDate, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf } from '../../model/instant.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';

const writeRight =
  'Before the merge: write "Vulnerability: CVE-2026-1234; high; found 2026-03-01". Afterwards: answer the deviation in content/answers with the right values.';
const terms = '{id} ({severity}) was found on {found} and had {period}, until {due}; it was';
const messages = {
  notInVersion: notApplicable('The version in force sets no deadline for vulnerabilities.'),
  notRequired: notApplicable('The change names no vulnerability that it fixes.'),
  foundAfterMerge: fail('The vulnerability {id} is dated {found}, after the merge.', writeRight),
  unread: fail('The vulnerability is written "{written}", which has no deadline.', writeRight),
  notRated: unknown(
    'The policy sets no deadline for the severity {severity} of {id}.',
    'Rate it as the policy does ({severities}).',
  ),
  inTime: pass(`${terms} fixed on {fixed}.`),
  late: fail(
    `${terms} fixed on {fixed}.`,
    'Answer the deviation in content/answers: state what protected customers until then.',
  ),
  deploymentUnknown: unknown(
    `${terms} merged on {fixed}, and the time of its deployment is not known.`,
    'Add the file of deployments, or write "deployed" in a follow-up.',
  ),
} as const;

export const changeRemediation: ChangeRule = {
  code: 'change/remediation',
  requirement: 'A vulnerability is fixed in production within the time that its severity allows.',
  messages,
  example: {
    good: { lines: ['Vulnerability: CVE-2026-1234; high; found 2026-03-01'] },
    bad: { lines: ['Vulnerability: CVE-2026-1234; high; found 2026-02-01'] },
  },

  judge(change, context) {
    const { remediation } = context.changeRules;
    const written = change.fields.vulnerability?.value ?? '';
    if (!remediation) return messages.notInVersion;
    const notRequired = { ...messages.notRequired, clause: remediation.clause };
    if (isFiller(written)) return notRequired;
    const judged = splitVulnerabilities(written).map((one) =>
      judgeVulnerability(one, change, context, remediation),
    );
    // One that is late is enough.
    const worst = (['fail', 'unknown', 'pass'] as const).find((outcome) =>
      judged.some((one) => one.outcome === outcome),
    );
    const alike = judged.filter(({ outcome }) => outcome === worst);
    const [first] = alike;
    if (!first) return notRequired;
    const { clause, level = 'must' } = remediation;
    const statement = alike.map((one) => one.statement).join(' ');
    return { ...first, level, clause, statement };
  },
};

function judgeVulnerability(
  written: string,
  change: ChangeRecord,
  context: JudgingContext,
  { clause: _, level: __, ...periods }: NonNullable<ChangeRules['remediation']>,
): Judgement {
  const vulnerability = parseVulnerability(written);
  if (!vulnerability) return fill(messages.unread, { written });
  const { id, severity } = vulnerability;
  const found = dateInWords(vulnerability.found);
  if (vulnerability.found > change.day) return fill(messages.foundAfterMerge, { id, found });
  const allowed = Object.hasOwn(periods, severity)
    ? periods[severity as keyof typeof periods]
    : undefined;
  if (!allowed) {
    const severities = Object.keys(periods).join(', ');
    return fill(messages.notRated, { id, severity, severities });
  }
  const due = addPeriod(vulnerability.found, allowed);
  const deployed = deploymentOf(change, context);
  const fixed = deployed ? calendarDateOf(deployed.at, context.settings.timeZone) : change.day;
  const message = deployed ? messages.inTime : messages.deploymentUnknown;
  return fill(fixed > due ? messages.late : message, {
    id,
    severity,
    found,
    period: periodInWords(allowed),
    due: dateInWords(due),
    fixed: dateInWords(fixed),
  });
}

/** A vulnerability that a change repairs. */
interface Vulnerability {
  readonly id: string;
  /** As it is written, in lower case: low, medium, high, or a word that no policy knows. */
  readonly severity: string;
  readonly found: CalendarDate;
}

const form = /^([^;]*[^;\s])\s*;\s*([a-z]+)\s*;\s*found\s+(\S+)$/i;

/** Reads `CVE-2026-1234; high; found 2026-03-01`, or gives undefined for any other form. */
export function parseVulnerability(text: string): Vulnerability | undefined {
  const [, id, severity, day] = form.exec(text.trim()) ?? [];
  const found = parseCalendarDate(day ?? '');
  if (id === undefined || severity === undefined || found === undefined) return undefined;
  return { id, severity: severity.toLowerCase(), found };
}

/** The vulnerabilities of a field, which are separated by commas, each as it is written. */
export function splitVulnerabilities(text: string): readonly string[] {
  // A comma inside a finding joins two ids that were found together.
  return text
    .split(/\s+/)
    .join(' ')
    .split(/(?<=; ?found \d{4}-\d{2}-\d{2}) ?,/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
