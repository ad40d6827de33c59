/** AGENTS.md of a book: how its files are written, and which command checks each. For people as well. */
export function formatAgentsFile(organisation: string): string {
  return `# The policies of ${organisation}

This repository is a book of policies, read by Policybook. Run \`npm run check\` after every edit: it reports each fault with its file, line and fix. Add \`-- --format json\` to read the report by a program. \`npm run next\` prints the one thing to do now.

## Rules for everybody who writes here

- Never invent a date, an approval, a review or a result. A field that is not known stays empty, and a policy that nobody approved stays \`status: draft\`.
- Never edit the text of an approved version. Write the next version: another number, a row at the top of \`history\`, and \`status: draft\` until somebody approves it.
- Ids are lower-case words with hyphens. People and roles are named by their ids in \`content/people.yaml\`.

## What is where

| File | What it contains | Check it with |
| --- | --- | --- |
| \`content/policybook.yaml\` | settings, repositories, scopes | \`npm run check\` |
| \`content/people.yaml\` | people, addresses, roles | \`npm run check\` |
| \`content/policies/<policy>.mdx\` | the current text of a policy; \`npm run new -- policy <policy>\` or \`npm run import -- FILE --policy <policy>\` makes a draft, \`npm run new -- version <policy>\` the next version | \`npm run check\`, \`npm run diff -- <policy>\` |
| \`content/changes/<change>.mdx\` | what became known of a change after its merge: \`change\`, \`deployed\`, \`validated\`, \`retrospective\`; \`npm run new -- follow-up <change>\` writes it | \`npm run check\` |
| \`content/answers/*.yaml\` | the answer to deviations: \`change\`, \`rule\` (one or a list), \`by\`, \`on\`, \`why\`, \`action\`, \`approvedBy\`; \`npm run answer -- <change>\` writes it | \`npm run check -- --strict\` |
| \`content/duties/*.yaml\` | that a recurring duty was done, with evidence: \`policy\`, \`duty\`, \`done: [{ on, by, evidence }]\`; \`npm run new -- duty <policy> <duty>\` writes it | \`npm run check\` |

## A policy

Fields between two lines of \`---\`, then the text. Numbered headings (\`## 4. Scope\`, \`### a. People\`) are clauses with addresses (\`4\`, \`4.a\`). A link to another policy is its id: \`[access](access-control#4)\`. Only these components exist: \`<Internal>\`, \`<Param>\`, \`<ChangeTypes/>\`, \`<ChangeCategories/>\`, \`<MetricTargets/>\`, \`<Duties/>\`, \`<Note>\`. There is no import, export or expression.

## A change record

A change is a commit on the main branch of a repository that \`content/policybook.yaml\` names. Its message ends with these lines:

\`\`\`
Change-Type: normal
Reason: what was wrong or missing, and for whom
Risk: availability low; security none; data none. Why.
Rollback: revert
Tested: passed; what was run
Approved-by: Name <address>
\`\`\`

\`npm run change -- --message-file FILE --author ADDRESS\` judges it before the merge, \`npm run explain -- <rule>\` describes a rule. Write only what is true: \`Approved-by\` names a person who read the change and wrote no part of it.
`;
}
