import type { Book } from '../model/book.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import { versionInForce } from '../views/policies/in-force-words.ts';
import { assembleExample, judgeExample } from './assemble-example.ts';
import { judgeDocumentExample } from './assemble-document-example.ts';
import { changeExamples, showExample } from '../rules/change-examples.ts';
import { documentExamples } from '../rules/document-examples.ts';
import type { DocumentExample } from '../rules/record-examples.ts';
import { findParameters, type Parameter } from '../rules/find-parameters.ts';
import { changeRules, documentRules } from '../rules/index.ts';
import type { ChangeRule, DocumentRule, JudgingContext } from '../rules/rule.ts';

/** What one policy in force says of a rule. */
export interface RuleGround {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly clauses: readonly string[];
  readonly parameters: readonly Parameter[];
  /** Whether it only says what should be. */
  readonly isAdvice: boolean;
}

export interface ShownExample {
  readonly lines: readonly string[];
  /** What the rule says of it. */
  readonly statement: string;
  readonly remedy?: string;
}

export interface Explanation {
  readonly code: string;
  readonly requirement: string;
  /** Empty for a rule on documents, which holds in every book. */
  readonly grounds: readonly RuleGround[];
  readonly good?: ShownExample;
  readonly bad?: ShownExample;
  /** By which the examples of a rule on changes are judged: those of a small policy that is none of the book's. */
  readonly exampleParameters?: readonly Parameter[];
}

/** All codes of rules with what they ask, in the order of the registry. */
export function listRules(): readonly Pick<Explanation, 'code' | 'requirement'>[] {
  return [...documentRules, ...changeRules];
}

/** What a rule asks and why, by the policies in force on the day of the book. */
export function explainRule(book: Book, code: string): Explanation | undefined {
  const change = changeRules.find((rule) => rule.code === code);
  if (change) return explainChangeRule(book, change);
  const document = documentRules.find((rule) => rule.code === code);
  return document && explainDocumentRule(document);
}

function explainChangeRule(book: Book, rule: ChangeRule): Explanation {
  const { code, requirement } = rule;
  const example = changeExamples[code];
  const sides = example ? [example.good, example.bad] : [];
  const judged = sides.map(judgeExample);
  const [good, bad] = judged.map(({ verdicts }, index): ShownExample | undefined => {
    const verdict = verdicts.find((one) => one.rule === code);
    const side = sides[index];
    if (!verdict || !side || !example) return undefined;
    const { statement, remedy } = verdict;
    return {
      lines: showExample(side, example),
      statement,
      ...(remedy !== undefined && { remedy }),
    };
  });
  const records = judged.map(({ record }) => record);
  const grounds = listContexts(book).map(({ policy, context }): RuleGround => {
    const { version, changeRules: rules } = context;
    const parameters = findParameters(rule, records, [context], rules);
    const judgements = records.map((record) => rule.judge(record, context));
    const clauses = judgements.flatMap(({ clause }) => clause ?? []);
    return {
      policy,
      version,
      clauses: orSections([...new Set(clauses)], parameters, rules),
      parameters,
      isAdvice: judgements.some(({ level }) => level === 'should'),
    };
  });
  const [own] = example ? listContexts(assembleExample({}).book) : [];
  return {
    code,
    requirement,
    grounds,
    ...(good && { good }),
    ...(bad && { bad }),
    ...(own && {
      exampleParameters: findParameters(rule, records, [own.context], own.context.changeRules),
    }),
  };
}

/** Of each policy that judges changes, what is in force of it on the day of the book. */
function listContexts(book: Book | undefined): { policy: Policy; context: JudgingContext }[] {
  if (!book) return [];
  const { people, settings, asOf } = book;
  return book.policies.flatMap((policy) => {
    const version = versionInForce(policy, asOf);
    const changeRules = version?.frontmatter.changeRules;
    return version && changeRules
      ? [{ policy, context: { version, changeRules, people, settings, asOf } }]
      : [];
  });
}

/** The clauses of the sections that the parameters stand in, where judging the examples named none. */
function orSections(
  clauses: readonly string[],
  parameters: readonly Parameter[],
  rules: NonNullable<JudgingContext['changeRules']>,
): readonly string[] {
  if (clauses.length > 0) return clauses;
  const found = parameters.flatMap(({ path }) => {
    let value: unknown = rules;
    for (const part of path.slice(0, -1)) value = (value as Record<string, unknown>)[part];
    const clause = (value as { clause?: unknown }).clause;
    return typeof clause === 'string' ? [clause] : [];
  });
  return [...new Set(found)];
}

function explainDocumentRule({ code, requirement }: DocumentRule): Explanation {
  const example = documentExamples[code];
  if (!example) return { code, requirement, grounds: [] };
  const { diagnostics } = judgeDocumentExample(example, 'bad');
  const found = diagnostics.find((one) => one.code === code);
  return {
    code,
    requirement,
    grounds: [],
    good: { lines: linesOf(example, 'good'), statement: 'Nothing is reported.' },
    bad: {
      lines: linesOf(example, 'bad'),
      statement: found?.problem ?? '',
      ...(found && { remedy: found.remedy }),
    },
  };
}

function linesOf(example: DocumentExample, side: 'good' | 'bad'): readonly string[] {
  const { file, beside = {}, landed = [], archived } = example;
  const others = Object.entries(beside).filter(([, lines]) => lines.length > 0);
  const own = example[side].length > 0 ? example[side] : ['(no such file)'];
  const earlier = landed.filter((lines) => lines.length > 0);
  return [
    ...(file === 'commit' ? ['(the commit of the version states)'] : [`content/${file}`]),
    ...own.map((line) => `  ${line}`),
    ...earlier.flatMap((lines) => ['(landed before)', ...lines.map((line) => `  ${line}`)]),
    ...(archived ? ['(when it was first committed)', ...archived.map((line) => `  ${line}`)] : []),
    ...others.flatMap(([name, lines]) => [`content/${name}`, ...lines.map((line) => `  ${line}`)]),
  ];
}
