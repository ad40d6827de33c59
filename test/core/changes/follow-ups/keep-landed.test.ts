import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import { keepLanded, landFollowUps } from '#core/changes/follow-ups/land-follow-ups.ts';
import type { FollowUp } from '#core/model/change-record.ts';
import { parseFollowUp } from '#core/parse/parse-follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { day, judgeGood, peopleText, policyText, settingsText } from '../../../helpers/book.ts';
import { instant } from '../../../helpers/policy-history.ts';

const people = createPeopleIndex(peopleSchema.parse(parse(peopleText)));
const file = 'content/changes/platform-7.mdx';
const textOf = (lines: readonly string[]) => `---\n${lines.join('\n')}\n---\n`;

const first = ['change: platform-7', 'reason: A full queue.', 'tested: TBD'];
const all = [
  ...first,
  'type: normal',
  'rollback: Revert.',
  'trailers: { Ticket: OPS-7, Caused-by: platform-3 }',
  'approvals: [{ by: ada, at: 2026-04-01T08:00:00Z, evidence: Ticket 7 }]',
  'deployed: { at: 2026-04-01T10:00:00Z, by: ben }',
  'validated: { at: 2026-04-01T10:00:00Z, by: ben, note: Tried. }',
  'monitored: { until: 2026-04-01T12:00:00Z, by: ben, note: Quiet. }',
  'copied: [{ of: tested, on: 2026-04-01, by: ben, shows: 7 of 7 passed. }]',
  'retrospective: { on: 2026-04-01, by: ben, rootCause: A full queue., actions: A longer queue. }',
];

/** A file as the working copy holds it, with the landings of its texts in April 2026 and what is left of it. */
function keep(
  lines: readonly string[],
  landings: readonly (readonly [at: string, lines: readonly string[]])[],
  { asOf = '2026-04-06', isToday = false, unknown = '' } = {},
): FollowUp | undefined {
  const parsed = parseFollowUp({ file, text: textOf(lines) });
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const history = {
    landings: landings.map(([at, text]) => ({
      at: instant(`2026-04-${at}Z`),
      texts: [{ file, text: textOf(text) }],
    })),
    ...(unknown !== '' && { unknown }),
  };
  const order = { asOf: day(asOf), isToday, timeZone: 'Europe/London' };
  const [kept] = keepLanded(landFollowUps([parsed.followUp], history, people), order);
  return kept;
}

/** What of it holds something. */
function namesOf(followUp: FollowUp | undefined): string[] {
  const listed = (fields: object): string[] =>
    Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      return name === 'trailers' || name === 'retrospective'
        ? [name, ...listed(value as object)]
        : [name];
    });
  return followUp ? listed(followUp.fields) : [];
}

const everything = namesOf(keep(all, [], { unknown: 'the clone is shallow' }));

test('where no landing is known all of it stays', () => {
  expect(everything).toContain('rootCause');
  expect(everything).toContain('Caused-by');
});

test('on the day of its landing all of it is there, in the zone of the book', () => {
  expect(namesOf(keep(all, [['05T22:59:00', all]], { asOf: '2026-04-05' }))).toEqual(everything);
  expect(keep(all, [['05T23:00:00', all]], { asOf: '2026-04-05' })).toBeUndefined();
});

test('of what landed later only the rest is left, and filler, which counts for nothing', () => {
  const landings = [
    ['02T10:00:00', first],
    ['08T10:00:00', all],
  ] as const;
  expect(namesOf(keep(all, landings))).toEqual(['change', 'reason', 'tested', 'trailers']);
  expect(namesOf(keep(all, landings, { asOf: '2026-04-08' }))).toEqual(everything);
});

test('each field lands by itself', () => {
  for (const line of all.slice(3)) {
    const rest = all.filter((one) => one !== line);
    const kept = namesOf(
      keep(all, [
        ['02T10:00:00', rest],
        ['08T10:00:00', all],
      ]),
    );
    const [name = ''] = line.split(':', 1);
    expect(everything.find((one) => !kept.includes(one))).toBe(
      name === 'trailers' ? 'Ticket' : name,
    );
  }
});

test('what a retrospective found later is not in it', () => {
  const without = all.map((line) => line.replace(', actions: A longer queue.', ''));
  const kept = keep(all, [
    ['02T10:00:00', without],
    ['08T10:00:00', all],
  ]);
  expect(everything.filter((one) => !namesOf(kept).includes(one))).toEqual(['actions']);
});

test('what has not landed can still do so today, and was not there on a day that is over', () => {
  const landings = [['02T10:00:00', first]] as const;
  expect(namesOf(keep(all, landings, { isToday: true }))).toEqual(everything);
  expect(namesOf(keep(all, landings))).toEqual(['change', 'reason', 'tested', 'trailers']);
  expect(namesOf(keep(all, [], { isToday: true }))).toEqual(everything);
  expect(keep(all, [])).toBeUndefined();
});

test('a record of a change made outside git stays as one, without what it said later', () => {
  const own = ['author: ben', 'madeAt: 2026-04-01T09:00:00Z', 'title: A port', 'type: normal'];
  expect(namesOf(keep(own, [['08T10:00:00', own]]))).toEqual(['author', 'title', 'madeAt']);
});

test('a book judged on an earlier day knows nothing of what landed after it', () => {
  const rules = `types: { emergency: { clause: '1', approvals: 0, retrospective: { clause: '1', within: P10D, fields: [root-cause] } } }`;
  const own = textOf([
    'id: edge',
    'author: ben',
    'madeAt: 2026-04-01T09:00:00Z',
    'type: emergency',
  ]);
  const held = textOf([
    'change: edge',
    'retrospective: { on: 2026-04-03, by: ada, rootCause: A full queue. }',
  ]);
  const texts = { 'changes/edge.mdx': own, 'changes/later.mdx': held };
  const [landedOwn, landedHeld] = Object.entries(texts).map(([name, text], index) => ({
    at: instant(`2026-04-0${index + 4}T10:00:00Z`),
    texts: [{ file: `content/${name}`, text }],
  }));
  const retrospectiveOn = (asOf: string) => {
    const { changes } = judgeGood({
      files: {
        'policybook.yaml': `${settingsText}outsideGit: { policy: change-management }\n`,
        'policies/change-management.mdx': policyText({ changeRules: `{ ${rules} }` }),
        ...texts,
      },
      recordHistory: { landings: [landedOwn, landedHeld].flatMap((one) => one ?? []) },
      asOf,
    });
    return changes[0]?.verdicts.find(({ rule }) => rule === 'change/retrospective')?.outcome;
  };
  expect(retrospectiveOn('2026-04-05')).toBe('pass');
  expect(retrospectiveOn('2026-04-04')).toBe('unknown');
});
