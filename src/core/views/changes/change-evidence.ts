import { identityInWords, personInWords } from '../../model/id-in-words.ts';
import type { Book, JudgedChange } from '../../model/book.ts';
import type { DependencyChange } from '../../model/dependency-change.ts';
import type { ChangeRecord, FollowUp, Identity, ReviewCheck } from '../../model/change-record.ts';
import { calendarDateOf } from '../../model/instant.ts';
import type { People } from '../../schemas/people.ts';
import {
  dayContent,
  element,
  fieldsContent,
  listContent,
  span,
  under,
  type Content,
  type FieldLine,
} from '../content.ts';
import { isDeviation } from './verdict-words.ts';

/** The review of a change in the export of a forge; empty where no export has its pull request. */
export function reviewLines({ review }: ChangeRecord, people: People): FieldLine[] {
  if (!review) return [];
  const { changesRequested, dismissed, openThreads, checks } = review;
  return [
    { label: 'Pull request', value: review.pullRequest },
    ...namesLine('Changes requested by', changesRequested, people),
    ...namesLine('Dismissed', dismissed, people),
    { label: 'Open comments', value: openThreads ?? 'Not recorded' },
    { label: 'Checks', value: checksInWords(checks) },
    { label: 'Read from', value: `${review.file}, SHA-256 ${review.digest}` },
  ];
}

function namesLine(label: string, identities: readonly Identity[], people: People): FieldLine[] {
  const names = identities.map((identity) => identityInWords(identity, people));
  return names.length > 0 ? [{ label, value: names.join(', ') }] : [];
}

function checksInWords(checks: readonly ReviewCheck[] | undefined): string {
  if (checks === undefined) return 'Not recorded';
  if (checks.length === 0) return 'None';
  return checks.map(({ name, state }) => `${name} ${state}`).join(', ');
}

const stateWords = {
  bad: 'Bad: it proves nothing',
  'unknown-key': 'By an unknown key: it proves nothing',
  'not-checked': 'Not checked',
} as const;

/** The signatures over the commit of a change and over tags on it, and whose they are. */
export function signatureLines(record: ChangeRecord, people: People): FieldLine[] {
  return (record.signatures ?? []).map(({ over, tag, state, by, key, reason }) => ({
    label: over === 'tag' ? `Tag ${tag ?? ''}` : 'Commit',
    value: [
      state === 'good' ? signerInWords(by ?? '', record, people) : stateWords[state],
      under(reason),
      under(key && ['Key ', span('id', key)]),
    ],
  }));
}

function signerInWords(by: string, record: ChangeRecord, people: People): string {
  const { authors, approvals, merger } = record;
  const parts = [
    ...(authors.some(({ person }) => person === by) ? ['wrote'] : []),
    ...(approvals.some((one) => one.by.person === by && one.void === undefined)
      ? ['approved']
      : []),
    ...(merger?.value.person === by ? ['merged'] : []),
  ];
  const name = personInWords(by, people);
  return parts.length > 0
    ? `Good, by ${name}, who ${parts.join(' and ')} it`
    : `Good, by another person: ${name} neither wrote, approved nor merged it`;
}

/** The answers to the deviations of a change, and the clauses that nobody has answered for. */
export function answersContent({ verdicts }: JudgedChange, { people }: Book): Content {
  const deviations = verdicts.filter(isDeviation);
  const open = deviations
    .filter(({ answer }) => answer === undefined)
    .map(({ clause, rule }) => (clause === undefined ? rule : `clause ${clause}`));
  return [
    deviations.map(({ answer, clause, rule }) => {
      if (!answer) return undefined;
      const { why, action, by, on, approvedBy, expires, closed, covers, since = on } = answer;
      return answerContent([
        { label: `To clause ${clause ?? rule}`, value: answer.rule },
        ...line('Standing exception', covers && ['covers changes from ', dayContent(since)]),
        { label: 'Why', value: why },
        { label: 'Action taken', value: action },
        { label: 'Written by', value: [`${personInWords(by, people)}, `, dayContent(on)] },
        { label: 'Approved by', value: personInWords(approvedBy, people) },
        ...line('Valid until', expires && dayContent(expires)),
        ...line('Closed', closed && [dayContent(closed.on), `, ${closed.note}`]),
      ]);
    }),
    open.length > 0
      ? element('p', {}, `No answer yet for ${[...new Set(open)].join(' and ')}.`)
      : undefined,
  ];
}

function answerContent(lines: readonly FieldLine[], body = ''): Content {
  const text = body.trim();
  return element('div', { class: 'answer' }, [
    text === '' ? undefined : element('p', {}, text),
    fieldsContent(lines),
  ]);
}

function line(label: Content, value: Content, style?: string): FieldLine[] {
  return value === undefined ? [] : [{ label, value, ...(style && { style }) }];
}

/** A note with the result before it, where one is stated. */
function withResult({
  result,
  note,
}: {
  readonly result?: string | undefined;
  readonly note: string;
}) {
  return result === undefined ? note : `${result}: ${note}`;
}

/** What the book's own records add to a change. */
export function followUpContent({ source, fields, body }: FollowUp, people: People): Content {
  const { incident, validated, monitored, copied, retrospective } = fields;
  const { spokenApproval, securityReview, testedAfter, checked } = fields;
  return answerContent(
    [
      ...line('Incident', incident),
      ...line('Approved in words', spokenApproval?.note),
      ...line('Security review', securityReview?.note),
      ...line('Tested afterwards', testedAfter && withResult(testedAfter)),
      ...line('Checked', checked && withResult(checked)),
      ...line('Data whole', checked?.data),
      ...line('Validated', validated && withResult(validated)),
      ...line('Watched', monitored && withResult(monitored)),
      ...copied.map(({ on, shows }) => ({
        label: ['Copied from the log, ', dayContent(on)],
        value: shows,
      })),
      ...(retrospective
        ? [
            {
              label: 'Retrospective',
              value: [`${personInWords(retrospective.by, people)}, `, dayContent(retrospective.on)],
            },
            { label: 'Root cause', value: retrospective.rootCause },
            { label: 'Actions', value: retrospective.actions },
            { label: 'To prevent it', value: retrospective.preventiveControls },
          ]
        : []),
      { label: 'Recorded in', value: source.file, style: 'id' },
    ],
    body,
  );
}

/** The commit, the paths and the commits that a merge brought in. */
export function originContent(record: ChangeRecord, timeZone: string): Content {
  const { commit, branch, scopes, paths, commits, dependencies = [] } = record;
  const commitItems = commits.map(({ id, subject, author, at }) =>
    element('li', {}, [
      span('id', id.slice(0, 12)),
      element('span', {}, [`${subject} `, element('small', { class: 'quiet' }, author.name)]),
      dayContent(calendarDateOf(at, timeZone)),
    ]),
  );
  return [
    fieldsContent([
      ...line('Commit', commit, 'id'),
      ...line('Branch', branch, 'id'),
      ...line('Scopes', scopes.length > 0 ? scopes.join(', ') : undefined),
      ...line(
        'Dependencies',
        dependencies.length > 0
          ? listContent('paths', dependencies.map(describeDependency))
          : undefined,
      ),
      ...line('Paths', paths.length > 0 ? listContent('paths', paths) : undefined),
    ]),
    commits.length > 0 ? element('ol', { class: 'commits' }, commitItems) : undefined,
  ];
}

function describeDependency({ kind, manifest, name, from, to }: DependencyChange): string {
  const versions = [from, to].filter((one) => one !== undefined && one !== '').join(' to ');
  return `${kind}: ${name}${versions === '' ? '' : ` ${versions}`} (${manifest})`;
}
