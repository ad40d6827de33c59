import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { readPack } from '#commands/evidence/read-pack.ts';
import { checkSignature } from '#commands/evidence/check-signature.ts';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { listPack, packFolder, replaceIn, sumAgain } from '../helpers/sample-pack.ts';

const packs = packFolder();
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('There is no python3, so verify.py is not compared with verify.');

/** A book in git with a repository of forty changes, two of them merges, over ten months. */
const book = path.join(packs.folder, 'book');
const good: string[] = [];

beforeAll(async () => {
  const platform = path.join(book, 'platform');
  mkdirSync(path.join(book, 'content/policies'), { recursive: true });
  mkdirSync(platform);
  const settings = `${settingsText}repositories: [{ id: platform, path: platform, since: 2026-01-10, policy: access-control }]\n`;
  writeFileSync(path.join(book, 'content/policybook.yaml'), settings);
  writeFileSync(path.join(book, 'content/people.yaml'), peopleText);
  const changeRules = "{ types: { normal: { clause: '1', approvals: 1 } } }";
  writeFileSync(
    path.join(book, 'content/policies/access-control.mdx'),
    policyText({ changeRules }),
  );
  writeFileSync(path.join(book, '.gitignore'), 'platform\n.policybook\n');
  const at = (place: number) => {
    const date = `2026-${String(1 + Math.floor(place / 4)).padStart(2, '0')}-${String(2 + (place % 4) * 7).padStart(2, '0')}T10:00:00Z`;
    return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  };
  git(book, ['init', '-q', '-b', 'main']);
  git(book, ['add', '-A']);
  git(book, ['commit', '-q', '-m', 'Begin'], '', at(0));
  git(platform, ['init', '-q', '-b', 'main']);
  for (let place = 0; place < 40; place += 1) {
    const isMerge = place === 11 || place === 30;
    if (isMerge) git(platform, ['switch', '-q', '-c', `b${place}`]);
    writeFileSync(path.join(platform, isMerge ? `file-${place}` : 'file'), String(place));
    git(platform, ['add', '-A']);
    const message = `Change ${place} (#${place + 1})\n\nChange-Type: normal\nReason: =cmd; "quoted", no. ${place}\nReviewed-by: Ben Hollis <ben@example.org>\n`;
    git(platform, ['commit', '-q', '-m', message], '', at(place));
    if (!isMerge) continue;
    git(platform, ['switch', '-q', 'main']);
    git(platform, ['merge', '-q', '--no-ff', '-m', `Merge ${place}`, `b${place}`], '', at(place));
  }
  for (let place = 0; place < 50; place += 1) {
    const first = 1 + (place % 9);
    const last = Math.min(10, first + Math.floor(place / 9));
    const day = (month: number, of: number) => `2026-${String(month).padStart(2, '0')}-${of}`;
    const pack = path.join(packs.folder, `good-${place}`);
    const { code, stderr } = await runHere('export', [
      ...['--content', path.join(book, 'content'), '--out', pack],
      ...['--from', day(first, 10 + (place % 5)), '--to', day(last, 28)],
      ...['--as-of', place % 3 === 0 ? day(last, 28) : '2026-11-15'],
      ...(place % 2 === 0 ? ['--sign', packs.key] : []),
    ]);
    if (code !== 0) throw new Error(stderr);
    good.push(pack);
  }
});

async function runPython(pack: string): Promise<number> {
  const run = promisify(execFile);
  const own = path.join(packs.folder, 'good-0/verify.py');
  return run('python3', [own, pack]).then(
    () => 0,
    (error: unknown) => (error as { code: number }).code,
  );
}

async function bothCodes(pack: string): Promise<readonly [number, number]> {
  const [python, { code }] = await Promise.all([
    hasPython ? runPython(pack) : undefined,
    runHere('verify', [pack]),
  ]);
  return [code, python ?? code];
}

test('both programs find fifty packs whole', async () => {
  for (const pack of good) expect([pack, ...(await bothCodes(pack))]).toEqual([pack, 0, 0]);
});

/** The one of a list that a number chooses. */
function pick<T>(list: readonly T[], number: number): T {
  const chosen = list[number % list.length];
  if (chosen === undefined) throw new Error('The list is empty.');
  return chosen;
}

type Alter = (pack: string, number: number) => void;

const sums = (pack: string) => path.join(pack, 'SHA256SUMS');
const plain = (pack: string) => listPack(pack).filter((file) => !file.startsWith('SHA256SUMS'));
const records = (pack: string) => plain(pack).filter((file) => /^records\/.*\.json$/.test(file));
const commitOf = (record: string) => record.replace(/json$/, 'commit');

function editLines(file: string, edit: (lines: string[]) => void): void {
  const lines = readFileSync(file, 'latin1').trimEnd().split('\n');
  edit(lines);
  writeFileSync(file, `${lines.join('\n')}\n`, 'latin1');
}

/** Alterations by somebody who leaves the sums and the signature as they are. */
const careless: Readonly<Record<string, Alter>> = {
  'a flipped byte': (pack, number) => {
    const file = path.join(pack, pick(plain(pack), number * 7));
    const bytes = readFileSync(file);
    const place = (number * 131) % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (number % 8));
    writeFileSync(file, bytes);
  },
  'a shorter file': (pack, number) => {
    const file = path.join(pack, pick(plain(pack), number * 11));
    writeFileSync(file, readFileSync(file).subarray(0, -1));
  },
  'a deleted file': (pack, number) => {
    rmSync(path.join(pack, pick(plain(pack), number * 13)));
  },
  'a file more': (pack, number) => {
    writeFileSync(path.join(pack, 'records', `platform-${900 + number}.json`), '{}');
  },
  'a renamed file': (pack, number) => {
    const file = path.join(pack, pick(records(pack), number));
    renameSync(file, file.replace('platform', 'platforn'));
  },
  'lines of the sums in another order': (pack, number) => {
    editLines(sums(pack), (lines) => lines.push(...lines.splice(number % (lines.length - 1), 1)));
  },
  'a line of the sums less': (pack, number) => {
    editLines(sums(pack), (lines) => lines.splice(number % lines.length, 1));
  },
  'sums without their end': (pack) => {
    writeFileSync(sums(pack), readFileSync(sums(pack)).subarray(0, -1));
  },
  'a record of another pack': (pack, number) => {
    const [one = ''] = records(pack);
    const other = records(good[number % 50] ?? '').find((file) => file !== one);
    copyFileSync(path.join(good[number % 50] ?? '', other ?? ''), path.join(pack, one));
  },
  'the sums of another pack': (pack, number) => {
    const other = good.find(
      (one, place) =>
        place > number && readFileSync(sums(one), 'utf8') !== readFileSync(sums(pack), 'utf8'),
    );
    copyFileSync(sums(other ?? ''), sums(pack));
  },
};

/** Alterations by somebody who writes the sums anew; of a signed pack the signature shows it already. */
const careful: Readonly<Record<string, Alter>> = {
  'another number of records': (pack) => {
    replaceIn(pack, 'population.json', '"records":', '"records":1');
  },
  'other bytes of a commit': (pack, number) => {
    replaceIn(pack, 'commits/platform.batch', `Change ${number % 40} `, `Chance ${number % 40} `);
  },
  'a branch without its last commit': (pack) => {
    const file = path.join(pack, 'commits/platform.batch');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.lastIndexOf(' commit ') - 40));
  },
  'a commit of another record': (pack) => {
    const [one = '', other = ''] = records(pack).map(commitOf);
    copyFileSync(path.join(pack, one), path.join(pack, other));
  },
  'a record less': (pack, number) => {
    const record = pick(records(pack), number);
    rmSync(path.join(pack, record));
    rmSync(path.join(pack, commitOf(record)));
  },
  'another end of a branch': (pack, number) => {
    replaceIn(pack, 'checkpoint.json', '"tip":"', `"tip":"${number % 10}`);
  },
  'another day of a record': (pack, number) => {
    replaceIn(pack, pick(records(pack), number), '"day":"2026-', '"day":"2025-');
  },
  'another commit in the population': (pack) => {
    editLines(path.join(pack, 'population.csv'), (lines) => lines.splice(1, 1));
  },
  'a row of the records less': (pack) => {
    editLines(path.join(pack, 'records.csv'), (lines) => lines.splice(1, 1));
  },
  'another text of a policy': (pack) => {
    replaceIn(pack, 'policies/access-control/1.0.mdx', 'Access is given', 'Access is taken');
  },
};

const kinds = [
  ...Object.entries(careless).map(([what, alter]) => [what, alter] as const),
  ...Object.entries(careful).map(
    ([what, alter]) =>
      [
        `with new sums, ${what}`,
        (pack: string, number: number) => {
          alter(pack, number);
          sumAgain(pack);
        },
      ] as const,
  ),
];

test.for(kinds)('both programs find ten times %s', async ([, alter]) => {
  for (let number = 0; number < 10; number += 1) {
    // Packs of several months, every second of them signed.
    const pack = packs.copy(pick(good.slice(18), number * 3 + 1));
    alter(pack, number);
    expect([number, ...(await bothCodes(pack))]).toEqual([number, 1, 1]);
    rmSync(pack, { recursive: true });
  }
});

test('every flipped byte of every small file is found', () => {
  const pack = packs.copy(good[49] ?? '');
  for (const file of plain(pack)) {
    if (readFileSync(path.join(pack, file)).length > 700) rmSync(path.join(pack, file));
  }
  sumAgain(pack);
  expect(readPack(pack).faults).toEqual([]);
  const missed: string[] = [];
  let flips = 0;
  for (const file of listPack(pack).filter((one) => one !== 'SHA256SUMS.sig')) {
    const place = path.join(pack, file);
    const bytes = readFileSync(place);
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ (1 << (index % 8));
      writeFileSync(place, altered);
      flips += 1;
      if (readPack(pack).faults.length === 0) missed.push(`${file}:${index}`);
    }
    writeFileSync(place, bytes);
  }
  expect(missed).toEqual([]);
  expect(flips).toBeGreaterThan(10_000);
});

test('every flipped byte of a signature is found', () => {
  const pack = packs.copy(good[48] ?? '');
  const population = JSON.parse(readFileSync(path.join(pack, 'population.json'), 'utf8')) as {
    parameters: { signer: { principal: string; key: string } };
  };
  const { signer } = population.parameters;
  const check = () => checkSignature({ folder: pack, signer, signers: undefined }).state;
  expect(check()).toBe('pass');
  const place = path.join(pack, 'SHA256SUMS.sig');
  const bytes = readFileSync(place);
  const missed = [...bytes.keys()].filter((index) => {
    const altered = Buffer.from(bytes);
    altered[index] = (altered[index] ?? 0) ^ 1;
    writeFileSync(place, altered);
    return check() === 'pass';
  });
  expect(missed).toEqual([]);
});

test('a signature of another pack, a missing one and another key are found', async () => {
  const alterations: readonly ((pack: string) => void)[] = [
    (pack) => {
      copyFileSync(path.join(good[2] ?? '', 'SHA256SUMS.sig'), path.join(pack, 'SHA256SUMS.sig'));
    },
    (pack) => {
      rmSync(path.join(pack, 'SHA256SUMS.sig'));
    },
    (pack) => {
      writeFileSync(path.join(pack, 'allowed_signers'), 'office@example.org ssh-ed25519 AAAA\n');
      sumAgain(pack);
    },
  ];
  for (const alter of alterations) {
    const pack = packs.copy(good[48] ?? '');
    alter(pack);
    expect(await bothCodes(pack)).toEqual([1, 1]);
  }
});

/** The commands of VERIFY.md in a shell that has neither Node nor this engine. */
function runGuide(pack: string): number[] {
  const text = readFileSync(path.join(pack, 'VERIFY.md'), 'utf8');
  const [, part = ''] = text.split('## The commands');
  const commands = [...part.matchAll(/^ {4}(.+)$/gm)]
    .map(([, command = '']) => command)
    .filter((command) => !command.startsWith('openssl'));
  expect(commands.length).toBeLessThanOrEqual(3);
  return commands.map(
    (command) =>
      spawnSync('/bin/sh', ['-c', command], { cwd: pack, env: { PATH: '/usr/bin:/bin' } }).status ??
      -1,
  );
}

test('the commands of VERIFY.md pass on a good pack and fail on every other', () => {
  expect(runGuide(good[48] ?? '')).toEqual([0, 0, 0]);
  expect(runGuide(good[49] ?? '')).toEqual([0, 0]);
  const found = Object.entries(careless).map(([what, alter]) => {
    const pack = packs.copy(good[48] ?? '');
    alter(pack, 3);
    return [what, runGuide(pack).some((status) => status !== 0)];
  });
  expect(found).toEqual(Object.keys(careless).map((what) => [what, true]));
});

test('a pack has the same bytes in another zone, language, folder and as one file', async () => {
  const content = path.join(book, 'content');
  const engine = path.resolve(import.meta.dirname, '../../scripts/policybook.ts');
  const run = (name: string, variables: Readonly<Record<string, string>>) =>
    spawnSync(
      process.execPath,
      [
        engine,
        'export',
        '--content',
        content,
        '--out',
        path.join(packs.folder, name),
        '--zip',
        ...[
          '--from',
          '2026-03-01',
          '--to',
          '2026-05-31',
          '--as-of',
          '2026-11-15',
          '--sign',
          packs.key,
        ],
      ],
      { cwd: packs.folder, env: { PATH: process.env['PATH'], HOME: packs.folder, ...variables } },
    );
  const names = ['here', 'far/away', 'there'];
  mkdirSync(path.join(packs.folder, 'far'));
  const zones = [
    { TZ: 'UTC', LC_ALL: 'C' },
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'de_DE.UTF-8', USER: 'somebody' },
    { TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8', LOGNAME: 'else' },
  ];
  const statuses = names.map((name, index) => run(name, zones[index] ?? {}).status);
  expect(statuses).toEqual([0, 0, 0]);
  const read = (file: string) =>
    names.map((name) => readFileSync(path.join(packs.folder, `${name}${file}`)).toString('base64'));
  for (const file of ['/SHA256SUMS', '/SHA256SUMS.sig', '.zip'])
    expect(new Set(read(file)).size).toBe(1);
  const { status } = spawnSync('python3', ['-m', 'zipfile', '-e', 'here.zip', 'unpacked'], {
    cwd: packs.folder,
  });
  if (hasPython) {
    expect(status).toBe(0);
    expect(await bothCodes(path.join(packs.folder, 'unpacked'))).toEqual([0, 0]);
  }
});

test('a pack of the book extends an older one with its own branch, and no branch that was rewritten', async () => {
  const older = good.find((_, place) => place % 3 === 0) ?? '';
  const newer = good[49] ?? '';
  expect((await runHere('verify', [newer, '--since', older])).code).toBe(0);
  expect((await runHere('verify', [older, '--since', newer])).code).toBe(1);
  expect(readFileSync(path.join(newer, 'checkpoint.json'), 'utf8')).toContain(
    '"repository":"_book"',
  );

  const platform = path.join(book, 'platform');
  const args = [
    '--content',
    path.join(book, 'content'),
    '--from',
    '2026-02-01',
    '--to',
    '2026-03-31',
    '--as-of',
    '2026-11-15',
  ];
  const recorded = await runHere('export', [
    ...args,
    '--out',
    path.join(packs.folder, 'recorded'),
    '--record',
  ]);
  expect([recorded.code, recorded.stderr]).toEqual([
    0,
    expect.stringContaining('main of the book ends on'),
  ]);
  const tip = git(platform, ['rev-parse', 'HEAD']);
  git(platform, ['reset', '-q', '--hard', 'HEAD~3']);
  const refused = await runHere('export', [...args, '--out', path.join(packs.folder, 'rewritten')]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('platform-40')]);
  git(platform, ['reset', '-q', '--hard', tip]);
});

test('a time stamp is of these sums, and by the authority that is named', async () => {
  if (spawnSync('openssl', ['version']).status !== 0) return;
  const pack = packs.copy(good[49] ?? '');
  const own = path.join(packs.folder, 'authority');
  mkdirSync(own);
  writeFileSync(
    path.join(own, 'ts.cnf'),
    `[tsa]
default_tsa = one
[one]
serial = ${own}/serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
[req]
distinguished_name = name
[name]
[ext]
extendedKeyUsage = critical,timeStamping
`,
  );
  writeFileSync(path.join(own, 'serial'), '01\n');
  const openssl = (...args: readonly string[]) => {
    expect(spawnSync('openssl', [...args], { cwd: own }).status).toBe(0);
  };
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-days',
    '9',
    '-subj',
    '/CN=Authority',
    '-config',
    'ts.cnf',
    '-extensions',
    'ext',
  );
  openssl(
    'ts',
    '-query',
    '-data',
    path.join(pack, 'SHA256SUMS'),
    '-sha256',
    '-cert',
    '-out',
    'q.tsq',
  );
  openssl(
    'ts',
    '-reply',
    '-config',
    'ts.cnf',
    '-queryfile',
    'q.tsq',
    '-signer',
    'cert.pem',
    '-inkey',
    'key.pem',
    '-out',
    path.join(pack, 'SHA256SUMS.tsr'),
  );
  const authority = ['--authority', path.join(own, 'cert.pem')];
  expect((await runHere('verify', [pack, ...authority])).stdout).toMatch(
    /^pass +Time stamp: Stamped/m,
  );
  expect((await runHere('verify', [pack])).stdout).toMatch(
    /^not checked +Time stamp: A time stamp of these/m,
  );
  const other = packs.copy(good[47] ?? '');
  copyFileSync(path.join(pack, 'SHA256SUMS.tsr'), path.join(other, 'SHA256SUMS.tsr'));
  for (const args of [[], authority]) {
    const { code, stdout } = await runHere('verify', [other, ...args]);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^FAIL +Time stamp/m)]);
  }
});
