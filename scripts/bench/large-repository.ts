import { runGit } from '#sources/git/run-git.ts';
import { folderOf, people, trailersOf } from './change-messages.ts';
import { sentence } from './policy-of-clauses.ts';

export interface LargeRepository {
  /** An empty folder. */
  readonly gitDir: string;
  readonly commits: number;
}

const commitsOfBranch = 7;
// The first of April 2026, when version 1.2 of the sample's policy is in force.
const firstSecond = 1_775_001_600;

/**
 * Makes a repository whose line has three commits in ten, in the four forms in which changes come: merges, squashes,
 * rebased commits and direct pushes. Files are spread over folders, since git takes quadratic time for one that grows.
 */
export async function writeLargeRepository({ gitDir, commits }: LargeRepository): Promise<void> {
  const init = ['init', '--quiet', '--bare', '--object-format=sha1', '--initial-branch=main'];
  await runGit({ gitDir, args: init });
  const args = ['fast-import', '--quiet', '--done', '--date-format=raw'];
  await runGit({ gitDir, args, input: formatStream(commits) });
}

/** Adds commits to the branch of one that was made so. */
export async function addPushes({ gitDir, commits }: LargeRepository): Promise<void> {
  const tip = (await runGit({ gitDir, args: ['rev-parse', 'refs/heads/main'] })).trim();
  const later = Number(await runGit({ gitDir, args: ['log', '-1', '--format=%ct', tip, '--'] }));
  const pushes = Array.from({ length: commits }, (_, index) =>
    formatCommit(index + 1, {
      subject: `Push ${index}`,
      from: index === 0 ? tip : `:${index}`,
      begin: later,
    }),
  );
  const args = ['fast-import', '--quiet', '--done', '--date-format=raw'];
  await runGit({ gitDir, args, input: [...pushes, 'done\n'] });
}

function* formatStream(commits: number): Iterable<string> {
  let mark = 1;
  yield formatCommit(mark, { subject: 'Begin' });
  for (let tip = mark; mark < commits; tip = mark) {
    for (let step = 0; step < commitsOfBranch; step += 1) {
      mark += 1;
      const from = step === 0 ? tip : mark - 1;
      yield formatCommit(mark, { subject: `Step ${step}`, from: `:${from}`, ref: 'refs/side' });
    }
    mark += 1;
    const subject = `Merge pull request #${mark} from larkfield/work-${mark}`;
    yield formatCommit(mark, { subject, from: `:${tip}`, merge: `:${mark - 1}` });
    for (const form of ['Squash', mark % 2 === 0 ? 'Rebase' : 'Push']) {
      mark += 1;
      const ending = form === 'Squash' ? ` (#${mark})` : '';
      yield formatCommit(mark, { subject: `${form} ${mark}${ending}`, from: `:${mark - 1}` });
    }
  }
  yield `reset refs/side\nfrom ${'0'.repeat(40)}\n\ndone\n`;
}

function formatCommit(
  mark: number,
  {
    subject,
    from,
    merge,
    ref = 'refs/heads/main',
    begin = firstSecond,
  }: { subject: string; from?: string; merge?: string; ref?: string; begin?: number },
): string {
  const at = begin + mark * 600;
  const who = `${people[mark % people.length] ?? ''} ${at} +0100`;
  const forge = `GitHub <noreply@github.com> ${at} +0100`;
  const message = `${subject}\n\n${bodyOf(mark)}\n\n${trailersOf(mark, at)}`;
  const text = `${mark}\n`;
  return [
    `commit ${ref}\nmark :${mark}\n`,
    `author ${who}\ncommitter ${/^(?:Squash|Rebase)/.test(subject) ? forge : who}\n`,
    `data ${message.length}\n${message}\n`,
    from === undefined ? '' : `from ${from}\n`,
    merge === undefined ? '' : `merge ${merge}\n`,
    `M 100644 inline ${folderOf(mark)}/area-${mark % 97}/part-${Math.floor(mark / 97) % 50}.ts\n`,
    `data ${text.length}\n${text}\n\n`,
  ].join('');
}

/** Some 850 letters of prose. */
function bodyOf(seed: number): string {
  return Array.from({ length: 12 }, (_, line) => sentence(seed * 7 + line * 13, 7)).join('\n');
}
