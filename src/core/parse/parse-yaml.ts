import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
  type Document,
  type ParsedNode,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { memoize } from '../model/memoize.ts';

export type FieldPath = readonly PropertyKey[];

/** YAML text as plain data, with the place of every field in its file. */
export interface YamlSource {
  /** Undefined where the text is not YAML. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** The place of a field's value, or of its nearest parent where the field is missing. */
  readonly locate: (path: FieldPath) => SourceLocation;
  /** The place of the name of a field. */
  readonly locateKey: (path: FieldPath) => SourceLocation;
  /** The text of a scalar as it was written: `1.10` where the value has become 1.1. */
  readonly written: (path: FieldPath) => string | undefined;
}

/** Reads YAML 1.2 (dates stay text). `firstLine` is the line of the file on which `text` begins. */
export function parseYaml(text: string, file: string, firstLine = 1): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // The parser compares each key with all others of its map.
    uniqueKeys: false,
    prettyErrors: false,
    // A silent reader would drop a second document without a word.
    logLevel: 'error',
  });

  const at = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line: line + firstLine - 1, column: col };
  };
  const diagnostics = [
    ...document.errors.map((error) => describeYamlError(error, at)),
    ...findDuplicateKeys(document, at),
  ];

  const value = diagnostics.length === 0 ? toPlain(document, at, diagnostics) : undefined;
  diagnostics.push(...findCutValues(document, text, at));
  return {
    value,
    diagnostics,
    locate: (path) => at(offsetOfValue(document, path)),
    locateKey: (path) => at(offsetOfKey(document, path) ?? offsetOfValue(document, path)),
    written: (path) => {
      const node = nodeAt(document, path);
      return isScalar(node) ? (node.source ?? undefined) : undefined;
    },
  };
}

/** The value of a field of plain data; undefined where it or a parent is missing. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Every text in plain data, at any depth, with its path. */
export function* listTexts(
  node: unknown,
  path: FieldPath = [],
): Iterable<{ readonly text: string; readonly path: FieldPath }> {
  if (typeof node === 'string') yield { text: node, path };
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    yield* listTexts(value, [...path, Array.isArray(node) ? Number(key) : key]);
  }
}

/** Values that end at a `#` which is part of what was meant: `Storage #1` without quotes is "Storage". */
function findCutValues(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => SourceLocation,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Scalar(_, { type, value, range }) {
      if (type !== Scalar.PLAIN || typeof value !== 'string' || !range) return;
      const end = range[1];
      // A part of the line is enough: a file may be one line of many values.
      const rest = text.slice(end, end + 200).split('\n', 1)[0] ?? '';
      // A comment begins with "# " and a word.
      if (!/^[ \t]+#(?:[^\s#]|[ \t]+\d)/.test(rest)) return;
      found.push({
        code: 'file/cut-value',
        severity: 'error',
        at: at(end + rest.indexOf('#')),
        problem: `The value ends as "${value.slice(-40)}", because "${rest.trim().slice(0, 40)}" is a comment to YAML.`,
        remedy: 'Put the whole value in quotes. Move a comment to a line of its own.',
      });
    },
  });
  return found;
}

function findDuplicateKeys(
  document: Document.Parsed,
  at: (offset: number) => SourceLocation,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found.push({
            code: 'file/duplicate-key',
            severity: 'error',
            at: at(key.range?.[0] ?? 0),
            problem: `The field "${String(key.value)}" is here a second time; each field is written once.`,
            remedy: 'Keep the line that is right and delete the other.',
          });
        }
        seen.add(key.value);
      }
    },
  });
  return found;
}

function toPlain(
  document: Document.Parsed,
  at: (offset: number) => SourceLocation,
  diagnostics: Diagnostic[],
): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch {
    diagnostics.push({
      code: 'file/yaml',
      severity: 'error',
      at: at(0),
      problem: 'The aliases (*name) of this YAML expand beyond what a document of a book needs.',
      remedy: 'Write the values out instead of referring to them.',
    });
    return undefined;
  }
}

function nodeAt(document: Document.Parsed, path: FieldPath): unknown {
  let node: unknown = document.contents;
  for (const key of path) {
    if (isMap(node)) node = pairsOf(node).get(key)?.value;
    else node = isSeq(node) ? node.items[Number(key)] : undefined;
  }
  return node;
}

/** The pairs of a map by key. A file may have as many faults as its maps have fields. */
const pairsOf = memoize(
  ({ items }: YAMLMap) =>
    new Map(
      items.flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value as PropertyKey, pair]] : [])),
    ),
);

function offsetOfValue(document: Document.Parsed, path: FieldPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range) {
      // A missing field is shown at its parent's own key, where there is one, and not deep inside it.
      if (length < path.length && length > 0) {
        return offsetOfKey(document, path.slice(0, length)) ?? node.range[0];
      }
      return node.range[0];
    }
  }
  return 0;
}

function offsetOfKey(document: Document.Parsed, path: FieldPath): number | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const pair = pairsOf(parent).get(path.at(-1) ?? '');
  return (pair?.key as ParsedNode | undefined)?.range[0];
}

function describeYamlError(error: YAMLError, at: (offset: number) => SourceLocation): Diagnostic {
  const [start] = error.pos;
  const base = { severity: 'error', at: at(start) } as const;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        ...base,
        code: 'file/tab',
        problem: 'The line is indented with a tab; YAML is indented with spaces only.',
        remedy: 'Replace the tab by two spaces for each level.',
      };
    case 'MULTIPLE_DOCS':
      return {
        ...base,
        code: 'file/second-document',
        problem: 'A second document of YAML begins here; of a file only the first would be read.',
        remedy:
          'Take out the line of --- or ... that begins it or, where it is a record of its own, move it to a file of its own.',
      };
    default:
      return {
        ...base,
        code: 'file/yaml',
        problem: `This is not YAML: ${error.message.split('\n', 1)[0] ?? error.code}.`,
        remedy: 'Correct the line; a value with ": " or " #" in it needs quotes.',
      };
  }
}
