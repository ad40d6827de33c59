import { versionNumber } from '#core/schemas/scalars.ts';
import { planVersion, type VersionOrder } from '#core/write/plan-version.ts';
import type { Planned } from '#core/write/writing.ts';
import { UsageError, type Io } from '../command.ts';
import { parseChoice, parseDay } from '../options.ts';
import { needPerson, needText, requireName } from '../writing/need.ts';
import type { OpenBook } from '../writing/write-content.ts';
import type { NewValues } from '../new.ts';

/** The present text of a policy as a draft of its next version. */
export async function newVersion(
  values: NewValues,
  [id = '']: readonly string[],
  { book, ...place }: OpenBook,
  io: Io,
): Promise<Planned> {
  const ids = book.policies.map((one) => one.id);
  requireName('policy', id, ids);
  const policy = book.policies.find((one) => one.id === id);
  if (!policy) throw new Error(`The policy ${id} was there a moment ago.`);
  const order = await needVersion(values, { book, ...place }, io);
  return planVersion(policy, order, { ...place, settings: book.settings });
}

/** What the options state of a next version, or the person at the terminal. */
export async function needVersion(
  values: Pick<
    NewValues,
    'version' | 'change' | 'summary' | 'public-summary' | 'by' | 'on' | 'effective'
  >,
  { book }: OpenBook,
  io: Io,
): Promise<VersionOrder> {
  const { version, change = 'normative' } = values;
  if (version !== undefined && !versionNumber.safeParse(version).success) {
    throw new UsageError(`--version is "${version}"; expected two numbers such as 1.1.`);
  }
  const on = parseDay('--on', values.on) ?? book.asOf;
  return {
    version,
    change: parseChoice('--change', change, ['normative', 'editorial']),
    summary: await needText(io, '--summary', values.summary, {
      message: 'What changes, and why?',
      expected: 'what changes and why',
    }),
    publicSummary: values['public-summary'],
    by: await needPerson(io, '--by', values.by, { message: 'Who writes it?', people: book.people }),
    on,
    effective: parseDay('--effective', values.effective) ?? on,
  };
}
