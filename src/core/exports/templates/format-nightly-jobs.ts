import type { RepositorySettings } from '../../schemas/settings.ts';

/** What the nightly jobs are made from. */
export interface NightlySource {
  /** All repositories of the book; those with a path have to lie there. */
  readonly repositories: readonly Pick<RepositorySettings, 'path' | 'branch'>[];
}

/** A workflow of GitHub Actions for the book. Publishing does not wait for the gate, so that a late review is visible. */
export function formatGithubNightlyJob(source: NightlySource): string {
  const book = folderOfBook(source.repositories);
  const others = listOthers(source).map(({ path, branch }) => checkoutOf(path, branch, book));
  return `${head}
# Secret: POLICYBOOK_TOKEN, which may read the repositories that the book judges, where they are private.
# Secret: POLICYBOOK_WEBHOOK, where what is due is sent each night; variable: POLICYBOOK_CHANNEL, slack or teams.
# Without the secret nothing is sent. For e-mail or an issue, replace the last step by one of your own.
# The versions of actions are the ones known when this was made; pin each to the commit that you have looked at.
name: policies
on:
  push:
    branches: [main]
  schedule:
    - cron: '17 4 * * *'
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: policies-\${{ github.ref }}
  cancel-in-progress: true
jobs:
${formatJob('overdue', book, others, 'npm run --silent check -- --format github')}
${formatJob('publish', book, others, 'npm run build -- --show-overdue')}
      # Here follow the steps of your hosts: ${book}/out/internal needs access control, ${book}/out/public does not.
${formatJob('remind', book, others, remind('"$RUNNER_TEMP/reminder.json"'))}
        env:
          WEBHOOK: \${{ github.event_name == 'schedule' && secrets.POLICYBOOK_WEBHOOK || '' }}
          CHANNEL: \${{ vars.POLICYBOOK_CHANNEL || 'slack' }}
`;
}

function formatJob(name: string, book: string, others: readonly string[], command: string): string {
  return `  ${name}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          fetch-depth: 0
          persist-credentials: false
          path: ${book}
${others.join('')}      - uses: actions/setup-node@v6
        with:
          node-version: 26
          cache: npm
          cache-dependency-path: ${book}/package-lock.json
      - run: npm ci
        working-directory: ${book}
      - run: ${command}
        working-directory: ${book}`;
}

/** Sends what is due to the channel of the company, where there is something and an address is known. */
function remind(file: string): string {
  return `|
          npm run --silent remind -- --format "$CHANNEL" > ${file}
          if [ -n "$WEBHOOK" ] && [ -s ${file} ]; then
            curl --fail --silent --show-error -H 'Content-Type: application/json' --data-binary @${file} "$WEBHOOK"
          fi`;
}

/** The same for GitLab, where a schedule of the project starts it. */
export function formatGitlabNightlyJob(source: NightlySource): string {
  const clones = listOthers(source).map(
    ({ path, branch }) =>
      `    - rm -rf ${path}\n    - git clone --quiet --branch ${branch} "https://gitlab-ci-token:$CI_JOB_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_NAMESPACE/${lastPart(path)}.git" ${path}\n`,
  );
  return `${head}
# Make a schedule for each night under Build, Pipeline schedules.
# A repository is cloned where policybook.yaml looks for it, in place of what an earlier job left there: use a runner
# that gives each job a container of its own, or one that runs no other project's jobs.
.policybook:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: '0'
  before_script:
${clones.join('')}    - npm ci
overdue:
  extends: .policybook
  script:
    - npm run --silent check
publish:
  extends: .policybook
  # Without needs on purpose: a late review must not keep yesterday's text on the site.
  script:
    - npm run build -- --show-overdue
  artifacts:
    paths: [out/]
    access: developer
    expire_in: 1 day
# Sends what is due each night to the address in the masked variable POLICYBOOK_WEBHOOK; POLICYBOOK_CHANNEL is slack or teams.
remind:
  extends: .policybook
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule" && $POLICYBOOK_WEBHOOK
  script:
    - npm run --silent remind -- --format "\${POLICYBOOK_CHANNEL:-slack}" > reminder.json
    - |
      if [ -s reminder.json ]; then curl --fail --silent --show-error -H 'Content-Type: application/json' --data-binary @reminder.json "$POLICYBOOK_WEBHOOK"; fi
`;
}

function checkoutOf(path: string, branch: string, book: string): string {
  return `      - uses: actions/checkout@v6
        with:
          repository: \${{ github.repository_owner }}/${lastPart(path)}
          token: \${{ secrets.POLICYBOOK_TOKEN || github.token }}
          ref: ${branch}
          fetch-depth: 0
          persist-credentials: false
          path: ${placeBeside(path, book)}
`;
}

/** The repositories that have to be fetched: not the one that the book itself lies in. */
function listOthers({ repositories }: NightlySource): { path: string; branch: string }[] {
  return repositories.flatMap(({ path, branch }) =>
    path === undefined || /^(?:\.{0,2}\/)*\.{0,2}$/.test(path) ? [] : [{ path, branch }],
  );
}

/** Where the book is checked out: as deep as its paths go up, since no checkout is possible above the workspace. */
function folderOfBook(repositories: NightlySource['repositories']): string {
  const ups = repositories.map(
    ({ path = '' }) => path.split('/').filter((part) => part === '..').length,
  );
  return `${'beside/'.repeat(Math.max(1, ...ups) - 1)}policybook`;
}

/** A path relative to the book, from the workspace. */
function placeBeside(path: string, book: string): string {
  const parts: string[] = [];
  for (const part of `${book}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function lastPart(path: string): string {
  return (
    path
      .replace(/(?<!\/)\/+$/, '')
      .split('/')
      .at(-1) ?? path
  );
}

const head = `# Made by "npm run templates" from the repositories in policybook.yaml.
# Fails from the day after the next review of any policy.
# The whole history is fetched, because versions and changes are read from it.`;
