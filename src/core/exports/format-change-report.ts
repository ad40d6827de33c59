import { locateInMessage } from '../changes/message/locate-in-message.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { escapeText } from '../diagnostics/escape-text.ts';
import { count, formatDiagnostic, sortDiagnostics } from '../diagnostics/format-diagnostics.ts';
import { dateInWords } from '../model/calendar-date.ts';
import { idInWords } from '../model/id-in-words.ts';
import type { Verdict } from '../model/verdict.ts';
import type { JudgedProposal, Pending } from '../rules/judge-proposal.ts';
import { splitRemedy } from '../rules/message.ts';

/** A change that was judged before its merge. */
export interface ChangeReport extends JudgedProposal {
  /** Name of the file with the message. */
  readonly file: string;
  /** Title of the policy. */
  readonly title: string;
  /** Commits that were read; absent where nobody named them. */
  readonly commits?: number;
  /** What is wrong with how the message is written. */
  readonly diagnostics: readonly Diagnostic[];
}

const pendingWords: Readonly<Record<Pending, string>> = {
  paths: 'depends on the paths, which are not known without --base and --head',
  merger: 'depends on who merges it',
  time: 'depends on when it is merged; merged at this moment',
  export: 'is known from the export of the forge',
  evidence: 'not known yet',
};

/** Faults of a proposal, each at its line: its form, failed verdicts, and unknown facts that it can still state. */
export function listProposalFaults(report: ChangeReport): Diagnostic[] {
  const { file, judged, diagnostics } = report;
  const found = judged.verdicts.filter(
    (verdict) => verdict.outcome === 'fail' || isOpen(verdict, report),
  );
  return [
    ...diagnostics,
    ...found.map((verdict): Diagnostic => {
      const [line, ...others] = locateInMessage(verdict, judged.record);
      return {
        code: verdict.rule,
        severity: verdict.outcome === 'fail' && verdict.level === 'must' ? 'error' : 'warning',
        at: { file, line },
        problem: `${verdict.statement} (${placeOf(verdict)})`,
        remedy: splitRemedy(verdict.remedy ?? 'See npm run explain.').before,
        ...(others.length > 0 && {
          related: others.map((other) => ({ at: { file, line: other }, note: 'Also here' })),
        }),
      };
    }),
    ...describeUnjudged({ file, judged }),
  ];
}

/** Whether a verdict is unknown only because of what the message lacks. */
function isOpen(
  { rule, outcome, remedy }: Verdict,
  { pending }: Pick<ChangeReport, 'pending'>,
): boolean {
  return (
    outcome === 'unknown' &&
    pending.get(rule) === 'evidence' &&
    remedy?.startsWith('Before the merge: ') === true
  );
}

/** Prints the faults with their lines, what passes, what is known only later, and the totals. */
export function formatChangeReport(report: ChangeReport): string {
  const { judged, pending } = report;
  const having = (outcome: Verdict['outcome']) =>
    judged.verdicts.filter((verdict) => verdict.outcome === outcome);
  const later = having('unknown')
    .filter((verdict) => !isOpen(verdict, report))
    .map(({ rule, statement, clause }) => {
      const why = pendingWords[pending.get(rule) ?? 'evidence'];
      return `  ${nameRule(rule, clause)} ${why}: ${statement}`;
    });
  const passed = having('pass').map(
    ({ rule, clause, statement }) => `  ${nameRule(rule, clause)} ${statement}`,
  );
  const parts = [
    describeProposal(report),
    ...sortDiagnostics(listProposalFaults(report)).map((one) => formatDiagnostic(one)),
    ...listing('Passes', passed),
    ...listing('Later, so no pass yet', later),
    ...listing('Does not apply', [
      `  ${having('not-applicable')
        .map(({ rule }) => rule)
        .join(', ')}`,
    ]),
    summarise(report),
  ];
  return escapeText(parts.join('\n\n'));
}

function describeProposal({ judged, title, commits }: ChangeReport): string {
  const { record, judgedBy } = judged;
  const authors = record.authors.map(({ name, email }) => name || email).join(', ');
  const day = dateInWords(record.day);
  const by =
    judgedBy.kind === 'version'
      ? `Judged by the ${title}, version ${judgedBy.version}, in force on ${day}`
      : `Not judged by the ${title}: see below`;
  return [
    `${record.repository ?? ''}: "${record.title}" by ${authors}`,
    by,
    commits === undefined
      ? 'Without --base and --head: no commits, paths and scopes are known'
      : `${count(commits, 'commit')}, ${count(record.paths.length, 'path')}, ${
          record.scopes.length === 0
            ? 'no scope of the settings'
            : `scopes ${record.scopes.map(idInWords).join(', ')}`
        }`,
  ].join('\n');
}

function listing(head: string, lines: readonly string[]): string[] {
  const shown = lines.filter((line) => line.trim() !== '');
  return shown.length === 0 ? [] : [[`${head}:`, ...shown].join('\n')];
}

function summarise(report: ChangeReport): string {
  const { verdicts } = report.judged;
  const number = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
  const deviations = number(({ outcome, level }) => outcome === 'fail' && level === 'must');
  const advice = number(({ outcome, level }) => outcome === 'fail' && level === 'should');
  const open = number((verdict) => isOpen(verdict, report));
  const words = [
    count(deviations, 'deviation'),
    `${advice} advice`,
    `${open} unknown`,
    `${number(({ outcome }) => outcome === 'pass')} passed`,
    `${number(({ outcome }) => outcome === 'unknown') - open} known only later`,
    `${number(({ outcome }) => outcome === 'not-applicable')} not applicable`,
  ].join(', ');
  if (verdicts.length === 0) return 'Nothing was judged, so nothing passes.';
  if (deviations > 0) return `${words}. Merged like this it breaks the policy.`;
  return open > 0
    ? `${words}. Nothing breaks the policy so far; fix what is unknown before the merge.`
    : `${words}. Nothing that can be known before the merge breaks the policy.`;
}

function describeUnjudged({ file, judged }: Pick<ChangeReport, 'file' | 'judged'>): Diagnostic[] {
  const { judgedBy, record, verdicts } = judged;
  if (judgedBy.kind === 'version' && verdicts.length > 0) return [];
  if (judgedBy.kind === 'uncertain') return [];
  return [
    {
      code: 'change/not-judged',
      severity: 'warning',
      at: { file, line: 1 },
      problem:
        judgedBy.kind === 'version'
          ? `Version ${judgedBy.version} of "${judgedBy.policy}" has no changeRules, so nothing was judged.`
          : `No version of "${judgedBy.policy}" is in force on ${dateInWords(record.day)}, so nothing was judged.`,
      remedy: 'Give the day of the merge with --merged-at, or have a version approved.',
    },
  ];
}

function nameRule(rule: string, clause: string | undefined): string {
  return clause === undefined ? `${rule}:` : `${rule} (clause ${clause}):`;
}

function placeOf({ policy, version, clause }: Verdict): string {
  const document = `${policy} ${version}`;
  return clause === undefined ? document : `clause ${clause} of ${document}`;
}
