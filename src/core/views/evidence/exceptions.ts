import type { Exception, ExceptionState } from '../../history/exceptions.ts';
import type { Book } from '../../model/book.ts';
import { personInWords } from '../../model/id-in-words.ts';
import type { Answer } from '../../schemas/answer.ts';
import { clauseContent } from '../changes/verdict-table.ts';
import { dayContent, dueContent, link, listContent, under, type Content } from '../content.ts';
import { changePath } from '../paths.ts';
import { countOf } from '../register/register-counts.ts';
import { tableContent, type Column } from '../table.ts';

const states: Readonly<Record<ExceptionState, string>> = {
  open: 'Open',
  expired: 'Expired',
  closed: 'Closed',
  settled: 'never',
};

/** "changes of platform, of type normal, that touch security". */
function coveredInWords({ covers }: Answer): string {
  if (!covers) return '';
  const { repositories, types, scopes } = covers;
  const of = types ? `, of type ${types.join(' or ')}` : '';
  const touching = scopes ? `, that touch ${scopes.join(' or ')}` : '';
  return `changes of ${repositories.join(' or ')}${of}${touching}`;
}

/** What an exception is for: the deviations that it answers, or the changes that it covers. */
export function exceptionInWords({ answer, rules, answered }: Exception): string {
  const found = answered.map(({ verdict }) => verdict.statement);
  return answer.change === undefined
    ? `${rules.join(', ')}: ${coveredInWords(answer)}`
    : found.join(' ') || `${answer.change}: ${rules.join(', ')}`;
}

/** The register of exceptions: its columns in files and on pages. */
export function exceptionColumns({ people, asOf }: Book): readonly Column<Exception>[] {
  const nameOf = (id: string) => personInWords(id, people);
  return [
    { key: 'id', value: ({ id }) => id },
    { key: 'kind', value: ({ answer }) => (answer.covers ? 'standing' : 'answer') },
    { key: 'state', value: ({ state }) => state },
    { key: 'rules', value: ({ rules }) => rules.join(' ') },
    { key: 'change', value: ({ answer }) => answer.change },
    {
      key: 'covers',
      value: ({ answer }) => coveredInWords(answer) || undefined,
    },
    {
      key: 'what',
      value: exceptionInWords,
      label: 'Exception',
      isHead: true,
      style: 'wide',
      cell: ({ answer, answered, rules }) => [
        answer.change === undefined
          ? [`Standing exception: ${coveredInWords(answer)}`, under(rules.join(', '))]
          : link(changePath(answer.change), answered[0]?.change.record.title ?? answer.change),
        answer.change === undefined
          ? answeredContent(answered)
          : answered.map(({ verdict }) => under([clauseContent(verdict), ' ', verdict.statement])),
      ],
    },
    {
      key: 'why',
      value: ({ answer }) => answer.why,
      label: 'Why, and what was done instead',
      style: 'wide',
      cell: ({ answer }) => [answer.why, under(answer.action)],
    },
    { key: 'action', value: ({ answer }) => answer.action },
    { key: 'owner', value: ({ answer }) => answer.by },
    {
      label: 'Owner and approver',
      narrow: 'By',
      cell: ({ answer }) => [
        nameOf(answer.by),
        under(['approved by ', nameOf(answer.approvedBy), ', ', dayContent(answer.on)]),
      ],
    },
    { key: 'approver', value: ({ answer }) => answer.approvedBy },
    { key: 'on', value: ({ answer }) => answer.on },
    {
      key: 'covers from',
      value: ({ answer }) => (answer.covers ? (answer.since ?? answer.on) : undefined),
    },
    {
      key: 'expires',
      value: ({ answer }) => answer.expires,
      label: 'Expires',
      narrow: 'Expires',
      cell: ({ answer: { expires, closed }, state }) =>
        state === 'closed'
          ? ['Closed ', closed && dayContent(closed.on), under(closed?.note)]
          : expires === undefined
            ? states[state]
            : dueContent(expires, asOf),
    },
    { key: 'closed on', value: ({ answer }) => answer.closed?.on },
    { key: 'closed note', value: ({ answer }) => answer.closed?.note },
    {
      key: 'answers',
      value: ({ answered }) => answered.map(({ change }) => change.record.id).join(' '),
    },
  ];
}

function answeredContent(answered: Exception['answered']): Content {
  if (answered.length === 0) return under('It has answered no deviation yet.');
  return listContent(
    'inline under',
    answered.map(({ change: { record } }) => link(changePath(record.id), record.id)),
  );
}

/** A part of the register of exceptions. */
export function exceptionsTable(
  exceptions: readonly Exception[],
  book: Book,
  empty: string,
): Content {
  return tableContent(exceptionColumns(book), exceptions, {
    caption: 'Register of exceptions',
    style: 'rows changes',
    empty,
  });
}

/** "12 exceptions: 1 open, 0 expired, 1 closed, 10 without an expiry." */
export function exceptionCounts(exceptions: readonly Exception[]): string {
  const count = (state: ExceptionState) => exceptions.filter((one) => one.state === state).length;
  return `${countOf(exceptions.length, 'exception')}: ${count('open')} open, ${count('expired')} expired, ${count('closed')} closed, ${count('settled')} without an expiry.`;
}

/** The register as data. */
export function exportExceptions(exceptions: readonly Exception[]) {
  return exceptions.map((exception) => {
    const { id, source, answer, rules, state, answered } = exception;
    return {
      id,
      file: source.file,
      kind: answer.covers ? ('standing' as const) : ('answer' as const),
      state,
      rules: [...rules],
      change: answer.change ?? null,
      covers: answer.covers ?? null,
      what: exceptionInWords(exception),
      why: answer.why,
      action: answer.action,
      owner: answer.by,
      approver: answer.approvedBy,
      on: answer.on,
      coversFrom: answer.covers ? (answer.since ?? answer.on) : null,
      expires: answer.expires ?? null,
      closed: answer.closed ?? null,
      answers: answered.map(({ change, verdict }) => ({
        change: change.record.id,
        rule: verdict.rule,
        policy: verdict.policy,
        version: verdict.version,
        clause: verdict.clause ?? null,
        statement: verdict.statement,
      })),
    };
  });
}
