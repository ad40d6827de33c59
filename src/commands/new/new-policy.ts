import type { DayPeriod } from '#core/model/period.ts';
import { documentKinds } from '#core/schemas/policy.ts';
import { classification, dayPeriod, slug } from '#core/schemas/scalars.ts';
import { planPolicy } from '#core/write/plan-policy.ts';
import type { Planned } from '#core/write/writing.ts';
import { UsageError, type Io } from '../command.ts';
import { parseChoice, parseDay } from '../options.ts';
import { need, needPerson, needText, requireName } from '../writing/need.ts';
import type { OpenBook } from '../writing/write-content.ts';
import type { NewValues } from '../new.ts';

/** A draft of a policy that the book does not have. */
export async function newPolicy(
  values: NewValues,
  [id = '']: readonly string[],
  { book, ...place }: OpenBook,
  io: Io,
): Promise<Planned> {
  if (!slug.safeParse(id).success) {
    throw new UsageError(`"${id}" is not the id of a policy; expected one such as access-control.`);
  }
  const { settings, people, policies, asOf } = book;
  const roles = [
    ...new Set(Object.values(people).flatMap((person) => person.roles.map(({ role }) => role))),
  ];
  const title = await needText(io, '--title', values.title, {
    message: 'What is its title?',
    expected: 'a title such as Access Control Policy',
  });
  const { defaults } = settings;
  const owner = await need(io, '--owner', values.owner ?? defaults.owner, {
    message: 'Which role owns it?',
    choices: Object.fromEntries(roles.map((role) => [role, role])),
    initial: policies[0]?.current.frontmatter.owner ?? roles[0] ?? '',
  });
  const level = await need(
    io,
    '--classification',
    values.classification ?? defaults.classification,
    {
      message: 'How is it classified?',
      choices: Object.fromEntries(classification.options.map((one) => [one, one])),
      initial: 'internal',
    },
  );
  const by = await needPerson(io, '--by', values.by, { message: 'Who writes it?', people });
  const kind = parseChoice('--kind', values.kind ?? 'policy', documentKinds);
  return planPolicy(
    {
      id,
      title,
      kind,
      owner: requireName('role', owner, roles),
      classification: parseChoice('--classification', level, classification.options),
      reviewEvery: parsePeriod(
        values['review-every'] ?? defaults.reviewEvery ?? settings.reviews.atMost,
      ),
      by,
      on: parseDay('--on', values.on) ?? asOf,
      effective: parseDay('--effective', values.effective) ?? parseDay('--on', values.on) ?? asOf,
    },
    { ...place, settings },
  );
}

function parsePeriod(text: string): DayPeriod {
  const parsed = dayPeriod.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `--review-every is "${text}"; ${parsed.error.issues[0]?.message ?? 'expected P1Y'}.`,
  );
}
