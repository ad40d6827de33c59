import { locateField } from '../../parse/locate-field.ts';
import { accessPolicy, earlierText, historyOf } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  misnamed: report(
    'The file is named {name} and contains version {version}.',
    'Rename it to {version}.mdx, or correct the version.',
  ),
};

export const archiveMisnamed: DocumentRule = {
  code: 'policy/archive-misnamed',
  severity: 'error',
  requirement: 'The file of an archived version is named after the version.',
  messages,
  example: {
    file: earlierText,
    good: ["version: '0.9'"],
    bad: ["version: '0.8'"],
    beside: { [accessPolicy]: [historyOf('1.0', '0.9', '0.8')] },
  },

  *check({ policies }) {
    for (const { version, source } of policies.flatMap(({ versions }) => versions)) {
      const [, , folder, name = ''] =
        /^(.*\/)?([^/]+)\/[^/]+\/([^/]+)\.mdx?$/.exec(source.file) ?? [];
      if (folder !== 'archive' || name === version) continue;
      yield { at: locateField(source, ['version']), ...fill(messages.misnamed, { name, version }) };
    }
  },
};
