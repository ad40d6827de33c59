import type { CalendarDate } from '#core/model/calendar-date.ts';
import { slug } from '#core/schemas/scalars.ts';
import { findChange, openDeviations, planAnswer, planException } from '#core/write/plan-answer.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { bookOptions, parseDay, requireOption } from './options.ts';
import { need, needPerson, needText, requireName } from './writing/need.ts';
import { openBook, writeContent, type OpenBook } from './writing/write-content.ts';

export const usage = `Usage: npm run answer -- CHANGE [options]
       npm run answer -- --standing NAME --repository ID --rule CODE --expires YYYY-MM-DD [options]

Answers all deviations of a change that have no answer, or those from some rules, in one file of content/answers.
With --standing, accepts deviations to come: a standing exception with a scope and a last day. Asks on a terminal what
the options do not state. What check would refuse is not written.

  --rule CODE            such as change/approvals, or approvals; may be repeated
  --by PERSON            who answers, by id in people.yaml
  --approved-by PERSON   who approves the answer: no author of the change
  --why TEXT             why it deviated
  --action TEXT          what was done to make up for it
  --on YYYY-MM-DD        the day of the answer (today; a sample pins its own)
  --expires YYYY-MM-DD   the last day on which it counts
  --standing NAME        a standing exception, which names the file
  --repository ID        whose changes it covers; may be repeated
  --type TYPE            only changes of this type; may be repeated
  --scope SCOPE          only changes that touch this scope; may be repeated
  --content DIR          the book (content)`;

export const options = {
  content: bookOptions.content,
  rule: { type: 'string', multiple: true },
  by: { type: 'string' },
  'approved-by': { type: 'string' },
  why: { type: 'string' },
  action: { type: 'string' },
  on: { type: 'string' },
  expires: { type: 'string' },
  standing: { type: 'string' },
  repository: { type: 'string', multiple: true },
  type: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
} as const;

export const takesWords = true;

type AnswerValues = Values<typeof options>;

export async function run(
  values: AnswerValues,
  io: Io,
  [change, ...more]: readonly string[],
): Promise<ExitCode> {
  const { standing, repository = [], type = [], scope = [] } = values;
  if (more.length > 0) throw new UsageError(`Name one change; "${more.join(' ')}" is too much.`);
  if ((change === undefined) === (standing === undefined)) {
    throw new UsageError('Name a change, or a standing exception with --standing.');
  }
  if (standing === undefined && [...repository, ...type, ...scope].length > 0) {
    throw new UsageError('--repository, --type and --scope go with --standing.');
  }
  const open = await openBook(values.content, io);
  if (!open) return 1;
  const planned =
    standing === undefined
      ? await answerChange(change ?? '', values, open, io)
      : await acceptAhead(standing, values, open, io);
  return writeContent(planned, open, io);
}

async function answerChange(id: string, values: AnswerValues, open: OpenBook, io: Io) {
  const judged = findChange(open.book, id);
  if (!judged) {
    requireName(
      'change',
      id,
      open.book.changes.map(({ record }) => record.id),
    );
    throw new Error(`The change ${id} was there a moment ago.`);
  }
  if (io.canAsk) {
    const deviations = openDeviations(judged).map(
      ({ rule, statement }) => `  ${rule}: ${statement}`,
    );
    io.stdout(`${[judged.record.title, ...deviations].join('\n')}\n`);
  }
  // A change without open deviations is refused before anything is asked.
  const rules = (values.rule ?? []).map(codeOf);
  const { asOf } = open.book;
  const probe = { rules, by: '', on: asOf, why: '', action: '', approvedBy: '' };
  const refused = planAnswer(judged, probe, open);
  if ('refusal' in refused) return refused;
  return planAnswer(judged, { rules, ...(await needFields(values, open, io)) }, open);
}

async function acceptAhead(name: string, values: AnswerValues, open: OpenBook, io: Io) {
  if (!slug.safeParse(name).success) {
    throw new UsageError(`--standing is "${name}"; expected a name such as night-migration.`);
  }
  const { repository = [], type = [], scope = [] } = values;
  const rules = (values.rule ?? []).map(codeOf);
  if (rules.length === 0) throw new UsageError('--rule is missing.');
  if (repository.length === 0) throw new UsageError('--repository is missing.');
  const expires = await need(io, '--expires', values.expires, {
    message: 'What is its last day?',
  });
  const fields = await needFields({ ...values, expires }, open, io);
  const covers = {
    repositories: repository,
    ...(type.length > 0 && { types: type }),
    ...(scope.length > 0 && { scopes: scope }),
  };
  return planException(name, { rules, covers, ...fields }, open);
}

async function needFields(values: AnswerValues, { book: { people, asOf } }: OpenBook, io: Io) {
  const expires: CalendarDate | undefined = parseDay('--expires', values.expires);
  return {
    by: await needPerson(io, '--by', values.by, { message: 'Who answers?', people }),
    on: parseDay('--on', values.on) ?? asOf,
    why: await needText(io, '--why', values.why, {
      message: 'Why does it deviate?',
      expected: 'why it deviates',
    }),
    action: await needText(io, '--action', values.action, {
      message: 'What makes up for it?',
      expected: 'what makes up for it',
    }),
    approvedBy: await needPerson(io, '--approved-by', values['approved-by'], {
      message: 'Who approves the answer?',
      people,
    }),
    ...(expires !== undefined && { expires }),
  };
}

function codeOf(rule: string): string {
  return rule.includes('/') ? rule : `change/${requireOption('--rule', rule)}`;
}
