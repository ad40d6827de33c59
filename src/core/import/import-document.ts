import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';
import { markdownToMdx } from '../parse/markdown-to-mdx.ts';
import { parsePlainMarkdown, type MarkdownFault } from '../parse/parse-markdown.ts';
import { parsePolicy } from '../parse/parse-policy.ts';
import { formatDraft } from './format-draft.ts';
import { quote, type HeadField } from './head-fields.ts';
import {
  diagnosticOf,
  type BodyLine,
  type ImportNote,
  type Removed,
  type SourceLine,
} from './imported.ts';
import { inspectDraft, readHistory } from './inspect-draft.ts';
import { readHead, type HeadValue } from './read-head.ts';
import { isMarkdown, readMarkdown } from './read-markdown.ts';
import { readSource } from './read-source.ts';
import { rebuildText } from './rebuild-text.ts';
import { tidyMarkdown } from './tidy-markdown.ts';

export interface ImportOrder {
  readonly source: SourceFile;
  /** Id of the policy. */
  readonly policy: string;
  /** Name of the content folder, with which the path of the draft begins. */
  readonly folder: string;
  readonly status: string;
  /** Whether it becomes the text in force, or an earlier one below archive/. */
  readonly isCurrent: boolean;
  /** Stands where the document names no version. */
  readonly version?: string;
}

/** A draft, what it was made of, and what is left to do. */
export interface ImportedDraft {
  /** Path of the draft. */
  readonly file: string;
  readonly text: string;
  readonly clauses: number;
  /** Fields that the document says, with their lines. */
  readonly recognised: ReadonlyMap<HeadField, HeadValue>;
  /** What stands in the document and not in the body of the draft, in the order of the document. */
  readonly removed: readonly Removed[];
  /** What is lost or doubtful, at its line of the document. */
  readonly notes: readonly Diagnostic[];
  /** What the check of the book says of the draft as it is. */
  readonly remaining: readonly Diagnostic[];
}

const withoutHeading = 15;

/**
 * Makes a draft of a policy from a document as word processors, web pages and Markdown editors hand it over. Fields
 * hold only what the document says. Every word of it stands in the body in its order, or in `removed`.
 */
export function importDocument(order: ImportOrder): ImportedDraft | { refusal: string } {
  const { source, policy, status } = order;
  const { lines, removed: aroundText } = readSource(source.text);
  const isText = !isMarkdown(source.file, lines);
  const split = endOfHead(lines, isText);
  const head = readHead(lines.slice(0, split));
  const stated = head.fields.get('version')?.yaml;
  if (stated !== undefined && order.version !== undefined && stated !== quote(order.version)) {
    return {
      refusal: `The document says version ${stated}, and --version says '${order.version}'.`,
    };
  }
  const version = stated?.replaceAll("'", '') ?? order.version;
  if (!order.isCurrent && version === undefined) {
    return { refusal: 'The document names no version, and an earlier text is filed under it.' };
  }
  const rest = [...head.rest, ...lines.slice(split)];
  const rebuilt = isText ? rebuildText(rest) : { body: readMarkdown(rest) };
  const start = rebuilt.body.findIndex(({ text }) => !/^\s*-*\s*$/.test(text));
  // A rule at the very beginning would open a fence of fields.
  const written = writeBody(start < 0 ? [] : rebuilt.body.slice(start));
  if ('fault' in written) return { refusal: describeFault(written.fault) };

  const fields = new Map([...head.fields].map(([name, { yaml }]) => [name, yaml]));
  if (version !== undefined) fields.set('version', quote(version));
  const { history, body } = written;
  const text = formatDraft({
    fields,
    status,
    asides: head.asides,
    body,
    ...(history && { history }),
  });
  const notes = [...head.notes, ...(rebuilt.notes ?? []), ...written.notes];
  const file = order.isCurrent
    ? `${order.folder}/policies/${policy}.mdx`
    : `${order.folder}/archive/${policy}/${version ?? ''}.mdx`;
  const parsed = parsePolicy(policy, { file, text }, order.isCurrent);
  return {
    file,
    text,
    clauses: written.clauses,
    recognised: head.fields,
    removed: [...aroundText, ...head.removed, ...(rebuilt.removed ?? []), ...written.removed].sort(
      (left, right) => left.line - right.line,
    ),
    notes: notes.map((note) => diagnosticOf(source.file, note)),
    remaining: parsed.diagnostics,
  };
}

/** Index of the first line that belongs to the text, and not to what stands above its first heading. */
function endOfHead(lines: readonly SourceLine[], isText: boolean): number {
  const heading = isText ? /^\s*1[.)]?\s+\S/ : /^#{2,6} |^# \d/;
  const first = lines.findIndex(({ text, isMarked }) => isMarked || heading.test(text));
  return first >= 0 ? first : Math.min(lines.length, withoutHeading);
}

interface WrittenBody {
  readonly body: string;
  readonly clauses: number;
  readonly history: ReturnType<typeof readHistory>;
  readonly removed: readonly Removed[];
  readonly notes: readonly ImportNote[];
}

function writeBody(lines: readonly BodyLine[]): WrittenBody | { fault: MarkdownFault } {
  const sourceOf = (line: number) => lines[line - 1]?.source ?? 1;
  const markdown = lines.map(({ text }) => text).join('\n');
  const parsed = parsePlainMarkdown(markdown);
  if ('fault' in parsed) return parsed;
  const tidied = tidyMarkdown(markdown, parsed.tree, sourceOf);
  const looked = parsePlainMarkdown(tidied.markdown);
  if ('fault' in looked) return looked;
  const converted = markdownToMdx(tidied.markdown);
  if ('fault' in converted) return converted;
  const body = converted.body
    .split('\n')
    .flatMap((line, index) => {
      const mark = lines[index]?.mark;
      return mark === undefined ? [line] : [`{/* ${mark} */}`, '', line];
    })
    .join('\n');
  return {
    body: body.trim(),
    clauses: looked.tree.children.filter(({ type }) => type === 'heading').length,
    history: readHistory(looked.tree),
    removed: tidied.removed,
    notes: [...tidied.notes, ...inspectDraft(looked.tree, sourceOf)],
  };
}

function describeFault({ line, reason }: MarkdownFault): string {
  return `The text cannot be read from line ${line} of its body on: ${reason}.`;
}
