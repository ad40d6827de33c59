import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { ChangeRules, FieldName } from '../../schemas/change-rules.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';

/** What all templates are made from. */
export interface TemplateSource {
  /** The version in force on the day; it has `changeRules`. */
  readonly version: PolicyVersion;
  readonly changeRules: ChangeRules;
  readonly repository: RepositorySettings;
  readonly asOf: CalendarDate;
}

/** A field that a record has to hold, at least for some changes. */
export interface AskedField {
  readonly name: FieldName;
  readonly clause: string;
  /** Types and categories that ask for it; empty where every change has it. */
  readonly only: readonly string[];
}

/** One line that says what a file was made from, so that a reader sees when it is out of date. */
export function describeOrigin({ version, asOf }: TemplateSource): string {
  const { title } = version.frontmatter;
  return `Made by "npm run templates" from the ${title}, version ${version.version}, in force on ${dateInWords(asOf)}.`;
}

/** The fields that the policy asks for, the common ones first; each once, with the first clause that asks. */
export function listAskedFields({
  changeRules,
}: Pick<TemplateSource, 'changeRules'>): AskedField[] {
  const { record, types, categories = {} } = changeRules;
  const asked = new Map<FieldName, { clause: string; only: string[] }>();
  for (const name of record?.requires ?? [])
    asked.set(name, { clause: record?.clause ?? '', only: [] });
  const common = new Set(asked.keys());
  const add = (name: FieldName, clause: string, by: string) => {
    if (common.has(name)) return;
    const known = asked.get(name) ?? { clause, only: [] };
    asked.set(name, { ...known, only: [...known.only, by] });
  };
  for (const [id, { clause, needs = [], leadTime }] of Object.entries(types)) {
    for (const name of needs) add(name, clause, id);
    if (leadTime !== undefined) add('requested-at', clause, id);
  }
  for (const [id, { clause, requires = [] }] of Object.entries(categories)) {
    for (const name of requires) add(name, clause, id);
  }
  return [...asked].map(([name, rest]) => ({ name, ...rest }));
}

/** What a writer is told about one field, besides its clause. */
export function hintFor(
  name: FieldName,
  { changeRules }: Pick<TemplateSource, 'changeRules'>,
): string {
  if (name === 'risk' && changeRules.record?.risk) {
    const parts = changeRules.record.risk.map((part) => `${part} low`).join('; ');
    return `Rate each none, low, medium or high, such as "${parts}", and say why.`;
  }
  return hints[name] ?? '';
}

const hints: Readonly<Partial<Record<FieldName, string>>> = {
  reason: 'What was wrong or missing, and for whom.',
  risk: 'What could go wrong, and how bad it would be.',
  rollback: 'How it would be undone; where data is touched, more than "revert".',
  tested: 'What was tested, and with which result.',
  incident: 'The number of the incident, such as INC-2026-014.',
  'requested-at': 'When it was asked for, such as 2026-03-25T14:05:00+01:00.',
};
