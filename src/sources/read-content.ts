import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { cleanPicture } from '#core/parse/pictures/clean-picture.ts';
import { isPictureName, PictureFault } from '#core/parse/pictures/picture.ts';

/** The files of a content folder. */
export interface ContentFolder {
  /** Name of the folder, with which every path begins. */
  readonly folder: string;
  /** Text files in the order of their paths. */
  readonly files: readonly SourceFile[];
  /** Paths of everything below assets/, relative to the folder's parent. */
  readonly assets: readonly string[];
  /** Paths of all other files. */
  readonly others: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const textFile = /\.(?:mdx?|ya?ml|jsonl?|csv)$/;

/** Reads a content folder. Bytes that are not UTF-8 arrive as U+FFFD, which the parser reports. */
export async function readContent(directory: string): Promise<ContentFolder> {
  const folder = path.basename(directory);
  const files: SourceFile[] = [];
  const assets: string[] = [];
  const others: string[] = [];
  const diagnostics: Diagnostic[] = [];

  for (const entry of await listEntries(directory)) {
    const file = [folder, ...entry.split(path.sep)].join('/');
    if (file.includes('\u{fffd}')) {
      diagnostics.push(describeName(file));
      continue;
    }
    const stats = await lstat(path.join(directory, entry));
    if (stats.isDirectory()) continue;
    if (!stats.isFile()) diagnostics.push(describeLink(file));
    else if (file.startsWith(`${folder}/assets/`)) {
      assets.push(file);
      if (isPictureName(file))
        diagnostics.push(...(await checkPicture(path.join(directory, entry), file)));
    } else if (textFile.test(file) && !isHidden(entry)) {
      files.push({ file, text: await readText(path.join(directory, entry)) });
    } else others.push(file);
  }
  return { folder, files, assets, others, diagnostics };
}

async function listEntries(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true });
  return entries
    .filter((entry) => !isHidden(path.dirname(entry)))
    .filter((entry) => !isHidden(entry) || hiddenDocument.test(entry))
    .sort();
}

// Version control and editors keep files of their own in hidden places.
const hiddenDocument = /\.(?:mdx?|markdown|ya?ml)$/i;

function isHidden(entry: string): boolean {
  return entry.split(path.sep).some((part) => part.startsWith('.') && part !== '.');
}

// A byte order mark stays in the text, so that it can be reported.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

async function readText(file: string): Promise<string> {
  return decoder.decode(await readFile(file));
}

async function checkPicture(place: string, file: string): Promise<Diagnostic[]> {
  try {
    cleanPicture(file, await readFile(place));
    return [];
  } catch (error) {
    if (!(error instanceof PictureFault)) throw error;
    const { message, remedy } = error;
    const at = { file, line: 1 };
    return [
      { code: 'file/picture', severity: 'error', at, problem: `The picture ${message}`, remedy },
    ];
  }
}

function describeName(file: string): Diagnostic {
  return {
    code: 'file/name',
    severity: 'error',
    at: { file, line: 1 },
    problem: 'The name of this file contains bytes that are not UTF-8, so it cannot be opened.',
    remedy: 'Give the file another name.',
  };
}

function describeLink(file: string): Diagnostic {
  return {
    code: 'file/link',
    severity: 'error',
    at: { file, line: 1 },
    problem: 'This is a link to another place; a book contains its own files only.',
    remedy: 'Replace the link by a copy of the file.',
  };
}
