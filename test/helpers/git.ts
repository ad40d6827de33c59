import { execFileSync } from 'node:child_process';

const person = 'Mira Oduya';
const address = 'mira@larkfield.example';

/** Runs git as a person at a terminal would, at a fixed time, and gives what it printed. */
export function git(
  folder: string,
  args: readonly string[],
  input: string | Buffer = '',
  variables: Readonly<Record<string, string>> = {},
): string {
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: person,
      GIT_AUTHOR_EMAIL: address,
      GIT_AUTHOR_DATE: '2026-03-02T09:00:00+00:00',
      GIT_COMMITTER_NAME: person,
      GIT_COMMITTER_EMAIL: address,
      GIT_COMMITTER_DATE: '2026-03-02T09:00:00+00:00',
      ...variables,
    },
  }).trimEnd();
}
