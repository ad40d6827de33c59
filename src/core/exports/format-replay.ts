import { escapeText } from '../diagnostics/escape-text.ts';
import { count } from '../diagnostics/format-diagnostics.ts';
import { dateInWords } from '../model/calendar-date.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Difference, Replay } from '../rules/replay.ts';
import { countRegister, countsInWords } from '../views/register/register-counts.ts';
import { markOf, markWords } from '../views/changes/verdict-words.ts';

/** Prints what a draft would have judged otherwise, by rule, with the changes and the totals. */
export function formatReplay({ draft, from, before, after, differences }: Replay): string {
  const { title } = draft.frontmatter;
  const changed = new Set([...differences.values()].flat().map(({ change }) => change)).size;
  const head = [
    `What if the ${title}, version ${draft.version}, had been in force from ${dateInWords(from)}?`,
    `${count(before.length, 'change')} judged again, ${changed} of them otherwise.`,
  ].join('\n');
  const none =
    before.length === 0
      ? ['No change was merged since that day; name an earlier one with --from.']
      : [];
  const rules = [...differences].map(([rule, list]) =>
    [`${rule}: ${count(list.length, 'change')}`, ...list.flatMap(formatDifference)].join('\n'),
  );
  const counts = [
    `As judged: ${countsInWords(countRegister(before))}`,
    `By the draft: ${countsInWords(countRegister(after))}`,
  ].join('\n');
  return escapeText([head, ...none, ...rules, counts].join('\n\n'));
}

function formatDifference({ change, day, before, after }: Difference): string[] {
  return [
    `  ${change} (${dateInWords(day)}): ${wordsFor(before)}, then ${wordsFor(after)}`,
    ...(after ? [`    ${after.statement}`] : []),
  ];
}

function wordsFor(verdict: Verdict | undefined): string {
  if (!verdict) return 'not judged';
  const place = verdict.clause === undefined ? '' : `, clause ${verdict.clause}`;
  return `${markWords[markOf(verdict)].toLowerCase()} (${verdict.version}${place})`;
}

/** The same for programs. */
export function formatReplayJson(
  replay: Replay,
  { asOf, engine }: { asOf: string; engine: string },
): string {
  const { draft, from, before, after, differences } = replay;
  const report = {
    schemaVersion: 1,
    asOf,
    engine,
    policy: draft.policy,
    version: draft.version,
    from,
    replayed: before.length,
    differences: [...differences].flatMap(([rule, list]) =>
      list.map(({ change, day, before: was, after: is }) => ({
        rule,
        change,
        day,
        before: plainVerdict(was),
        after: plainVerdict(is),
      })),
    ),
    counts: { before: countRegister(before), after: countRegister(after) },
  };
  return JSON.stringify(report, undefined, 2);
}

function plainVerdict(verdict: Verdict | undefined) {
  if (!verdict) return null;
  const { outcome, level, clause, version, statement } = verdict;
  return { verdict: outcome, level, clause: clause ?? null, version, statement };
}
