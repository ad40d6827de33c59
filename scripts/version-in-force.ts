import path from 'node:path';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { readCommittedTexts } from '#sources/git/read-committed-texts.ts';
import { readFolder } from './load-book.ts';
import { UsageError } from './run-command.ts';

/**
 * The files of a book with the text that a draft has replaced in its place. Undefined where it has replaced none: it
 * lies outside the book, is as it was committed, or the book's versions come from git. Throws a `UsageError` where
 * nothing tells what was replaced: judging a draft against itself would say that nothing changes.
 */
export async function filesWithoutDraft(
  content: string,
  draft: string,
): Promise<readonly SourceFile[] | undefined> {
  const directory = path.resolve(content);
  const inside = path.relative(directory, path.resolve(draft)).split(path.sep).join('/');
  const [, id = ''] = /^policies\/([^/]+)\.mdx?$/.exec(inside) ?? [];
  const folder = await readFolder(directory, content);
  const file = `${folder.folder}/${inside}`;
  const own = folder.files.find((one) => one.file === file);
  const { policies } = parseContent(folder).settings?.value ?? {};
  if (id === '' || !own || policies?.history !== 'files') return undefined;

  const committed = await readCommittedTexts(path.resolve(draft), policies.branch);
  const replaced = committed.find((text) => text !== own.text);
  if (committed.length === 0) throw draftInPlace(draft, 'git does not know that file');
  if (replaced === undefined) return undefined;
  const { version } = parsePolicy(id, { file, text: replaced }, true).version ?? {};
  // A version that was moved to the archive meanwhile would stand in the book twice.
  const archived = `${folder.folder}/archive/${id}/${version ?? ''}.md`;
  return folder.files
    .filter((one) => one.file !== archived && one.file !== `${archived}x`)
    .map((one) => (one.file === file ? { file, text: replaced } : one));
}

/** A draft in the place of the version in force, whose text is lost. */
export function draftInPlace(draft: string, why: string): UsageError {
  return new UsageError(
    `--what-if is "${draft}", which stands where the version in force is to stand, and ${why}; write the draft elsewhere, for example as drafts/${path.basename(draft)}, and put the version in force back.`,
  );
}
