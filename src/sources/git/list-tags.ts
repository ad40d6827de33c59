import { parseInstant, type Instant } from '#core/model/instant.ts';
import { runGit } from './run-git.ts';

/** An annotated tag. */
export interface Tag {
  readonly name: string;
  /** Id of the tag itself. */
  readonly object: string;
  /** The commit that it ends on. */
  readonly commit: string;
  readonly at: Instant;
}

const format =
  '%(objecttype)%00%(objectname)%00%(*objectname)%00%(taggerdate:iso-strict)%00%(refname)';

/** The annotated tags of a repository. One without a readable date is left out. */
export async function listTags(gitDir: string): Promise<readonly Tag[]> {
  const printed = await runGit({
    gitDir,
    args: ['for-each-ref', `--format=${format}`, 'refs/tags/'],
  });
  return printed.split('\n').flatMap((line) => {
    const [type, object = '', commit = '', date = '', name = ''] = line.split('\0');
    const at = parseInstant(date);
    if (type !== 'tag' || !at) return [];
    return [{ name: name.slice('refs/tags/'.length), object, commit, at }];
  });
}
