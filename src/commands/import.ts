import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatImportReport } from '#core/exports/format-import-report.ts';
import { importDocument } from '#core/import/import-document.ts';
import { withDefaults } from '#core/write/with-defaults.ts';
import { slug, versionNumber } from '#core/schemas/scalars.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { readBook } from './loading/load-book.ts';
import { bookOptions, parseChoice, requireOption } from './options.ts';

const statuses = ['draft', 'approved', 'retired'];

export const usage = `Usage: npm run import -- FILE --policy <id> [options]

Makes a draft of a policy from a document: a Word file (.docx), a web page (.html), Markdown (.md) or text (.txt).
Writes only what the document states, and prints what was recognised, lost or doubtful, line by line.

  --policy ID         id of the policy, which names the file: content/policies/<id>.mdx
  --archive           write an earlier version instead, to content/archive/<id>/<version>.mdx
  --version "1.0"     the version, where the document names none
  --status STATUS     draft, approved or retired (draft)
  --content DIR       the book (content)`;

export const options = {
  content: bookOptions.content,
  policy: { type: 'string' },
  archive: { type: 'boolean', default: false },
  version: { type: 'string' },
  status: { type: 'string', default: 'draft' },
} as const;

export const takesWords = true;

export async function run(
  { content, archive, version, ...values }: Values<typeof options>,
  io: Io,
  [file, ...more]: readonly string[],
): Promise<ExitCode> {
  if (file === undefined) throw new UsageError('No document is named; write its path after "--".');
  if (more.length > 0) throw new UsageError(`Name one document; "${more.join(' ')}" is too much.`);
  const policy = requireOption('--policy', values.policy);
  expectForm('--policy', policy, slug.safeParse(policy).success, 'an id such as access-control');
  const status = parseChoice('--status', values.status, statuses);
  if (version !== undefined) {
    expectForm(
      '--version',
      version,
      versionNumber.safeParse(version).success,
      'two numbers such as "1.0"',
    );
  }

  const book = await readBook({ content, asOf: undefined }, io);
  const { files, folder } = book.folder;
  const imported = await importDocument({
    file,
    bytes: await readBytes(file, io),
    policy,
    status,
    folder,
    isCurrent: !archive,
    ...(version !== undefined && { version }),
  });
  if ('refusal' in imported) {
    return refuse(
      imported.refusal,
      'Correct the document, or name the version with --version.',
      io,
    );
  }
  const draft = imported.file;
  const taken = files.find((one) => one.file.replace(/\.mdx?$/, '.mdx') === draft);
  if (taken) {
    const remedy = 'Move it away, or import under another id or with --archive.';
    return refuse(`${taken.file} exists already.`, remedy, io);
  }
  const text = archive
    ? imported.text
    : withDefaults(
        { file: draft, text: imported.text },
        book.parsed.settings?.value.defaults ?? {},
      );
  const target = path.join(book.root, draft);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text, { flag: 'wx' });
  io.stdout(`${formatImportReport(imported)}\n`);
  return 0;
}

function expectForm(option: string, value: string, isRight: boolean, expected: string): void {
  if (!isRight) throw new UsageError(`${option} is "${value}"; expected ${expected}.`);
}

async function readBytes(file: string, { cwd }: Io): Promise<Uint8Array> {
  return readFile(path.resolve(cwd, file)).catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? 'no reason given';
    throw new UsageError(`"${file}" cannot be read: ${reason}.`);
  });
}

function refuse(problem: string, remedy: string, io: Io): 1 {
  io.stderr(`${problem}\nFix: ${remedy}\n\nNothing was written.\n`);
  return 1;
}
