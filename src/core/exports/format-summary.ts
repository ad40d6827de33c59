import { count } from '../diagnostics/format-diagnostics.ts';
import type { Book } from '../model/book.ts';
import { dateInWords } from '../model/calendar-date.ts';
import type { DaySpan } from '../model/span.ts';
import type { Population } from '../model/change-record.ts';
import { proofs as proofGrades } from '../schemas/change-rules.ts';
import { countRegister, countsInWords } from '../views/register/register-counts.ts';

/** What was read and judged, in a dozen lines; the sums are the ones that an auditor checks. With a period, `book` has its changes alone. */
export function formatSummary(book: Book, period?: DaySpan): string {
  const { asOf, settings, engine, policies, incomplete, populations, changes } = book;
  const versions = policies.flatMap((policy) => policy.versions).length;
  const outside = changes.filter(({ record }) => record.form === 'outside-git').length;
  return [
    `${settings.organisation.name}${settings.sample ? ' (sample book)' : ''}, judged as of ${dateInWords(asOf)} by ${engine}`,
    `  ${count(policies.length, 'policy').replace('policys', 'policies')} in ${count(versions, 'version')}${lackInWords(incomplete.length)}`,
    ...formatProofs(policies),
    ...populations.map(formatPopulation),
    ...(period ? [`  From ${dateInWords(period.from)} to ${dateInWords(period.until)}:`] : []),
    `  ${count(outside, 'change')} made outside git`,
    `  ${countsInWords(countRegister(changes))}`,
  ].join('\n');
}

/** How the approvals of the texts in content/policies are proved; nothing in a sample. */
function formatProofs(policies: Book['policies']): string[] {
  const grades = policies.flatMap(
    ({ current, proofs }) => proofs?.approvals.get(current.version)?.proof ?? [],
  );
  const counts = proofGrades.flatMap((grade) => {
    const own = grades.filter((one) => one === grade).length;
    return own === 0 ? [] : `${own} ${grade}`;
  });
  return counts.length === 0 ? [] : [`  approvals of policies: ${counts.join(', ')}`];
}

function lackInWords(drafts: number): string {
  if (drafts === 0) return '';
  return `, and ${count(drafts, 'draft')} that ${drafts === 1 ? 'lacks' : 'lack'} fields`;
}

function formatPopulation({
  repository,
  branch,
  commits,
  records,
  exclusions,
  firstCommit,
  lastCommit,
}: Population): string {
  const span =
    firstCommit && lastCommit ? ` (${firstCommit.slice(0, 12)} to ${lastCommit.slice(0, 12)})` : '';
  return `  ${repository}/${branch}${span}: ${count(commits, 'commit')} = ${count(records, 'record')} + ${count(exclusions.length, 'exclusion')}`;
}
