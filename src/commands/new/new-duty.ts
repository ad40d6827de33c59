import { planDuty } from '#core/write/plan-duty.ts';
import type { Planned } from '#core/write/writing.ts';
import type { Io } from '../command.ts';
import { parseDay } from '../options.ts';
import { need, needPerson, needText, requireName } from '../writing/need.ts';
import type { OpenBook } from '../writing/write-content.ts';
import type { NewValues } from '../new.ts';

/** That a duty of a policy was done once more. */
export async function newDuty(
  values: NewValues,
  [policy = '', named]: readonly string[],
  { book, ...place }: OpenBook,
  io: Io,
): Promise<Planned> {
  const { people, policies, asOf, duties } = book;
  requireName(
    'policy',
    policy,
    policies.map(({ id }) => id),
  );
  const own = policies
    .filter(({ id }) => id === policy)
    .flatMap(({ versions }) => versions.flatMap(({ frontmatter }) => frontmatter.duties));
  const ids = [...new Set(own.map(({ id }) => id))];
  const duty = await need(io, 'The id of the duty', named, {
    message: 'Which duty was done?',
    choices: Object.fromEntries(own.map(({ id, what }) => [id, what])),
    initial: ids[0] ?? '',
  });
  requireName(`duty of ${policy}`, duty, ids);
  return planDuty(
    {
      policy,
      duty,
      on: parseDay('--on', values.on) ?? asOf,
      by: await needPerson(io, '--by', values.by, { message: 'Who did it?', people }),
      evidence: await needText(io, '--evidence', values.evidence, {
        message: 'Where is the proof?',
        expected: 'where the proof is',
      }),
    },
    { ...place, duties },
  );
}
