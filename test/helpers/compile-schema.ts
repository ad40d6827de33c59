import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const folder = path.join(import.meta.dirname, '../fixtures/schemas');

/** A published JSON Schema of test/fixtures/schemas as a function that returns the faults of a document. */
export function compileSchema(name: string): (document: unknown) => string[] {
  const schema = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<
    string,
    unknown
  >;
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  (addFormats as unknown as { default: (ajv: Ajv) => void }).default(ajv);
  // Its own dialect and the form of its id in an older one mean nothing to this validator.
  const { $schema: _, id: __, ...rest } = schema;
  const validate = ajv.compile(rest);
  return (document) => {
    if (validate(document)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
    );
  };
}
