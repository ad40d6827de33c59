import type { Nodes, Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { IncompleteDraft, PolicyVersion } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import { policySchema } from '../schemas/policy.ts';
import { checkBody } from './check-body.ts';
import { checkText } from './check-text.ts';
import { listClauses } from './clauses.ts';
import { findPlaceholders } from './check-prose.ts';
import { explainMarkdownFault, findFaultySign } from './explain-markdown-fault.ts';
import { fingerprintOf } from './fingerprint.ts';
import { listReferences } from './list-references.ts';
import {
  parseMarkdown,
  versionTree,
  parsePlainMarkdown,
  type MarkdownFault,
} from './parse-markdown.ts';
import { listTexts, parseYaml, valueAt, type YamlSource } from './parse-yaml.ts';
import { replaceSlices, type Slice } from './replace-slices.ts';
import { splitFrontmatter } from './split-frontmatter.ts';
import { validate } from './validate.ts';

/** What a policy file gave: a version where it has none but small faults, and every fault either way. */
export interface ParsedPolicy {
  readonly version?: PolicyVersion;
  /** Of a draft in whose fields nothing is wrong but that some are missing. */
  readonly incomplete?: IncompleteDraft;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file of content/policies or content/archive. `isCurrent` decides how strict its vocabulary is. */
export function parsePolicy(policy: string, source: SourceFile, isCurrent: boolean): ParsedPolicy {
  const { source: clean, diagnostics: textFaults, isConflicted } = checkText(source);
  if (isConflicted) return { diagnostics: textFaults };
  const split = splitFrontmatter(clean);
  if ('diagnostics' in split) return { diagnostics: [...textFaults, ...split.diagnostics] };

  const { frontmatter, body: written, bodyLine } = split.document;
  const yaml = parseYaml(frontmatter, source.file, 2);
  const fields = validate(policySchema, yaml);
  const { body, unmended, tree, faults } = parseBody(written, source.file);
  const lines = unmended.split('\n');
  const diagnostics = [
    ...textFaults,
    ...('diagnostics' in fields ? fields.diagnostics : []),
    ...(isCurrent ? findFieldPlaceholders(yaml) : []),
    ...faults.map((fault) => explainMarkdownFault(fault, lines, source.file, bodyLine)),
    ...(tree ? checkBody(tree, body, { file: source.file, bodyLine, isCurrent }) : []),
  ];
  if ('diagnostics' in fields || textFaults.length > 0 || faults.length > 0) {
    const isReadable = textFaults.length === 0 && faults.length === 0;
    const missing = isReadable && isCurrent ? missingOfDraft(yaml.value) : [];
    if (missing.length === 0) return { diagnostics };
    const { title } = yaml.value as { title?: string };
    return {
      diagnostics,
      incomplete: { id: policy, title: title ?? policy, file: source.file, missing },
    };
  }
  const version = assembleVersion({ policy, frontmatter: fields.value, body, bodyLine, source });
  return { version, diagnostics };
}

/** The fields that a draft lacks, where nothing else is wrong with its fields; else none. */
function missingOfDraft(value: unknown): string[] {
  const { status } = (value ?? {}) as { status?: unknown };
  const { error } = policySchema.safeParse(value);
  const paths = error?.issues.map(({ path }) => path) ?? [];
  const isAbsent = (path: readonly PropertyKey[]) =>
    path.length === 1 && valueAt(value, path) === undefined;
  return status === 'draft' && paths.every(isAbsent) ? paths.map(([name]) => String(name)) : [];
}

function* findFieldPlaceholders({ value, locate }: YamlSource): Iterable<Diagnostic> {
  for (const { text, path } of listTexts(value)) {
    for (const { index: _, ...words } of findPlaceholders(text)) {
      yield { severity: 'error', at: locate(path), ...words };
    }
  }
}

interface ParsedBody {
  /** As MDX; where it has faults, with the signs that are at fault replaced by others. */
  readonly body: string;
  /** The same as it was found. */
  readonly unmended: string;
  readonly tree?: Root;
  /** In the order in which they were found. */
  readonly faults: readonly MarkdownFault[];
}

function parseBody(written: string, file: string): ParsedBody {
  const plain = file.endsWith('.md') ? markdownToMdx(written) : { body: written };
  return 'faults' in plain ? { body: written, unmended: written, ...plain } : parseOn(plain.body);
}

// So many a text has that was never meant as MDX.
const maximumFaults = 50;

/** All faults of a text: after each, the sign that is at fault is replaced, and the text is read again. */
function parseOn(body: string): ParsedBody {
  const faults: MarkdownFault[] = [];
  let text = body;
  while (faults.length < maximumFaults) {
    const parsed = parseMarkdown(text);
    if ('tree' in parsed) return { body: text, unmended: body, tree: parsed.tree, faults };
    faults.push(parsed.fault);
    const sign = findFaultySign(parsed.fault, text);
    // Of tags that do not match it is not known which one is wrong.
    if (sign === undefined || /^<\/?[A-Za-z][\w.]*(?:[\s/>]|$)/.test(text.slice(sign, sign + 60)))
      break;
    const mended = text.slice(sign).replace(/^(?:\{+|<)/, (run) => '\u2039'.repeat(run.length));
    text = text.slice(0, sign) + mended;
  }
  return { body: text, unmended: body, faults };
}

/** A version with what follows from its text. Throws where its body does not parse. */
export function assembleVersion(
  parts: Pick<PolicyVersion, 'policy' | 'frontmatter' | 'body' | 'bodyLine' | 'source'>,
): PolicyVersion {
  const { frontmatter, body, bodyLine } = parts;
  const tree = versionTree(parts);
  return {
    ...parts,
    version: frontmatter.version,
    clauses: listClauses(tree, bodyLine),
    references: listReferences(tree, bodyLine),
    fingerprint: fingerprintOf(frontmatter, body),
  };
}

const signs = /[\\`*_{}[\]<>|]/g;

/** A plain Markdown body as MDX that reads the same, on the same lines. Raw HTML has no such form and is a fault. */
function markdownToMdx(body: string): { body: string } | Pick<ParsedBody, 'tree' | 'faults'> {
  const parsed = parsePlainMarkdown(body);
  if ('fault' in parsed) return { faults: [parsed.fault] };
  const { tree } = parsed;
  const slices: Slice[] = [];
  const faults: MarkdownFault[] = [];
  visit(tree, (node) => {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const range = { start: start.offset, end: end.offset };
    const source = body.slice(range.start, range.end);
    if (node.type === 'html') {
      // The end of an element is told with its beginning.
      if (faults.length > 0 && node.value.startsWith('</')) return;
      const { line, column } = start;
      faults.push({ kind: 'html', line, column, reason: 'it contains HTML' });
    } else if (node.type === 'code' && !/^(?:`{3}|~{3})/.test(source)) {
      // MDX has no code by indenting: without its fence it is text, and stays as it is written.
      slices.push({
        ...range,
        text: source.replaceAll(signs, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`)),
      });
    } else if (node.type === 'text') slices.push({ ...range, text: escapeText(source, node) });
    else if (isAutolink(node, source)) {
      slices.push({ ...range, text: `[${source.slice(1, -1)}](${node.url})` });
    }
  });
  return faults.length > 0 ? { tree, faults } : { body: replaceSlices(body, slices) };
}

function isAutolink(node: Nodes, source: string): node is Extract<Nodes, { type: 'link' }> {
  return node.type === 'link' && source.startsWith('<');
}

function escapeText(source: string, node: Text): string {
  const escaped = source.replaceAll(/\\[\s\S]|[<{]/g, (sign) => {
    if (sign.startsWith('\\')) return sign === '\\<' ? '&lt;' : sign;
    return sign === '<' ? '&lt;' : '\\{';
  });
  // A paragraph that begins with one of these words would be program text.
  const isAtLineStart = node.position?.start.column === 1;
  const program = isAtLineStart
    ? /^(?:i(?=mport\b)|e(?=xport\b))/gm
    : /(?<=\n)(?:i(?=mport\b)|e(?=xport\b))/g;
  return escaped.replaceAll(program, (letter) => `&#${letter.charCodeAt(0)};`);
}
