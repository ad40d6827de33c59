import type { Nodes, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PolicyVersion } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import { policySchema } from '../schemas/policy.ts';
import { checkBody } from './check-body.ts';
import { checkText } from './check-text.ts';
import { listClauses } from './clauses.ts';
import { explainMarkdownFault } from './explain-markdown-fault.ts';
import { fingerprintOf } from './fingerprint.ts';
import { listReferences } from './list-references.ts';
import {
  parseMarkdown,
  versionTree,
  parsePlainMarkdown,
  type MarkdownFault,
} from './parse-markdown.ts';
import { parseYaml } from './parse-yaml.ts';
import { replaceSlices, type Slice } from './replace-slices.ts';
import { splitFrontmatter } from './split-frontmatter.ts';
import { validate } from './validate.ts';

/** What a policy file gave: a version where it has none but small faults, and every fault either way. */
export interface ParsedPolicy {
  readonly version?: PolicyVersion;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file of content/policies or content/archive. `isCurrent` decides how strict its vocabulary is. */
export function parsePolicy(policy: string, source: SourceFile, isCurrent: boolean): ParsedPolicy {
  const textFaults = [...checkText(source)];
  if (textFaults.length > 0) return { diagnostics: textFaults };

  const split = splitFrontmatter(source);
  if ('diagnostics' in split) return split;

  const { frontmatter, body: written, bodyLine } = split.document;
  const fields = validate(policySchema, parseYaml(frontmatter, source.file, 2));
  const converted = source.file.endsWith('.md') ? markdownToMdx(written) : { body: written };
  const body = 'body' in converted ? converted.body : written;
  const markdown = 'fault' in converted ? converted : parseMarkdown(body);
  const bodyFaults =
    'fault' in markdown
      ? [explainMarkdownFault(markdown.fault, body, source.file, bodyLine)]
      : [...checkBody(markdown.tree, body, { file: source.file, bodyLine, isCurrent })];

  const diagnostics = ['diagnostics' in fields ? fields.diagnostics : [], bodyFaults].flat();
  if ('diagnostics' in fields || 'fault' in markdown) return { diagnostics };
  const version = assembleVersion({ policy, frontmatter: fields.value, body, bodyLine, source });
  return { version, diagnostics };
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
function markdownToMdx(body: string): { body: string } | { fault: MarkdownFault } {
  const parsed = parsePlainMarkdown(body);
  if ('fault' in parsed) return parsed;
  const { tree } = parsed;
  const slices: Slice[] = [];
  let fault: MarkdownFault | undefined;
  visit(tree, (node) => {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const range = { start: start.offset, end: end.offset };
    const source = body.slice(range.start, range.end);
    if (node.type === 'html') {
      fault ??= {
        kind: 'html',
        line: start.line,
        column: start.column,
        reason: 'it contains HTML',
      };
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
  return fault ? { fault } : { body: replaceSlices(body, slices) };
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
