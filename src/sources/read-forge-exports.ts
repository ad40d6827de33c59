import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, SourceLocation } from '#core/diagnostics/diagnostic.ts';
import type { DigestedFile, SourceFile } from '#core/model/source-file.ts';
import type { FieldPath } from '#core/parse/parse-yaml.ts';
import { locateField } from '#core/parse/locate-field.ts';
import type { RepositorySettings } from '#core/schemas/settings.ts';

/** The files that other systems wrote about one repository, each with the digest of its bytes. */
export interface ExportedFiles {
  readonly forgeExports: readonly DigestedFile[];
  /** Absent where the merge is the deployment. */
  readonly deployments?: DigestedFile;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ExportOrder {
  readonly repository: Pick<
    RepositorySettings,
    'id' | 'forgeExports' | 'deployments' | 'dependencies'
  >;
  /** Where the settings name the files. */
  readonly place: FieldPath;
  readonly settingsSource: SourceFile;
  /** The folder that paths in the settings are relative to. */
  readonly root: string;
}

/** Reads the forge exports and the deployments file that the settings name for a repository. */
export async function readForgeExports({
  repository: { forgeExports, deployments },
  place,
  settingsSource,
  root,
}: ExportOrder): Promise<ExportedFiles> {
  const diagnostics: Diagnostic[] = [];
  const read = async (file: string, field: readonly (string | number)[]) => {
    const found = await readDigested(root, file);
    if (found) return [found];
    diagnostics.push(
      describeMissing(file, field, locateField(settingsSource, [...place, ...field])),
    );
    return [];
  };
  const found: DigestedFile[] = [];
  for (const [index, file] of forgeExports.entries()) {
    found.push(...(await read(file, ['forgeExports', index])));
  }
  const [pipeline] = deployments === 'on-merge' ? [] : await read(deployments, ['deployments']);
  return { forgeExports: found, ...(pipeline && { deployments: pipeline }), diagnostics };
}

async function readDigested(root: string, file: string): Promise<DigestedFile | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path.resolve(root, file));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
    throw error;
  }
  return digestFile(file, bytes);
}

/** The text of a file that another system wrote, and the digest of its bytes. */
export function digestFile(file: string, bytes: Uint8Array): DigestedFile {
  return {
    file,
    text: new TextDecoder(encodingOf(bytes), { ignoreBOM: true }).decode(bytes),
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** By its byte order mark: PowerShell writes what it redirects in UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function describeMissing(
  file: string,
  [field]: readonly (string | number)[],
  at: SourceLocation,
): Diagnostic {
  return {
    code: 'export/missing',
    severity: 'error',
    at,
    problem: `"${String(field)}" names ${file}, and there is no such file; paths are relative to the content folder's parent.`,
    remedy: `Put the file there, or take it out of "${String(field)}".`,
  };
}
