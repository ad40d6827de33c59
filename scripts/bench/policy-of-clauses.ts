import { parsePolicy } from '#core/parse/parse-policy.ts';
import type { PolicyVersion } from '#core/model/policy.ts';

const words = (
  'access account alert approval archive auditor backup branch change clause commit contract control copy customer ' +
  'day deployment device duty employee evidence export incident key log manager month network note office owner ' +
  'partner password policy practice provider record release report request review risk role rule server service ' +
  'session system team test ticket tool update user vendor version week'
).split(' ');

/** A sentence of generated prose; the same seed always gives the same one. */
export function sentence(seed: number, length = 18): string {
  const chosen = Array.from({ length }, (_, index) => {
    const place = (seed * 31 + index * index * 17 + index * 7) % words.length;
    return index % 4 === 2 ? 'of the' : (words[place] ?? 'rule');
  });
  return `Each ${chosen.join(' ')} ${seed} must be kept.`;
}

/** One clause with two paragraphs, three list items and, in every tenth one, a table. Numbers are its own. */
export function clauseText(number: number, seed: number = number): string {
  const table = [
    '| Role | Duty | Every |',
    '| --- | --- | --- |',
    ...[1, 2, 3].map((row) => `| role ${row} | ${sentence(seed + row, 6)} | ${row} weeks |`),
  ];
  return [
    `## ${number}. Clause on ${words[seed % words.length] ?? 'rules'} ${seed}`,
    `${sentence(seed)} ${sentence(seed + 400)}`,
    sentence(seed + 800),
    [1, 2, 3].map((item) => `- ${sentence(seed * 3 + item, 9)}`).join('\n'),
    ...(seed % 10 === 0 ? [table.join('\n')] : []),
  ].join('\n\n');
}

/** A version of a policy with this body, read as a file of the book would be. */
export function versionOf(version: string, body: string): PolicyVersion {
  const text = `---
title: Generated Policy
version: '${version}'
status: approved
classification: internal
owner: cto
effective: 2026-01-05
approval: { by: ada, on: 2026-01-05 }
nextReview: 2027-01-05
reviewEvery: P1Y
history: [{ version: '${version}', date: 2026-01-05, by: ada, change: normative, summary: Generated. }]
---

${body}
`;
  const parsed = parsePolicy('generated', { file: 'content/policies/generated.mdx', text }, false);
  if (!parsed.version)
    throw new Error(`The generated policy is refused: ${parsed.diagnostics[0]?.problem ?? ''}`);
  return parsed.version;
}
