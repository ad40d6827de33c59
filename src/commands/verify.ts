import path from 'node:path';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import { ownRepository } from '#core/schemas/checkpoint.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { checkContents, readPopulation } from './evidence/check-contents.ts';
import { checkExtends, checkRepository, readCheckpoint } from './evidence/check-continuity.ts';
import { checkSignature, checkTimeStamp, type Finding } from './evidence/check-signature.ts';
import { readPack, type Faults, type ReadPack } from './evidence/read-pack.ts';
import { findEnvironmentFault } from './environment-fault.ts';
import { listSigners } from './loading/load-histories.ts';

export const usage = `Usage: npm run verify -- DIR [options]

Checks an evidence pack: sums, files, signature, commits, and every verdict by judging again from what it contains.

  --signers FILE           allowed signers that you got by another way; the pack has to be signed by one
  --since DIR              an older pack or its checkpoint.json, which this one has to extend
  --repository ID=PATH     the repository itself, with which the commits are compared; once for each
  --authority FILE         the certificate of the authority that stamped the time`;

export const options = {
  signers: { type: 'string' },
  since: { type: 'string' },
  repository: { type: 'string', multiple: true, default: [] as string[] },
  authority: { type: 'string' },
} as const;

export const takesWords = true;

const stateWords = { pass: 'pass', fail: 'FAIL', skipped: 'not checked' } as const;

/** Most faults of one check that are printed. */
const mostNamed = 20;

export async function run(
  { signers, since, repository, authority }: Values<typeof options>,
  io: Io,
  [name, ...others]: readonly string[],
): Promise<ExitCode> {
  if (name === undefined || others.length > 0) throw new UsageError('Name the folder of one pack.');
  const placeOf = (file: string) => path.resolve(io.cwd, file);
  const folder = placeOf(name);
  const older = since === undefined ? undefined : readCheckpoint(placeOf(since));
  const pack = readPack(folder);
  const states: Finding['state'][] = [];
  const check = async (what: string, find: () => Finding | Promise<Finding>) => {
    const { state, words } = await findOrFail(find);
    states.push(state);
    io.stdout(
      `${escapeText(`${stateWords[state].padEnd(11)}  ${what}: `)}${words.split('\n').map(escapeText).join('\n')}\n`,
    );
  };

  await check('Files', () =>
    findingOf(
      pack.faults,
      `${pack.files.length} files are as the sums list them, and no others are there.`,
    ),
  );
  await check('Signature', () => {
    const { signer } = readPopulation(pack).parameters;
    const trusted = signers === undefined ? undefined : placeOf(signers);
    return checkSignature({ folder, signer: signer ?? undefined, signers: trusted });
  });
  await check('Time stamp', () =>
    checkTimeStamp(folder, authority === undefined ? undefined : placeOf(authority)),
  );
  const judged: PackOrder[] = [];
  await check('Judging', async () => {
    const { order, faults } = await checkContents(pack);
    judged.push(order);
    return findingOf(faults, describe(order));
  });
  // An order of which something is not known cannot be compared; the fault is printed above.
  const [order] = judged;
  if (older) {
    await check('Since', () =>
      order ? findingOf(checkExtends(order, older), 'It extends the older pack.') : unread,
    );
  }
  for (const one of repository) {
    await check('Repository', () => (order ? compareRepository(one, order, placeOf) : unread));
  }
  const isGood = !states.includes('fail');
  io.stdout(isGood ? describeMarks(pack) : 'The pack is not what it states to be.\n');
  return isGood ? 0 : 1;
}

const unread: Finding = { state: 'fail', words: 'The pack could not be read.' };

/** What a check finds. An altered file may have any shape, so that reading it may fail anywhere. */
async function findOrFail(find: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof UsageError || findEnvironmentFault(error)) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    return { state: 'fail', words: `The pack cannot be read: ${cause}.` };
  }
}

function findingOf(faults: Faults, words: string): Finding {
  if (faults.length === 0) return { state: 'pass', words };
  const named = faults.slice(0, mostNamed).map((fault) => `\n  ${fault}`);
  const more = faults.length > mostNamed ? [`\n  and ${faults.length - mostNamed} more.`] : [];
  return { state: 'fail', words: [...named, ...more].join('') };
}

function describe(order: PackOrder): string {
  const changes = changesOf(order);
  const verdicts = changes.reduce((sum, one) => sum + one.verdicts.length, 0);
  const commits = order.inputs.histories.reduce((sum, { line }) => sum + line.length, 0);
  return `${changes.length} records with ${verdicts} verdicts follow from what was judged, and ${commits} commits have their ids.`;
}

function describeMarks(pack: ReadPack): string {
  const { marks } = readPopulation(pack);
  return `The pack is whole.${marks.map((mark) => ` ${mark}`).join('')}\n`;
}

/** `platform=../platform`: the repository `platform` of the pack is in that folder. */
async function compareRepository(
  text: string,
  { inputs, book }: PackOrder,
  placeOf: (file: string) => string,
): Promise<Finding> {
  const [, id = '', folder = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const packed = inputs.histories.find(({ repository }) => repository === id);
  if (!packed) {
    const ids = inputs.histories.map(({ repository }) => repository).join(', ');
    throw new UsageError(`--repository is "${text}"; expected ID=PATH with one of ${ids}.`);
  }
  const { branch } = packed;
  const present = await readHistory({
    repository: id,
    gitDir: placeOf(folder),
    branch,
    ...(id !== ownRepository && { signers: listSigners(book.people) }),
    timeZone: book.settings.timeZone,
  });
  return findingOf(
    checkRepository(packed, present),
    `${packed.line.length} commits of ${branch} are those of ${folder}.`,
  );
}
