import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const historyExtra: DocumentRule = {
  code: 'policy/history-extra',
  severity: 'error',
  requirement: 'Every row of the history stands for one version whose text is kept.',

  *check({ policies, settings }, unread) {
    for (const { id, current, versions } of policies) {
      const texts = new Set(versions.map(({ version }) => version));
      const { title, history } = current.frontmatter;
      for (const [index, { version }] of history.entries()) {
        const first = history.findIndex((row) => row.version === version);
        const at = locateField(current.source, ['history', index, 'version']);
        if (first < index) {
          yield {
            at,
            problem: `The history of "${title}" has two rows for version ${version}.`,
            remedy: 'Keep the one that is right.',
          };
        } else if (!texts.has(version) && !unread.has('archive')) {
          const place = `${current.source.file.split('/')[0] ?? ''}/archive/${id}/${version}.mdx`;
          const isInGit = settings.policies.history === 'git';
          const where = isInGit ? 'neither git nor' : 'not even';
          const fetched = isInGit
            ? `, fetch ${settings.policies.branch} where this copy of it is behind`
            : '';
          yield {
            at,
            problem: `The history of "${title}" has a row for version ${version}, whose text ${where} the archive has.`,
            remedy: `Put its text into ${place}${fetched}, or remove the row if there never was such a version.`,
          };
        }
      }
    }
  },
};
