import {
  assembleChanges,
  type AssembledChanges,
} from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { ChangeRecord, FollowUp } from '#core/model/change-record.ts';
import type { ForgePull } from '#core/model/forge-pull.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';

const roles = [{ role: 'engineer', from: '2020-01-01' }];

/** Tom writes, Priya approves, Mara is neither. */
const people = peopleSchema.parse({
  tom: {
    name: 'Tom Reed',
    emails: ['tom@example.org'],
    forge: { github: 'treed', gitlab: 'treed' },
    roles,
  },
  priya: {
    name: 'Priya Raman',
    emails: ['priya@example.org'],
    forge: { github: 'praman', gitlab: 'praman' },
    roles,
  },
  mara: {
    name: 'Mara Voss',
    emails: ['mara@example.org'],
    forge: { github: 'mvoss', gitlab: 'mvoss' },
    roles,
  },
});

const at = '2026-04-10T10:00:00Z' as Instant;
const by = (name: string, email: string, when: Instant = at) => ({ name, email, at: when });
export const tom = by('Tom Reed', 'tom@example.org');
export const priya = by('Priya Raman', 'priya@example.org');
export const mara = by('Mara Voss', 'mara@example.org');
export const github = by('GitHub', 'noreply@github.com');

/** The id of a commit that is called by one letter. */
export const id = (letter: string) => letter.repeat(40);

export function commitOf(letter: string, fields: Partial<RawCommit> = {}): RawCommit {
  return {
    id: id(letter),
    parents: [id('0')],
    author: tom,
    committer: tom,
    message: 'Show the total\n',
    paths: [`src/${letter}.ts`],
    ...fields,
  };
}

export const pullOf = (fields: Partial<ForgePull> = {}): ForgePull => ({
  forge: 'github',
  number: 7,
  title: 'Show the total',
  body: '',
  author: 'treed',
  createdAt: '2026-04-09T09:00:00Z' as Instant,
  mergedAt: at,
  mergedBy: 'mvoss',
  headCommit: id('b'),
  commits: [{ id: id('b'), authors: [{ login: 'treed' }] }],
  ...fields,
});

export interface LineOrder {
  /** After the first commit of the branch, which is there already. */
  readonly line: readonly RawCommit[];
  readonly merged?: RawHistory['merged'];
  readonly pulls?: readonly ForgePull[];
  readonly exportedAt?: Instant;
  readonly cleanMerges?: Readonly<Record<string, boolean>>;
  readonly followUps?: readonly FollowUp[];
  readonly asOf?: string;
  readonly since?: string;
}

/** The records of a line that begins long before. */
export function assembleLine({
  line,
  merged = {},
  pulls = [],
  exportedAt,
  cleanMerges = {},
  followUps = [],
  asOf = '2026-06-01',
  since = '2026-02-01',
}: LineOrder): AssembledChanges {
  const first = '2026-01-05T10:00:00Z' as Instant;
  const begin = commitOf('0', {
    parents: [],
    message: 'Begin\n',
    author: { ...tom, at: first },
    committer: { ...tom, at: first },
  });
  return assembleChanges({
    history: { repository: 'platform', branch: 'main', line: [begin, ...line], merged },
    repository: settingsSchema.shape.repositories.unwrap().element.parse({
      id: 'platform',
      path: '../platform',
      since,
      policy: 'change-management',
    }),
    people,
    followUps,
    timeZone: 'Europe/London',
    asOf: asOf as CalendarDate,
    evidence: {
      repository: 'platform',
      cleanMerges,
      forgeExports: [
        {
          file: 'exports/platform.json',
          digest: '0'.repeat(64),
          pulls,
          ...(exportedAt && { at: exportedAt }),
        },
      ],
    },
  });
}

/** The record of the last commit of a line, and what is wrong with it. */
export function assembleLast(order: LineOrder): {
  readonly record: ChangeRecord;
  readonly problems: readonly string[];
} {
  const { records, diagnostics } = assembleLine(order);
  const record = records.find(({ commit }) => commit === order.line.at(-1)?.id);
  if (!record) throw new Error('The last commit is no record.');
  return { record, problems: diagnostics.map(({ code, problem }) => `${code}: ${problem}`) };
}
