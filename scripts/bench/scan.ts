import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildEdition } from '#astro/build-edition.ts';
import { publicBook } from '#core/editions/public-book.ts';
import { exportFiles } from '#core/exports/export-files.ts';
import type { Book } from '#core/model/book.ts';
import { engineRoot, loadBook, workFolder } from '../load-book.ts';
import { lockFolder } from '../lock-folder.ts';
import { scanEdition } from '../scan-edition.ts';
import type { Bench } from './bench.ts';
import { clauseText, sentence } from './policy-of-clauses.ts';

const policies = 100;
const clauses = 12;
const url = 'https://trust.example.org';

const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
  public: { url: ${url}, contact: trust@example.org }
sample: { asOf: 2026-06-01 }
`;

const people = `ada: { name: Ada Finch, emails: [ada@example.org], roles: [{ role: cto, from: 2020-01-01 }] }
ben: { name: Ben Hollis, emails: [ben@example.org], roles: [{ role: engineer, from: 2020-01-01 }] }
`;

/** About 10 KB of text, a tenth of it internal. Every fifth policy is for staff alone. */
function policyText(number: number): string {
  const day = `2026-01-${String((number % 28) + 1).padStart(2, '0')}`;
  const parts = Array.from({ length: clauses }, (_, index) => {
    const seed = number * clauses + index;
    return `${clauseText(index + 1, seed)}\n\n<Internal>${sentence(seed + 5000)}</Internal>`;
  });
  return `---
title: Generated Policy ${number}
version: '1.0'
status: approved
classification: internal
publish: ${number % 5 === 0 ? 'none' : 'extract'}
owner: cto
effective: ${day}
approval: { by: ben, on: ${day} }
nextReview: ${day.replace('2026', '2027')}
reviewEvery: P1Y
history: [{ version: '1.0', date: ${day}, by: ada, change: normative, summary: Generated. }]
reviews: [{ on: ${day}, by: ben, version: '1.0', outcome: changed, note: Generated text ${number}. }]
---

${parts.join('\n\n')}
`;
}

async function writeBook(content: string): Promise<void> {
  await mkdir(path.join(content, 'policies'), { recursive: true });
  await writeFile(path.join(content, 'policybook.yaml'), settings);
  await writeFile(path.join(content, 'people.yaml'), people);
  for (let number = 1; number <= policies; number += 1) {
    await writeFile(path.join(content, `policies/policy-${number}.mdx`), policyText(number));
  }
}

/** Seconds of processor time that a piece of work takes in this process; waits on a busy machine do not count. */
async function timeOf<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

/** Builds the public edition of a generated book and scans it, each timed. */
async function measure(internal: Book, folder: string): Promise<{ build: number; scan: number }> {
  const { book: open, diagnostics } = publicBook(internal);
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.problem ?? '');
  const built = await timeOf(() =>
    buildEdition({
      name: 'public',
      book: open,
      url,
      files: () => exportFiles(open, 'public'),
      work: path.join(folder, 'work'),
      engine: engineRoot,
      root: folder,
    }),
  );
  const scanned = await timeOf(() => scanEdition({ internal, open, site: built.result }));
  const [leak] = scanned.result.leaks;
  if (leak !== undefined) throw new Error(leak);
  return { build: built.seconds, scan: scanned.seconds };
}

export const scanBench: Bench = {
  name: 'scan',
  async run() {
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(path.join(workFolder, 'bench-scan-'));
    const unlock = await lockFolder(workFolder);
    try {
      const content = path.join(folder, 'content');
      await writeBook(content);
      const { book, diagnostics } = await loadBook({ content, asOf: undefined });
      const error = diagnostics.find(({ severity }) => severity === 'error');
      if (!book || error) throw new Error(error?.problem ?? 'The generated book was not read.');
      const { build, scan } = await measure(book, folder);
      const name = `scan of the public edition of ${policies} policies, to its build`;
      return [{ name, value: scan / build, limit: 0.2, unit: '×' }];
    } finally {
      await unlock();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
