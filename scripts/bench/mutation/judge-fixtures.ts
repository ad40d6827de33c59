import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Judges the fixture books once for each mutant of a range, in a copy of the tree into which they were planted, and
 * prints the ids of those that no fixture notices. A process of its own: the copy has modules of its own.
 */
const [copy = '', first = '', last = ''] = process.argv.slice(2);
const load = (file: string) =>
  import(pathToFileURL(path.join(copy, file)).href) as Promise<unknown>;

interface Copy {
  readonly active: { mutant: number };
  readonly loadFixtureBooks: () => Promise<object>;
  readonly createVerdictCheck: (books: object) => () => boolean;
}

const { active, loadFixtureBooks, createVerdictCheck } = {
  ...((await load('src/core/rules/active-mutant.ts')) as object),
  ...((await load('test/helpers/fixture-books.ts')) as object),
  ...((await load('test/helpers/find-wrong-verdicts.ts')) as object),
} as Copy;

const isAsStated = createVerdictCheck(await loadFixtureBooks());
if (!isAsStated())
  throw new Error('The verdicts without a mutant differ from those that the fixtures state.');

const unnoticed: number[] = [];
for (let id = Number(first); id <= Number(last); id += 1) {
  active.mutant = id;
  if (passesBy(isAsStated)) unnoticed.push(id);
}
process.stdout.write(JSON.stringify(unnoticed));

/** A mutant that throws is noticed too. */
function passesBy(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
