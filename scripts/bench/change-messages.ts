/** Who writes and approves in the repositories of the benches, as git prints them. */
export const people = Array.from(
  { length: 30 },
  (_, index) => `Person ${index} <p${index}@larkfield.example>`,
);

/** What one change in twenty is. */
interface Kind {
  readonly folder: string;
  /** The trailers besides the reason, of a change that was merged in the second `at`. */
  readonly trailers: (seed: number, at: number) => readonly string[];
}

const rated = 'Risk: availability low; security low; data none. One more query for each page.';
const tested = 'Tested: passed; unit and staging, 212 of 212.';

const standard: Kind = {
  folder: 'docs',
  trailers: () => [
    'Change-Type: standard',
    'Change-Kind: documentation',
    rated,
    'Rollback: revert',
    tested,
  ],
};

const normal: Kind = {
  folder: 'src',
  trailers: (seed, at) => [
    'Change-Type: normal',
    rated,
    'Rollback: revert; no migration.',
    tested,
    'Staging: passed; for a day',
    requested(at, 30),
    approved(seed + 1),
  ],
};

const migration: Kind = {
  folder: 'migrations',
  trailers: (seed, at) => [
    'Change-Type: major',
    'Risk: availability medium; security none; data high. The table is locked for a second.',
    'Rollback: script; 41-down.sql. It puts the former column back from the copy.',
    'Tested: passed; rehearsed on a full-size copy in 11 minutes.',
    'Staging: passed; three times',
    requested(at, 200),
    approved(seed + 1),
    approved(seed + 10),
  ],
};

const emergency: Kind = {
  folder: 'src',
  trailers: (seed) => [
    'Change-Type: emergency',
    rated,
    'Rollback: flag; switched off',
    `Incident: INC-${seed}`,
  ],
};

const prompt: Kind = {
  folder: 'prompts',
  trailers: (seed, at) => [
    ...normal.trailers(seed, at),
    'Change-Category: system-prompt',
    'AI-Component: draft-of-a-reply',
    'AI-Eval-Before: score 0.91',
    'AI-Eval-After: score 0.93',
  ],
};

const sensitive: Kind = {
  folder: 'src/auth',
  trailers: (seed, at) => [
    ...normal.trailers(seed, at),
    `Vulnerability: CVE-2026-${1000 + (seed % 9000)}; high; found ${dayOf(at, 72)}`,
    `Security-reviewed-by: ${people[(seed + 11) % people.length] ?? ''}`,
  ],
};

const careless: Kind = {
  folder: 'src',
  trailers: (seed) => [
    'Change-Type: normal',
    'Risk: TBD',
    `Tested: passed; https://ci.larkfield.example/runs/${seed}`,
    'Approved-by: Somebody Else <else@elsewhere.example>',
  ],
};

const kinds = [
  ...Array.from({ length: 11 }, () => normal),
  ...Array.from({ length: 3 }, () => standard),
  migration,
  emergency,
  prompt,
  prompt,
  sensitive,
  careless,
];

/** Ten commits that follow each other are of one kind. */
function kindOf(seed: number): Kind {
  return kinds[Math.floor(seed / 10) % kinds.length] ?? normal;
}

export function isEmergency(seed: number): boolean {
  return kindOf(seed) === emergency;
}

/** The folder that a change touches. */
export function folderOf(seed: number): string {
  return kindOf(seed).folder;
}

/** The last paragraph of a message. */
export function trailersOf(seed: number, at: number): string {
  const reason = `Reason: Customers asked for it in ticket ${seed}.`;
  return `${[reason, ...kindOf(seed).trailers(seed, at)].join('\n')}\n`;
}

function approved(seed: number): string {
  return `Approved-by: ${people[seed % people.length] ?? ''}`;
}

function requested(at: number, hours: number): string {
  return `Requested-at: ${new Date((at - hours * 3600) * 1000).toISOString().slice(0, 19)}Z`;
}

function dayOf(at: number, hours: number): string {
  return new Date((at - hours * 3600) * 1000).toISOString().slice(0, 10);
}
