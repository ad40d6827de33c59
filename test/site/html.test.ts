import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileSystemConfigLoader, formatterFactory, HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../helpers/command.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-html-'));
  expect((await runScript('build', ['--out', folder])).code).toBe(0);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Clauses are addressed by their own numbers, which HTML allows and style sheets do not need.
      'valid-id': 'off',
      // What a compiler prints, not what a person wrote.
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'doctype-style': 'off',
      'long-title': 'off',
    },
  }),
);

test.for(['internal', 'public'])(
  'no page of the %s edition has an error in its HTML',
  async (edition) => {
    const site = path.join(folder, edition);
    const files = (await readdir(site, { recursive: true, encoding: 'utf8' })).filter((file) =>
      file.endsWith('.html'),
    );
    const report = await validator.validateMultipleFiles(
      files.map((file) => path.join(site, file)),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(formatterFactory('text')(report.results)).toBe('');
  },
);
