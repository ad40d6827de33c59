import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggestName } from '../diagnostics/nearest-name.ts';
import { valueAt, type FieldPath, type YamlSource } from './parse-yaml.ts';

/** The value in its schema's shape, or every fault of it with its place. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  source: YamlSource,
): { value: z.output<Schema> } | { diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = source;
  if (value === undefined && diagnostics.length > 0) return { diagnostics };
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success && diagnostics.length === 0) return { value: withoutPrototypes(result.data) };
  const issues = result.error?.issues ?? [];
  return {
    diagnostics: [
      ...diagnostics,
      ...issues.flatMap((issue) => describeIssue(issue, schema, source)),
    ],
  };
}

/**
 * The same data, in which a key that nobody wrote leads to nothing: texts of others name people, types and policies,
 * and may name "constructor".
 */
export function withoutPrototypes<Data>(data: Data): Data {
  if (typeof data !== 'object' || data === null) return data;
  Object.values(data).forEach(withoutPrototypes);
  if (Object.getPrototypeOf(data) === Object.prototype) Object.setPrototypeOf(data, null);
  return data;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  source: YamlSource,
): readonly Diagnostic[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => describeUnknownField([...path, key], schema, source));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({
      code: 'schema/field-name',
      severity: 'error',
      at: source.locateKey(path),
      problem: `"${formatPath(path)}" cannot be a name here: ${message}.`,
      remedy: 'Rename the field.',
    }));
  }
  if (valueAt(source.value, path) === undefined) {
    return [
      {
        code: 'schema/field-missing',
        severity: 'error',
        at: source.locate(path),
        problem: `The field "${formatPath(path)}" is missing; ${expectationOf(issue)}.`,
        remedy: `Add a line "${String(path.at(-1))}: …".`,
      },
    ];
  }
  return [describeValue(issue, source)];
}

function describeUnknownField(path: FieldPath, schema: z.ZodType, source: YamlSource): Diagnostic {
  const known = fieldsAt(schema, path.slice(0, -1));
  return {
    code: 'schema/field-unknown',
    severity: 'error',
    at: source.locateKey(path),
    problem: `There is no field "${formatPath(path)}".`,
    remedy: suggestName(
      String(path.at(-1)),
      known,
      `Remove it; the possible fields are ${known.join(', ')}.`,
    ),
  };
}

function describeValue(issue: z.core.$ZodIssue, source: YamlSource): Diagnostic {
  const name = formatPath(issue.path);
  const written = source.written(issue.path);
  const isNumberForText =
    issue.code === 'invalid_type' && issue.expected === 'string' && typeof issue.input === 'number';
  if (isNumberForText) {
    return {
      code: 'schema/unquoted-number',
      severity: 'error',
      at: source.locate(issue.path),
      problem: `"${name}" is ${written ?? ''} without quotes, which reads as the number ${String(issue.input)}.`,
      remedy: `Put it in quotes: "${written ?? ''}".`,
    };
  }
  return {
    code: 'schema/value',
    severity: 'error',
    at: source.locate(issue.path),
    problem: `${name === '' ? 'The content' : `"${name}"`} is ${written ?? inWords(issue.input)}; ${expectationOf(issue)}.`,
    remedy: remedyFor(issue),
  };
}

function remedyFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.path.length === 0) {
    return 'Write each field on a line of its own, with its name before a colon.';
  }
  if (issue.code !== 'invalid_value') return 'Write the value in the expected form.';
  return suggestName(String(issue.input), issue.values.map(String), 'Write one of these values.');
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && issue.expected !== 'never') {
    const kinds: Record<string, string> = {
      string: 'a text',
      array: 'a list',
      object: 'a group of fields',
      record: 'a group of fields',
      int: 'a whole number',
      boolean: 'true or false',
    };
    return `expected ${kinds[issue.expected] ?? issue.expected}`;
  }
  return issue.message.startsWith('expected')
    ? issue.message
    : `expected otherwise: ${issue.message}`;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  return 'a group of fields';
}

/** `reviews[0].by`: the path as an author writes it. */
function formatPath(path: FieldPath): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** The names of the fields that a schema knows at a path. */
function fieldsAt(schema: z.core.$ZodType, path: FieldPath): string[] {
  let node: z.core.$ZodType = unwrap(schema);
  for (const key of path) {
    if (node instanceof z.ZodObject) {
      const shape = node.shape as Record<PropertyKey, z.core.$ZodType>;
      node = unwrap(shape[key] ?? z.never());
    } else if (node instanceof z.ZodRecord) node = unwrap(node.valueType);
    else if (node instanceof z.ZodArray) node = unwrap(node.element);
  }
  if (!(node instanceof z.ZodObject)) return [];
  return Object.entries(node.shape).flatMap(([name, field]) =>
    unwrap(field as z.core.$ZodType) instanceof z.ZodNever ? [] : [name],
  );
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrap(schema.unwrap());
  }
  return schema;
}
