import { isFiller } from '../../changes/message/is-filler.ts';
import {
  parseVulnerability,
  splitVulnerabilities,
} from '../../changes/message/parse-vulnerability.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf } from '../../model/instant.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { deploymentOf } from './deployment-of.ts';

export const changeRemediation: ChangeRule = {
  code: 'change/remediation',
  requirement: 'A finding is mended in production within the time that its severity allows.',

  judge(change, context) {
    const { remediation } = context.changeRules;
    const written = change.fields.vulnerability?.value ?? '';
    const judged =
      remediation && !isFiller(written)
        ? splitVulnerabilities(written).map((one) =>
            judgeFinding(one, change, context, remediation),
          )
        : [];
    // The worst first: of several findings one that is late is enough.
    const worst = (['fail', 'unknown', 'pass'] as const).find((outcome) =>
      judged.some((one) => one.outcome === outcome),
    );
    const alike = judged.filter(({ outcome }) => outcome === worst);
    const [first] = alike;
    if (!remediation || !first) {
      return { outcome: 'not-applicable', statement: 'It mends no finding with a deadline.' };
    }
    const { clause, level = 'must' } = remediation;
    return { ...first, level, clause, statement: alike.map((one) => one.statement).join(' ') };
  },
};

function judgeFinding(
  written: string,
  change: ChangeRecord,
  context: JudgingContext,
  { clause: _, level: __, ...periods }: NonNullable<ChangeRules['remediation']>,
): Judgement {
  const finding = parseVulnerability(written);
  if (!finding || finding.found > change.day) {
    return {
      outcome: 'fail',
      statement: finding
        ? `Its finding ${finding.id} is dated ${dateInWords(finding.found)}, after the merge.`
        : `Its finding is written "${written}", from which no deadline can be read.`,
      remedy:
        'Before the merge: write "Vulnerability: CVE-2026-1234; high; found 2026-03-01". Afterwards: answer the deviation in content/answers with the right values.',
    };
  }
  const { id, severity, found } = finding;
  const period = Object.hasOwn(periods, severity)
    ? periods[severity as keyof typeof periods]
    : undefined;
  if (!period) {
    return {
      outcome: 'unknown',
      statement: `The policy sets no deadline for the severity ${severity} of ${id}.`,
      remedy: `Rate it as the policy does (${Object.keys(periods).join(', ')}).`,
    };
  }
  const due = addPeriod(found, period);
  const deployed = deploymentOf(change, context);
  const mended = deployed ? calendarDateOf(deployed.at, context.settings.timeZone) : change.day;
  const terms = `${id} (${severity}) was found on ${dateInWords(found)} and had ${periodInWords(period)}, until ${dateInWords(due)}`;
  if (mended > due) {
    return {
      outcome: 'fail',
      statement: `${terms}; it was mended on ${dateInWords(mended)}.`,
      remedy: 'Answer the deviation in content/answers: what protected customers until then.',
    };
  }
  return deployed
    ? { outcome: 'pass', statement: `${terms}; it was mended on ${dateInWords(mended)}.` }
    : {
        outcome: 'unknown',
        statement: `${terms}; when the change reached production is not known.`,
        remedy: 'Give the file of deployments, or write "deployed" in a follow-up.',
      };
}
