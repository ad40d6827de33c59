import { expect, test } from 'vitest';
import { parseContent } from '#core/parse/parse-content.ts';
import { peopleText, policyText, settingsText } from '../../helpers/book.ts';

const repository =
  'repositories: [{ id: a, path: ../a, since: 2026-01-01, policy: a, forgeExports: [./content/exports/a.json], deployments: content/exports/d.jsonl }, { id: b, recorded: content/histories/b/, since: 2026-01-01, policy: a }]\n';

/** The unread files of a book that contains one more file. */
function unread(path: string, settings = settingsText + repository) {
  const { diagnostics } = parseContent({
    folder: 'content',
    files: [
      { file: 'content/policybook.yaml', text: settings },
      { file: 'content/people.yaml', text: peopleText },
      { file: 'content/policies/access-control.mdx', text: policyText() },
    ],
    assets: [],
    others: [path],
  });
  return diagnostics.filter(({ code }) => code === 'file/unread');
}

test.for<[path: string, severity: string, remedy: string]>([
  ['content/policies/access.MDX', 'error', 'Give it such a name'],
  ['content/policies/access.markdown', 'error', 'Give it such a name'],
  ['content/policies/access.yaml', 'error', 'Give it such a name'],
  ['content/policies/access.mdx.bak', 'error', 'Give it such a name'],
  ['content/policies/access', 'error', 'Give it such a name'],
  ['content/policies/access.docx', 'error', 'npm run import'],
  ['content/policies/README.txt', 'warning', ''],
  ['content/policies/.access.mdx', 'warning', 'such a name'],
  ['content/archive/access/1.0.MD', 'error', 'Give it such a name'],
  ['content/answers/a.yml', 'error', 'Give it such a name'],
  ['content/answers/a.mdx', 'error', 'Give it such a name'],
  ['content/duties/a.json', 'error', 'Give it such a name'],
  ['content/changes/a.yaml', 'error', 'Give it such a name'],
  ['content/policy/access.mdx', 'error', 'Did you mean "policies"?'],
  ['content/Policies/access.mdx', 'error', 'Did you mean "policies"?'],
  ['content/dutys/a.yaml', 'error', 'Did you mean "duties"?'],
  ['content/asset/a.png', 'error', 'Did you mean "assets"?'],
  ['content/policybook.yml', 'error', 'Did you mean "policybook.yaml"?'],
  ['content/People.yaml', 'error', 'Did you mean "people.yaml"?'],
  ['content/access.mdx', 'error', 'Move it into one of policies'],
  ['content/notes/a.md', 'error', 'Move it into one of policies'],
  ['content/README.md', 'warning', 'out of the content folder'],
  ['content/notes/a.txt', 'warning', 'out of the content folder'],
  ['content/exports/old.json', 'warning', 'out of the content folder'],
  ['content/histories/bb/commits.txt', 'warning', 'out of the content folder'],
])('%s is an unread file: %s', ([path, severity, remedy]) => {
  const found = unread(path);
  expect(found).toMatchObject([{ severity, at: { file: path, line: 1 } }]);
  expect(found[0]?.remedy).toContain(remedy);
});

test.for([
  'content/policies/deep/a.mdx',
  'content/policies/a.md',
  'content/checkpoints.jsonl',
  'content/exports/a.json',
  'content/exports/d.jsonl',
  'content/histories/b/commits.txt',
])('%s is read', (path) => {
  expect(unread(path)).toEqual([]);
});

test('with faults in the settings only what looks like a document is called unread', () => {
  expect(unread('content/exports/a.json', 'organisation: 1\n')).toEqual([]);
  expect(unread('content/policies/a.MDX', 'organisation: 1\n')).toHaveLength(1);
  expect(unread('content/policy/a.mdx', 'organisation: 1\n')).toHaveLength(1);
});
