import { expect, test } from 'vitest';
import { exportFiles } from '#core/exports/export-files.ts';
import { judgeGood, policyText } from '../../helpers/book.ts';

const book = judgeGood({ files: { 'policies/access-control.mdx': policyText() } });
const schemasOf = (edition: 'internal' | 'public') =>
  [...exportFiles(book, edition)].filter(({ path }) => path.startsWith('schema/'));

test('staff get a schema for each kind of file in a book, customers none', () => {
  expect(schemasOf('internal').map(({ path }) => path.slice('schema/'.length))).toEqual([
    'policybook.json',
    'people.json',
    'policy.json',
    'change.json',
    'answer.json',
    'duty.json',
    'checkpoint.json',
  ]);
  expect(schemasOf('public')).toEqual([]);
});

test('the schema of a checkpoint describes a line of checkpoints.jsonl', () => {
  const file = schemasOf('internal').find(({ path }) => path.endsWith('checkpoint.json'));
  const { contents = '' } = file ?? {};
  const text = typeof contents === 'string' ? contents : [...contents].join('');
  expect(JSON.parse(text)).toMatchObject({
    type: 'object',
    required: ['repository', 'branch', 'tip', 'records', 'at', 'engine'],
    additionalProperties: false,
    properties: { tip: { type: 'string', pattern: '^(?:[0-9a-f]{40}|[0-9a-f]{64})$' } },
  });
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** The paths of all properties without a description, however deep they are. */
function listUndescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {} } = node as SchemaNode;
  const own = Object.entries(properties).flatMap(([name, { description }]) =>
    description ? [] : [`${path}.${name}`],
  );
  const inner = Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    listUndescribed(value, key === 'properties' ? path : `${path}.${key}`),
  );
  return [...own, ...inner];
}

test('every property of every published schema has a description', () => {
  const schemas = [...exportFiles(book, 'internal')].filter(({ path }) => /schema\b/.test(path));
  expect(schemas.length).toBeGreaterThan(13);
  const undescribed = schemas.flatMap(({ path, contents }) =>
    listUndescribed(JSON.parse([...contents].join('')), path),
  );
  expect(undescribed).toEqual([]);
});
