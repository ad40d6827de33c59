import { classification, dayPeriod, slug } from '#core/schemas/scalars.ts';
import { policySchema } from '#core/schemas/policy.ts';
import {
  needsVersion,
  planField,
  settableFields,
  type SettableField,
} from '#core/write/plan-field.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { needVersion } from './new/new-version.ts';
import { bookOptions, parseChoice } from './options.ts';
import { requireName } from './writing/need.ts';
import { openBook, writeContent } from './writing/write-content.ts';

export const usage = `Usage: npm run set -- FIELD VALUE POLICY… [options]

Sets one field of many policies. A draft is altered in its file. Where the field is a part of the approved version, an
approved policy gets a next version as a draft. What check would refuse is not written.

  FIELD                  ${settableFields.join(', ')}
  --all                  all policies that are not retired
  --summary TEXT         what the next versions state as their change
  --by PERSON            who writes them
  --effective YYYY-MM-DD the day from which they are to be in force (today)
  --on YYYY-MM-DD        the day of their rows (today; a sample pins its own)
  --content DIR          the book (content)`;

export const options = {
  content: bookOptions.content,
  all: { type: 'boolean', default: false },
  summary: { type: 'string' },
  by: { type: 'string' },
  effective: { type: 'string' },
  on: { type: 'string' },
} as const;

export const takesWords = true;

export async function run(
  values: Values<typeof options>,
  io: Io,
  [name = '', value = '', ...ids]: readonly string[],
): Promise<ExitCode> {
  const field = parseChoice('The field', name, settableFields);
  expectValue(field, value);
  if (values.all === ids.length > 0) {
    throw new UsageError('Name policies after the value, or all of them with --all.');
  }
  const open = await openBook(values.content, io);
  if (!open) return 1;
  const { policies, people, settings } = open.book;
  const known = policies.map(({ id }) => id);
  for (const id of ids) requireName('policy', id, known);
  if (field === 'owner') {
    const roles = Object.values(people).flatMap((person) => person.roles.map(({ role }) => role));
    requireName('role', value, [...new Set(roles)]);
  }
  const chosen = policies.filter(({ id, current }) =>
    values.all ? current.frontmatter.status !== 'retired' : ids.includes(id),
  );
  const isVersioned = chosen.some(
    (one) => needsVersion(one, field) && one.current.frontmatter[field] !== value,
  );
  const version = isVersioned ? await needVersion(values, open, io) : undefined;
  const planned = planField(chosen, { field, value, version }, { ...open, settings });
  return writeContent(planned, open, io);
}

const schemas = {
  owner: slug,
  classification,
  publish: policySchema.shape.publish,
  reviewEvery: dayPeriod,
} as const satisfies Record<SettableField, unknown>;

function expectValue(field: SettableField, value: string): void {
  const parsed = schemas[field].safeParse(value);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const expected =
    issue?.code === 'invalid_value' ? `expected ${issue.values.join(', ')}` : issue?.message;
  throw new UsageError(`The value of ${field} is "${value}"; ${expected ?? 'expected a value'}.`);
}
