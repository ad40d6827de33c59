import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { recordFields, type RecordField } from '../../model/record-fields.ts';
import { clauseFor } from '../../rules/facts/declared.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';

/** What all templates are made from. */
export interface TemplateSource {
  /** The version in force on the day; it has `changeRules`. */
  readonly version: PolicyVersion;
  readonly changeRules: ChangeRules;
  readonly repository: RepositorySettings;
  readonly asOf: CalendarDate;
}

/** A field that the rules or the metrics read, at least of some changes. */
export interface RequiredField {
  readonly name: RecordField;
  /** Absent where no clause requires it. */
  readonly clause?: string;
  /** Types and categories that require it, or what kind of change has it; empty where every change has it. */
  readonly only: readonly string[];
}

/** The source of a file in one line, so that a reader sees when it is out of date. */
export function describeOrigin({ version, asOf }: TemplateSource): string {
  const { title } = version.frontmatter;
  return `Made by "npm run templates" from the ${title}, version ${version.version}, in force on ${dateInWords(asOf)}.`;
}

/** The fields that the policy requires, the common ones first; each once, with the first clause that requires it. */
export function listRequiredFields({
  changeRules,
}: Pick<TemplateSource, 'changeRules'>): RequiredField[] {
  const { record, types, categories = {}, sensitive, rollback, remediation, metrics } = changeRules;
  const { workTypes, validation } = changeRules;
  const required = new Map<RecordField, Omit<RequiredField, 'name'>>();
  for (const name of record?.requires ?? [])
    required.set(name, { clause: record?.clause ?? '', only: [] });
  const common = new Set(required.keys());
  const add = (name: RecordField, clause: string | undefined, by: string) => {
    if (common.has(name)) return;
    const known = required.get(name) ?? { ...(clause !== undefined && { clause }), only: [] };
    required.set(name, { ...known, only: [...known.only, by] });
  };
  for (const [id, type] of Object.entries(types)) {
    const { needs = [], leadTime, tests = 'none' } = type;
    for (const name of needs) add(name, clauseFor(type, 'needs'), id);
    if (leadTime !== undefined) add('requested-at', clauseFor(type, 'leadTime'), id);
    if (tests !== 'none' && !needs.includes('tested')) add('tested', clauseFor(type, 'tests'), id);
  }
  for (const [id, { clause, requires = [] }] of Object.entries(categories)) {
    for (const name of requires) add(name, clause, id);
  }
  if (record) add('ticket', record.clause, 'a change that has a ticket');
  if (sensitive) add('security-impact', sensitive.clause, 'a change that touches security');
  if (workTypes) add('work', workTypes.clause, namesOf(workTypes).join(', '));
  if (validation?.before) {
    const { beforeClause, clause, scopes } = validation;
    add('security-tested', beforeClause ?? clause, `a change of the scope ${scopes.join(', ')}`);
  }
  if (remediation) add('vulnerability', remediation.clause, 'a change that fixes a finding');
  if (rollback?.incident) add('incident', rollback.clause, 'a rollback');
  if (rollback?.incident ?? metrics)
    add('restores', rollback?.clause ?? metrics?.clause, 'a change that undoes or repairs another');
  if (metrics) add('caused-by', metrics.clause, 'a change that another one made necessary');
  return [...required].map(([name, rest]) => ({ name, ...rest }));
}

/** The check boxes of a field: its own, or the kinds of work that decide a type. */
export function boxesFor(
  name: RecordField,
  { changeRules: { workTypes } }: Pick<TemplateSource, 'changeRules'>,
): readonly string[] {
  return name === 'work' ? namesOf(workTypes ?? {}) : (recordFields[name].options ?? []);
}

function namesOf(section: object): readonly string[] {
  return Object.keys(section).filter((name) => name !== 'clause');
}

/** What the policy requires of the title, in a sentence; empty where it requires nothing. */
export function titleInWords({
  changeRules: { record },
}: Pick<TemplateSource, 'changeRules'>): string {
  if (!record?.title) return '';
  const { clause = record.clause, words } = record.title;
  return `Clause ${clause}: the title has at least ${words} words.`;
}

/** The security reviews that the policy requires: of what, and by which roles. */
export function listSecurityReviews({
  changeRules: { sensitive, categories = {} },
}: Pick<TemplateSource, 'changeRules'>): {
  readonly clause: string;
  readonly forWhat: string;
  readonly roles: readonly string[];
}[] {
  return [
    ...(sensitive
      ? [
          {
            clause: sensitive.clause,
            forWhat: sensitive.scopes.join(', '),
            roles: sensitive.reviewers,
          },
        ]
      : []),
    ...Object.entries(categories).flatMap(([id, { clause, securityReview }]) =>
      securityReview ? [{ clause, forWhat: id, roles: securityReview }] : [],
    ),
  ];
}

/** The hint for one field, besides its clause. */
export function hintFor(
  name: RecordField,
  { changeRules }: Pick<TemplateSource, 'changeRules'>,
): string {
  if (name === 'risk' && changeRules.record?.risk) {
    const parts = changeRules.record.risk.map((part) => `${part} low`).join('; ');
    return `Rate each none, low, medium or high, such as "${parts}", and why.`;
  }
  return recordFields[name].hint ?? '';
}

/** The clause that requires a field and the changes that need it, in one sentence; empty without both. */
export function requiredBy({ clause, only }: Pick<RequiredField, 'clause' | 'only'>): string {
  const forWhom = only.length > 0 ? `only for ${only.join(', ')}` : '';
  if (clause === undefined) return forWhom && `O${forWhom.slice(1)}.`;
  return `Clause ${clause}${forWhom && `, ${forWhom}`}.`;
}
