import { describeOrigin, type TemplateSource } from './template-source.ts';

// Who wrote a pull request decides its words, so they reach the shell as data: from the event's file or from variables,
// and never as text of the script.

/** A workflow of GitHub Actions for the repository of the changes: judges each pull request. */
export function formatGithubChangeJob(source: TemplateSource): string {
  return `${head(source)}
# Variables: POLICYBOOK_REPOSITORY (owner/name of the book with its engine).
# Secret: POLICYBOOK_TOKEN, which may read it, where it is private; pull requests from forks do not get it.
name: change
on:
  pull_request:
    types: [opened, edited, reopened, synchronize]
permissions:
  contents: read
concurrency:
  group: change-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  change:
    runs-on: ubuntu-latest
    steps:
      - name: The change, with its whole history
        uses: actions/checkout@v6
        with:
          ref: \${{ github.event.pull_request.head.sha }}
          fetch-depth: 0
          persist-credentials: false
          path: change
      - name: The book, with its engine
        uses: actions/checkout@v6
        with:
          repository: \${{ vars.POLICYBOOK_REPOSITORY }}
          token: \${{ secrets.POLICYBOOK_TOKEN || github.token }}
          fetch-depth: 0
          persist-credentials: false
          path: policybook
      - uses: actions/setup-node@v6
        with:
          node-version: 26
          cache: npm
          cache-dependency-path: policybook/package-lock.json
      - run: npm ci
        working-directory: policybook
      - name: Judge it by the version in force
        working-directory: change
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
          HEAD: \${{ github.event.pull_request.head.sha }}
        run: |
          jq -r '.pull_request | .title, "", (.body // "")' "$GITHUB_EVENT_PATH" > ../message.txt
          author="$(jq -r .pull_request.user.login "$GITHUB_EVENT_PATH")@users.noreply.github.com"
          npm --prefix ../policybook run --silent change -- \\
            --repository ${source.repository.id} --message-file ../message.txt --author "$author" \\
            --base "$BASE" --head "$HEAD" --format github
`;
}

/** The same for GitLab: judges each merge request. */
export function formatGitlabChangeJob(source: TemplateSource): string {
  return `${head(source)}
# Variable: POLICYBOOK_PROJECT (group/name of the book with its engine), whose job tokens let this project read it.
# GitLab starts no pipeline when a description is edited: after writing Approved-by there, run a new pipeline of the merge request.
change:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: '0'
  script:
    - |
      if [ "$CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED" = "true" ]; then
        echo "GitLab cut the description off, so it cannot be judged; make it shorter."
        exit 1
      fi
      printf '%s\\n\\n%s\\n' "$CI_MERGE_REQUEST_TITLE" "$CI_MERGE_REQUEST_DESCRIPTION" > /tmp/message.txt
      git clone --quiet "https://gitlab-ci-token:$CI_JOB_TOKEN@$CI_SERVER_HOST/$POLICYBOOK_PROJECT.git" /tmp/policybook
      npm --prefix /tmp/policybook ci
      npm --prefix /tmp/policybook run --silent change -- \\
        --repository ${source.repository.id} --message-file /tmp/message.txt --author "$CI_COMMIT_AUTHOR" \\
        --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" \\
        --head "\${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}"
`;
}

function head(source: TemplateSource): string {
  const { types, record, review } = source.changeRules;
  const clauses = [
    ...Object.values(types).map(({ clause }) => clause),
    ...(record ? [record.clause] : []),
    ...(review ? [review.clause] : []),
  ];
  return `# ${describeOrigin(source)}
# Clauses ${[...new Set(clauses)].join(', ')} state what a change needs; "npm run explain" prints them.
# The versions of actions are the ones known when this was made; pin each to the commit that you have looked at.`;
}
