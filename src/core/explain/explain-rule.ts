import type { Book } from '../model/book.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { ChangeRules } from '../schemas/change-rules.ts';
import { versionInForce } from '../views/policies/in-force-words.ts';
import { accessPolicy, showExample, type DocumentExample } from '../rules/example.ts';
import { changeRules, documentRules } from '../rules/index.ts';
import type { ChangeRule, DocumentRule, JudgingContext } from '../rules/rule.ts';
import { assembleExample, judgeDocumentExample, judgeExample, type Side } from './run-example.ts';

/** One value of changeRules that a rule reads. */
interface Parameter {
  readonly path: readonly string[];
  /** In the form in which YAML writes it on one line. */
  readonly written: string;
}

/** What one policy in force states for a rule. */
export interface RuleGround {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly clauses: readonly string[];
  readonly parameters: readonly Parameter[];
  /** Whether a failure is only advice. */
  readonly isAdvice: boolean;
}

export interface ShownExample {
  readonly lines: readonly string[];
  /** What the rule finds in it. */
  readonly statement: string;
  readonly remedy?: string;
}

export interface Explanation {
  readonly code: string;
  readonly requirement: string;
  /** Empty for a rule on documents, which applies to every book. */
  readonly grounds: readonly RuleGround[];
  readonly good: ShownExample;
  readonly bad: ShownExample;
  /** The parameters of the small policy that judges the examples of a rule on changes. */
  readonly exampleParameters?: readonly Parameter[];
}

/** All codes of rules with their requirements, in the order of the registry. */
export function listRules(): readonly Pick<Explanation, 'code' | 'requirement'>[] {
  return [...documentRules, ...changeRules];
}

/** What a rule requires and why, by the policies in force on the day of the book. */
export function explainRule(book: Book, code: string): Explanation | undefined {
  const change = changeRules.find((rule) => rule.code === code);
  if (change) return explainChangeRule(book, change);
  const document = documentRules.find((rule) => rule.code === code);
  return document && explainDocumentRule(document);
}

function explainChangeRule(book: Book, rule: ChangeRule): Explanation {
  const { code, requirement, example } = rule;
  const [good, bad] = [judgeExample(example.good), judgeExample(example.bad)];
  const show = (side: Side): ShownExample => {
    const verdict = (side === 'good' ? good : bad).verdicts.find((one) => one.rule === code);
    const { statement = '', remedy } = verdict ?? {};
    const lines = showExample(example[side], example);
    return { lines, statement, ...(remedy !== undefined && { remedy }) };
  };
  const records = [good.record, bad.record];
  const grounds = listContexts(book).map(({ policy, context }): RuleGround => {
    const parameters = findParameters(rule, records, context);
    const judgements = records.map((record) => rule.judge(record, context));
    const clauses = judgements.flatMap(({ clause }) => clause ?? []);
    return {
      policy,
      version: context.version,
      clauses:
        clauses.length > 0
          ? [...new Set(clauses)]
          : clausesOfSections(parameters, context.changeRules),
      parameters,
      isAdvice: judgements.some(({ level }) => level === 'should'),
    };
  });
  const [own] = listContexts(assembleExample({}).book);
  return {
    code,
    requirement,
    grounds,
    good: show('good'),
    bad: show('bad'),
    ...(own && { exampleParameters: findParameters(rule, records, own.context) }),
  };
}

/** Of each policy that judges changes, the version in force on the day of the book. */
function listContexts(book: Book | undefined): { policy: Policy; context: JudgingContext }[] {
  if (!book) return [];
  const { people, settings, asOf } = book;
  return book.policies.flatMap((policy) => {
    const version = versionInForce(policy, asOf);
    const rules = version?.frontmatter.changeRules;
    return version && rules
      ? [{ policy, context: { version, changeRules: rules, people, settings, asOf } }]
      : [];
  });
}

/** The clauses of the sections that contain some parameters. */
function clausesOfSections(
  parameters: readonly Parameter[],
  rules: ChangeRules,
): readonly string[] {
  const found = parameters.flatMap(({ path }) => {
    let value: unknown = rules;
    for (const part of path.slice(0, -1)) value = (value as Record<string, unknown>)[part];
    const { clause } = value as { clause?: unknown };
    return typeof clause === 'string' ? [clause] : [];
  });
  return [...new Set(found)];
}

function explainDocumentRule({ code, requirement, example }: DocumentRule): Explanation {
  const { diagnostics } = judgeDocumentExample(example, 'bad');
  const found = diagnostics.find((one) => one.code === code);
  return {
    code,
    requirement,
    grounds: [],
    good: { lines: listLines(example, 'good'), statement: 'Nothing is reported.' },
    bad: {
      lines: listLines(example, 'bad'),
      statement: found?.problem ?? '',
      ...(found && { remedy: found.remedy }),
    },
  };
}

function listLines(example: DocumentExample, side: Side): readonly string[] {
  const { file = accessPolicy, beside = {}, landed = [], archived = [] } = example;
  const own = example[side].length > 0 ? example[side] : ['(no such file)'];
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [file === 'commit' ? '(the commit of the version states)' : `content/${file}`, own],
    ...landed.map((lines) => ['(landed before)', lines] as const),
    ['(when it was first committed)', archived],
    ...Object.entries(beside).map(([name, lines]) => [`content/${name}`, lines] as const),
  ];
  return parts.flatMap(([head, lines]) =>
    lines.length > 0 ? [head, ...lines.map((line) => `  ${line}`)] : [],
  );
}

const named = new Set(['types', 'categories']);

/** The values of changeRules that a rule reads while it judges some changes; of types and categories, by field. */
function findParameters(
  rule: ChangeRule,
  changes: readonly ChangeRecord[],
  context: JudgingContext,
): readonly Parameter[] {
  const read = new Set<string>();
  const recorded = recordReads(context.changeRules, [], ([section = '', , field]) => {
    if (!named.has(section)) read.add(section);
    else if (field !== undefined && field !== 'clause') read.add(`${section} ${field}`);
  });
  for (const change of changes) rule.judge(change, { ...context, changeRules: recorded });
  return Object.entries(context.changeRules).flatMap(([section, value]: [string, unknown]) => {
    if (!named.has(section)) return read.has(section) ? listFields([section], value) : [];
    return Object.entries(value as Record<string, unknown>).flatMap(([name, fields]) =>
      listFields([section, name], fields).filter(({ path }) =>
        read.has(`${section} ${path.at(-1) ?? ''}`),
      ),
    );
  });
}

function listFields(path: readonly string[], value: unknown): Parameter[] {
  return Object.entries(value as Record<string, unknown>)
    .filter(([field, one]) => field !== 'clause' && one !== undefined)
    .map(([field, one]) => ({ path: [...path, field], written: write(one) }));
}

/** The same object, which calls `report` with the path of every field that is read. */
function recordReads<T extends object>(
  value: T,
  path: readonly string[],
  report: (path: readonly string[]) => void,
): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      // A field that is read and absent in one type may be present in another.
      const isField = Object.hasOwn(target, key) || found === undefined;
      if (typeof key === 'symbol' || !isField) return found;
      const own = [...path, key];
      report(own);
      return typeof found === 'object' && found !== null && !Array.isArray(found)
        ? recordReads(found, own, report)
        : found;
    },
  });
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{ ${fields.map(([name, one]) => `${name}: ${write(one)}`).join(', ')} }`;
  }
  const text = String(value);
  return typeof value === 'string' && /[:#,[\]{}<>&*!|%@`"]|^\d/.test(text) ? `'${text}'` : text;
}
