import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const archiveDisagrees: DocumentRule = {
  code: 'policy/archive-disagrees',
  severity: 'error',
  requirement: 'A version has one text, in the file of its number, and a row in the history.',

  *check({ policies }) {
    for (const { current, versions } of policies) {
      const rows = current.frontmatter.history.map(({ version }) => version);
      for (const { version, source, frontmatter } of versions) {
        const name = source.file
          .split('/')
          .at(-1)
          ?.replace(/\.mdx?$/, '');
        if (source !== current.source && name !== version) {
          yield {
            at: locateField(source, ['version']),
            problem: `The file is called ${name ?? ''} and holds version ${version}.`,
            remedy: `Rename it to ${version}.mdx, or mend the version.`,
          };
        }
        if (source !== current.source && version === current.version) {
          yield {
            at: locateField(source, ['version']),
            problem: `Version ${version} of "${frontmatter.title}" has two texts: this one and ${current.source.file}.`,
            remedy: 'Give the current text the next version, or delete the archived one.',
          };
        }
        if (!rows.includes(version)) {
          yield {
            at: locateField(current.source, ['history']),
            problem: `Version ${version} of "${current.frontmatter.title}" has a text and no row in history.`,
            remedy: `Add a row for ${version}: date, by, change, summary.`,
          };
        }
      }
    }
  },
};
