import { expect, test } from 'vitest';
import { explainShallow } from '#sources/git/explain-git-failure.ts';

test.for([
  ['GitHub', { GITHUB_ACTIONS: 'true' }, 'fetch-depth: 0'],
  ['GitLab', { GITLAB_CI: 'true' }, 'GIT_DEPTH: "0"'],
  ['Netlify', { NETLIFY: 'true' }, 'netlify.toml'],
  ['Vercel', { VERCEL: '1' }, 'VERCEL_DEEP_CLONE'],
  ['Cloudflare', { CF_PAGES: '1' }, 'Cloudflare Pages'],
] as const)('%s is told its own setting', ([, environment, setting]) => {
  const { message, remedy } = explainShallow('/srv/book', environment);
  expect(message).toBe(
    'The repository /srv/book is a shallow clone: commits before its cut are missing.',
  );
  expect(remedy).toContain(setting);
  expect(remedy).toContain('fetch --unshallow');
});

test('elsewhere, and where a variable is empty, it is told the command', () => {
  for (const environment of [{}, { GITHUB_ACTIONS: '', CI: 'true' }]) {
    expect(explainShallow('/srv/my book', environment).remedy).toBe(
      "Type: git -C '/srv/my book' fetch --unshallow; in a pipeline, check out with the whole history.",
    );
  }
});
