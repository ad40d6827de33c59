import { beforeAll, expect, test } from 'vitest';
import { inTotoFiles, statementOfPack } from '#core/evidence/in-toto-files.ts';
import { oscalFiles, uuidOf } from '#core/evidence/oscal-files.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import type { PackFile, PackOrder } from '#core/evidence/pack.ts';
import { compileSchema } from '../../helpers/compile-schema.ts';
import { loadSample } from '../../helpers/sample-book.ts';

let order: PackOrder;
beforeAll(async () => {
  const book = await loadSample();
  order = {
    book,
    from: '2026-04-01',
    until: '2026-06-30',
    engineDigest: '0'.repeat(64),
  } as unknown as PackOrder;
});

function textOf({ bytes }: PackFile): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : [...bytes].join('');
}

function readOscal(given: PackOrder): Map<string, Record<string, unknown>> {
  return new Map(
    Array.from(oscalFiles(given), (file) => [
      file.path.replace(/^oscal\/|\.json$/g, ''),
      JSON.parse(textOf(file)) as Record<string, unknown>,
    ]),
  );
}

// The plan is checked by the schema of 1.1.2: NIST's repository has no later one, and our part of it did not change.
test.for([
  ['component-definition', 'oscal_component_schema.json'],
  ['assessment-results', 'oscal_assessment-results_schema.json'],
  ['plan-of-action-and-milestones', 'oscal_poam_schema.json'],
] as const)('%s fits the schema of NIST', ([name, schema]) => {
  expect(compileSchema(schema)(readOscal(order).get(name))).toEqual([]);
});

test('every change of the period is an observation, and every reference leads to one', () => {
  const text = JSON.stringify(readOscal(order).get('assessment-results'));
  const found = (pattern: RegExp) => Array.from(text.matchAll(pattern), ([, id]) => id ?? '');
  const observations = found(/"types":\["control-objective"\],"uuid":"([^"]+)"/g);
  expect(observations).toHaveLength(changesOf(order).length);
  const related = found(/"observation-uuid":"([^"]+)"/g);
  expect(related.length).toBeGreaterThan(0);
  expect(related.filter((id) => !observations.includes(id))).toEqual([]);
});

test('a control with a deviation or an unknown verdict is not satisfied', () => {
  const { 'assessment-results': results } = readOscal(order).get('assessment-results') as {
    'assessment-results': {
      results: {
        findings: { title: string; description: string; target: { status: { state: string } } }[];
      }[];
    };
  };
  const findings = results.results[0]?.findings ?? [];
  const change = findings.find(({ title }) => title === 'soc2 CC8.1');
  expect(change?.target.status.state).toBe('not-satisfied');
  for (const { description, target } of findings) {
    if (target.status.state !== 'satisfied') continue;
    expect(description).toContain('0 deviation, 0 answered');
    expect(description).toContain('0 unknown');
  }
});

test('ids stay, and differ for what differs', () => {
  expect(readOscal(order)).toEqual(readOscal({ ...order }));
  const ids = Array.from(
    JSON.stringify([...readOscal(order).values()]).matchAll(/"uuid":"([^"]+)"/g),
    ([, id]) => id,
  );
  const frameworks = ['soc2', 'iso27001'].map((name) => uuidOf('framework', name));
  const party = uuidOf('party', order.book.settings.organisation.name);
  const own = ids.filter((id) => id !== party && !frameworks.includes(id ?? ''));
  expect(new Set(own).size).toBe(own.length);
  expect(uuidOf('a', 'b')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('a book without policies in force and without deviations has documents that fit, and no empty plan', () => {
  const empty = { ...order, book: { ...order.book, policies: [], changes: [], answers: [] } };
  expect([...readOscal(empty).keys()]).toEqual(['component-definition', 'assessment-results']);
  expect(
    compileSchema('oscal_component_schema.json')(readOscal(empty).get('component-definition')),
  ).toEqual([]);
  expect(
    compileSchema('oscal_assessment-results_schema.json')(
      readOscal(empty).get('assessment-results'),
    ),
  ).toEqual([]);
});

interface Statement {
  readonly subject: readonly { readonly name: string; readonly digest: Record<string, string> }[];
  readonly predicate: {
    readonly result: string;
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

test('each judged commit has an in-toto statement of its verdicts', () => {
  const [file] = inTotoFiles(order);
  const lines = file ? textOf(file).trimEnd().split('\n') : [];
  const validate = compileSchema('in-toto-test-result.schema.json');
  const statements = lines.map((line) => JSON.parse(line) as Statement);
  expect(statements.flatMap(validate)).toEqual([]);
  const judged = changesOf(order).filter(
    ({ record, judgedBy }) => record.commit && judgedBy.kind === 'version',
  );
  expect(statements.map(({ subject }) => subject[0]?.digest['gitCommit'])).toEqual(
    judged.map(({ record }) => record.commit),
  );
  for (const [index, { predicate }] of statements.entries()) {
    const deviates = judged[index]?.verdicts.some(
      ({ outcome, level }) => outcome === 'fail' && level === 'must',
    );
    expect(predicate.result === 'FAILED').toBe(deviates);
    expect(predicate.failedTests.length > 0).toBe(deviates);
  }
});

test('the statement of a pack is about its sums', () => {
  const statement = statementOfPack(Buffer.from('0\n'), order);
  expect(compileSchema('in-toto-test-result.schema.json')(statement)).toEqual([]);
  // printf '0\n' | sha256sum
  expect(statement.subject[0]?.digest['sha256']).toBe(
    '9a271f2a916b0b6ee6cecb2426f0b3206ef074578be55d9bc94f6f3fe3ab86aa',
  );
});
