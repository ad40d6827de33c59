import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseContent, type Content } from '#core/parse/parse-content.ts';
import { isEmergency, people } from './change-messages.ts';

const sample = path.resolve(import.meta.dirname, '../../content');

const settings = `organisation: { name: Larkfield, contact: compliance@larkfield.example }
timeZone: Europe/London
editions:
  internal: { url: https://policies.larkfield.example }
repositories:
  - id: bench
    path: bench
    since: 2026-04-01
    policy: change-management
    deployments: on-merge
    scopes:
      application: ['src/**']
      security: ['src/auth/**']
      database: ['migrations/**']
      ai: ['prompts/**']
    categories: { system-prompt: ['prompts/**'] }
`;

const roles = [
  ['cto', 'executive'],
  ['ciso', 'technical', 'security'],
  ...Array.from({ length: 8 }, () => ['engineer']),
];

/**
 * The book by which the changes of the large repository are judged: the rules of the sample's policy on changes, the
 * people who write them, and a follow-up to every emergency.
 */
export async function readJudgedContent(commits: number): Promise<Content> {
  const policy = await readFile(path.join(sample, 'policies/change-management.mdx'), 'utf8');
  const files: SourceFile[] = [
    { file: 'content/policybook.yaml', text: settings },
    { file: 'content/people.yaml', text: people.map(personText).join('') },
    { file: 'content/policies/change-management.mdx', text: policy },
    ...Array.from({ length: commits }, (_, mark) => mark)
      .filter((mark) => mark % 10 === 9 && isEmergency(mark))
      .map(followUp),
  ];
  return parseContent({ folder: 'content', files, assets: [] });
}

function personText(who: string, index: number): string {
  const [, name = '', email = ''] = /^(.+) <(.+)>$/.exec(who) ?? [];
  const held = (roles[index % roles.length] ?? []).map(
    (role) => `{ role: ${role}, from: 2020-01-01 }`,
  );
  return `p${index}: { name: ${name}, emails: [${email}], roles: [${held.join(', ')}] }\n`;
}

function followUp(mark: number): SourceFile {
  const text = `---
change: bench-${mark}
tested: Read the page of ten customers.
retrospective:
  on: 2026-04-20
  by: p0
  rootCause: A queue that was full.
  actions: The queue was made longer.
  preventiveControls: An alert at 80 %, owner p1.
---
`;
  return { file: `content/changes/bench-${mark}.mdx`, text };
}
