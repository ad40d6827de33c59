import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { FileSystemConfigLoader, formatterFactory, HtmlValidate } from 'html-validate';
import { expect, inject, test } from 'vitest';
import { pagePolicy } from '#core/exports/security-policy.ts';

const folder = inject('sample');

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

async function listPages(edition: string): Promise<string[]> {
  const site = path.join(folder, edition);
  const files = await readdir(site, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(5);
  return pages.map((file) => path.join(site, file));
}

test.for(['internal', 'public'])(
  'no page of the %s edition has an error in its HTML',
  async (edition) => {
    const report = await validator.validateMultipleFiles(await listPages(edition));
    expect(formatterFactory('text')(report.results)).toBe('');
  },
);

test.for(['internal', 'public'])(
  'every page of the %s edition bears the policy on what it may load, before anything is loaded',
  async (edition) => {
    const head = `<head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${pagePolicy}">`;
    const pages = await listPages(edition);
    const without = await Promise.all(
      pages.map(async (file) => ((await readFile(file, 'utf8')).includes(head) ? [] : [file])),
    );
    expect(without.flat()).toEqual([]);
  },
);
