import type { Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { escapeText } from '../diagnostics/escape-text.ts';
import type { PolicyVersion } from '../model/policy.ts';
import { flattenTree, type FlatBlock } from '../parse/flatten-tree.ts';
import { locateField } from '../parse/locate-field.ts';
import { versionTree } from '../parse/parse-markdown.ts';
import { parseYaml, valueAt } from '../parse/parse-yaml.ts';
import { resolveTree } from '../parse/resolve-tree.ts';
import { splitFrontmatter } from '../parse/split-frontmatter.ts';
import type { Explanation, RuleGround, ShownExample } from '../explain/explain-rule.ts';

const width = 90;

/** What a rule requires, the words of its clauses, its parameters with their lines, and an example of each outcome. */
export function formatExplanation(explanation: Explanation): string {
  const { code, requirement, grounds, good, bad } = explanation;
  const isOnChanges = code.startsWith('change/');
  const parts = [
    `${code}\n${wrapText(requirement, width, '  ')}`,
    ...grounds.flatMap(formatGround),
    ...(isOnChanges && grounds.length === 0
      ? ['No policy in force has changeRules, so nothing is judged by it.']
      : []),
    ...(isOnChanges ? [] : ['It applies to every book and has no parameters.']),
    ...(isOnChanges ? [describeExamples(explanation)] : []),
    formatExample(isOnChanges ? 'Passes' : 'Is right', good),
    formatExample(isOnChanges ? 'Fails' : 'Is reported', bad),
  ];
  return escapeText(parts.join('\n\n'));
}

/** By which policy the examples are judged, so that nobody takes their numbers for those of the book. */
function describeExamples({ exampleParameters = [], grounds }: Explanation): string {
  const set = exampleParameters.map(({ path, written }) => `${path.join('.')}: ${written}`);
  const words = [
    `The examples are judged by a small policy of their own, not by yours${set.length > 0 ? `; it sets ${set.join('; ')}` : ', which sets no parameters for the rule'}.`,
    ...(grounds.some(({ isAdvice }) => isAdvice)
      ? [
          'Where your policy says should, a failure is advice, and no answer in content/answers is needed.',
        ]
      : []),
  ];
  return wrapText(words.join(' '), width, '');
}

/** All rules with what they require. */
export function formatRules(rules: readonly Pick<Explanation, 'code' | 'requirement'>[]): string {
  return rules
    .map(({ code, requirement }) => `${code}\n${wrapText(requirement, width, '  ')}`)
    .join('\n');
}

function formatGround({ version, clauses, parameters }: RuleGround): string[] {
  const { title } = version.frontmatter;
  const { file } = version.source;
  const isWritten = createFinder(version);
  const lines = parameters.map(({ path, written }) => {
    const { line } = locateField(version.source, ['changeRules', ...path]);
    const origin = isWritten(['changeRules', ...path]) ? `${file}:${line}` : 'not written, so';
    return `  ${origin}  ${path.join('.')}: ${written}`;
  });
  return [
    ...clauses.map((clause) => formatClause(version, clause)),
    lines.length > 0
      ? [`Parameters of the ${title}, version ${version.version}:`, ...lines].join('\n')
      : `The ${title}, version ${version.version}, sets no parameters for it.`,
  ];
}

/** Whether a field is written in the frontmatter, or has its default. */
function createFinder({ source }: PolicyVersion): (path: readonly string[]) => boolean {
  const split = splitFrontmatter(source);
  const text = 'document' in split ? split.document.frontmatter : '';
  const { value } = parseYaml(text, source.file);
  return (path) => valueAt(value, path) !== undefined;
}

function formatClause(version: PolicyVersion, clause: string): string {
  const heading = version.clauses.find(({ id }) => id === clause);
  const paragraphs = clauseText(version, clause) ?? [];
  return [
    `Clause ${clause} of the ${version.frontmatter.title}, version ${version.version}: ${heading?.title ?? ''}`,
    ...paragraphs.map((paragraph) => wrapText(paragraph, width, '  ')),
  ].join('\n');
}

function formatExample(head: string, { lines, statement, remedy }: ShownExample): string {
  return [
    `${head}:`,
    ...lines.map((line) => `  ${line}`),
    wrapText(`Result: ${statement}`, width, '  '),
    ...(remedy === undefined ? [] : [wrapText(`Fix: ${remedy}`, width, '  ')]),
  ].join('\n');
}

/** Breaks a paragraph into lines of at most `width` signs, each after `indent`; a longer word stays whole. */
function wrapText(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`).join('\n');
}

/** The blocks of one clause as they read, without those of its subclauses; undefined where the version lacks it. */
function clauseText(version: PolicyVersion, clause: string): readonly string[] | undefined {
  const blocks = flattenTree(resolveTree(versionTree(version), version.frontmatter));
  const start = blocks.findIndex(
    (block) => block.kind === 'heading' && block.heading.data?.clause?.id === clause,
  );
  if (start < 0) return undefined;
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex(({ kind }) => kind === 'heading');
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(linesOf);
}

function linesOf(block: FlatBlock): string[] {
  if (block.kind === 'table') {
    return block.rows.map(({ children }) => children.map((cell) => plain([cell])).join(' | '));
  }
  const text = plain(block.content);
  const marker = block.marker?.replace('•', '-');
  return text === '' ? [] : [marker === undefined ? text : `${marker} ${text}`];
}

function plain(nodes: readonly Nodes[]): string {
  return toString(nodes).split(/\s+/).filter(Boolean).join(' ');
}
