import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const archiveMisnamed: DocumentRule = {
  code: 'policy/archive-misnamed',
  severity: 'error',
  requirement: 'An archived version stands in the file of its number.',

  *check({ policies }) {
    for (const { version, source } of policies.flatMap(({ versions }) => versions)) {
      const [, , folder, name] = /^(.*\/)?([^/]+)\/[^/]+\/([^/]+)\.mdx?$/.exec(source.file) ?? [];
      if (folder !== 'archive' || name === version) continue;
      yield {
        at: locateField(source, ['version']),
        problem: `The file is called ${name ?? ''} and holds version ${version}.`,
        remedy: `Rename it to ${version}.mdx, or mend the version.`,
      };
    }
  },
};
