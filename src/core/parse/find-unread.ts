import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Settings } from '../schemas/settings.ts';

/** The folders of the book, with the endings of the files that are read there. */
const partEndings = {
  policies: ['.mdx', '.md'],
  archive: ['.mdx', '.md'],
  changes: ['.mdx', '.md'],
  answers: ['.yaml'],
  duties: ['.yaml'],
  acknowledgements: ['.csv'],
} as const;

/** A folder of the book with files of one kind. */
export type Part = keyof typeof partEndings;

const ownFiles = ['policybook.yaml', 'people.yaml', 'checkpoints.jsonl'];
export const parts = Object.keys(partEndings) as Part[];
const folders = [...parts, 'assets'];
const document = /\.(?:mdx?|markdown|ya?ml)$/i;
const aboutFolder = /^(?:readme|license|contributing|changelog)\b/i;

/** The part in whose folder a path is. */
export function partOf(path: string): Part | undefined {
  const [, folder, ...rest] = path.split('/');
  return rest.length > 0 ? parts.find((one) => one === folder) : undefined;
}

/** Whether a file, by its path in the book, is read as a record or document of a part. */
export function isInPart(path: string, part: Part): boolean {
  const isHidden = path.split('/').at(-1)?.startsWith('.');
  return partOf(path) === part && !isHidden && endingsOf(part).some((one) => path.endsWith(one));
}

function endingsOf(part: Part): readonly string[] {
  return partEndings[part];
}

/**
 * Each file that nothing reads, with the reason: an error where it looks like a part of the book, else a warning.
 * `paths` are all but the assets. Without settings it is not known what they name, so only the parts are looked at.
 */
export function* findUnread(
  paths: readonly string[],
  settings: Settings | undefined,
): Iterable<Diagnostic> {
  const named = settings ? pathsNamedIn(settings) : [];
  for (const path of paths) {
    const [, first = '', ...rest] = path.split('/');
    const isOwn = rest.length === 0 && ownFiles.includes(first);
    if (isOwn || named.some((one) => path === one || path.startsWith(`${one}/`))) continue;
    const part = partOf(path);
    if (part ? isInPart(path, part) : !settings && !document.test(path)) continue;
    yield part ? describeEnding(path, part) : describePlace(path, first, rest.length > 0);
  }
}

function pathsNamedIn({ repositories, policies }: Settings): string[] {
  const own = { forgeExports: policies.forgeExports, deployments: [], recorded: [] };
  return [own, ...repositories]
    .flatMap(({ recorded = [], forgeExports, deployments }) =>
      [recorded, forgeExports, deployments].flat(),
    )
    .map((path) => path.replace(/^(?:\.\/)+/, '').replace(/(?<!\/)\/+$/, ''));
}

function describeEnding(path: string, part: Part): Diagnostic {
  const name = path.split('/').at(-1) ?? '';
  const isAbout = aboutFolder.test(name) || name.startsWith('.');
  const expected = endingsOf(part).join(' or ');
  const isWord = /\.(?:docx?|html?|txt|odt)$/i.test(name);
  const isTable = part === 'acknowledgements' && /\.(?:xlsx?|ods|tsv|txt)$/i.test(name);
  return {
    code: 'file/unread',
    severity: isAbout ? 'warning' : 'error',
    at: { file: path, line: 1 },
    problem: `The file is not read: a name in ${part} ends with ${expected} and does not begin with a dot.`,
    remedy: isTable
      ? 'Save it as "CSV UTF-8", with a name that ends with .csv.'
      : isWord
        ? 'Convert it with npm run import, or move it out of the content folder.'
        : 'Give it such a name, or move it out of the content folder.',
  };
}

function describePlace(path: string, first: string, isFolder: boolean): Diagnostic {
  const name = path.split('/').at(-1) ?? '';
  const near = nearestName(
    first.replace(/\.(?:yml|json)$/i, '.yaml'),
    isFolder ? folders : ownFiles,
  );
  const start = first.slice(0, 3).toLowerCase();
  const meant = near ?? (isFolder ? folders.find((one) => one.startsWith(start)) : undefined);
  const isMissed =
    near !== undefined || (document.test(name) && !aboutFolder.test(name) && !name.startsWith('.'));
  const place = isFolder ? `a folder "${first}"` : 'this name';
  return {
    code: 'file/unread',
    severity: isMissed ? 'error' : 'warning',
    at: { file: path, line: 1 },
    problem: `The file is not read: a book does not have ${place}, and no setting names it.`,
    remedy: meant
      ? `Did you mean "${meant}"?`
      : `Move it into one of ${folders.join(', ')}, or out of the content folder.`,
  };
}
