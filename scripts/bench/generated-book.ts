import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Book } from '#core/model/book.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { processIo } from '#commands/run-process.ts';
import { clauseText, sentence } from './policy-of-clauses.ts';

const clauses = 12;

const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org }
sample: { asOf: 2026-06-01 }
`;

const people = `ada: { name: Ada Finch, emails: [ada@example.org], roles: [{ role: cto, from: 2020-01-01 }] }
ben: { name: Ben Hollis, emails: [ben@example.org], roles: [{ role: engineer, from: 2020-01-01 }] }
`;

interface GeneratedBook {
  readonly content: string;
  readonly policies: number;
  /** Earlier versions of each policy. */
  readonly earlier?: number;
}

/** Writes a book of policies of about 10 KB, a tenth of each internal. Every fifth policy is for staff alone. */
export async function writeGeneratedBook({
  content,
  policies,
  earlier = 0,
}: GeneratedBook): Promise<void> {
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(content, file)), { recursive: true });
    await writeFile(path.join(content, file), text);
  };
  await write('policybook.yaml', settings);
  await write('people.yaml', people);
  for (let number = 1; number <= policies; number += 1) {
    const name = `policy-${number}`;
    await write(`policies/${name}.mdx`, policyText(number, earlier));
    for (let version = 0; version < earlier; version += 1) {
      await write(`archive/${name}/1.${version}.mdx`, policyText(number, version));
    }
  }
}

/** Reads and judges a generated book, which has no faults. */
export async function readGeneratedBook(content: string): Promise<{ book: Book; root: string }> {
  const { book, diagnostics, root } = await loadBook({ content, asOf: undefined }, processIo());
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (!book || error) throw new Error(error?.problem ?? 'The generated book was not read.');
  return { book, root };
}

/** A version of a policy; each differs from the one before in a clause. */
function policyText(number: number, version: number): string {
  const day = dayOf(number, version);
  const parts = Array.from({ length: clauses }, (_, index) => {
    const seed = number * clauses + index + (index < version ? 7000 : 0);
    return `${clauseText(index + 1, seed)}\n\n<Internal>${sentence(seed + 5000)}</Internal>`;
  });
  const rows = Array.from({ length: version + 1 }, (_, row) => version - row).map(
    (one) =>
      `  - { version: '1.${one}', date: ${dayOf(number, one)}, by: ada, change: normative, summary: Generated. }`,
  );
  return `---
title: Generated Policy ${number}
version: '1.${version}'
status: approved
classification: internal
publish: ${number % 5 === 0 ? 'none' : 'extract'}
owner: cto
effective: ${day}
approval: { by: ben, on: ${day} }
nextReview: ${day.replace('2026', '2027')}
reviewEvery: P1Y
history:
${rows.join('\n')}
reviews: [{ on: ${day}, by: ben, version: '1.${version}', outcome: changed, note: Generated text ${number}. }]
---

${parts.join('\n\n')}
`;
}

function dayOf(number: number, version: number): string {
  return `2026-0${version + 1}-${String((number % 28) + 1).padStart(2, '0')}`;
}
