import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assembleOutsideChanges } from '#core/changes/population/assemble-outside-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { FollowUp } from '#core/model/change-record.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';

const people = peopleSchema.parse({
  hana: { name: 'Hana Sorensen', emails: ['hana@larkfield.example'] },
  tess: { name: 'Tess Varga', emails: ['tess@larkfield.example'] },
});

function file(name: string, text: string): FollowUp {
  return {
    source: { file: `content/changes/${name}.mdx`, text: `---\n${text}---\nNotes.\n` },
    fields: followUpSchema.parse(parse(text)),
    body: 'Notes.\n',
  };
}

const assemble = (followUps: readonly FollowUp[], asOf = '2026-06-30') =>
  assembleOutsideChanges({
    followUps,
    repositories: ['platform'],
    people,
    timeZone: 'Europe/London',
    asOf: asOf as CalendarDate,
  });

const edge = file(
  'edge-2026-03-02',
  `title: Open a port
system: edge console
author: hana
madeAt: 2026-03-02T23:30:00-05:00
type: normal
scope: [security]
risk: TBD
reason: A partner's address changed.
approvals:
  - { by: tess, at: 2026-03-02T10:00:00Z, evidence: thread 12 }
`,
);

test('makes a record of a change made outside git', () => {
  const { records, diagnostics } = assemble([edge]);
  expect(diagnostics).toEqual([]);
  expect(records).toMatchObject([
    {
      id: 'edge-2026-03-02',
      system: 'edge console',
      form: 'outside-git',
      title: 'Open a port',
      message: 'Notes.\n',
      authors: [{ name: 'Hana Sorensen', person: 'hana' }],
      mergedAt: '2026-03-02T23:30:00-05:00',
      day: '2026-03-03',
      approvals: [
        {
          by: { person: 'tess' },
          proof: 'stated',
          source: 'follow-up',
          at: '2026-03-02T10:00:00Z',
        },
      ],
      scopes: ['security'],
      followUps: [edge],
    },
  ]);
  expect(Object.keys(records[0]?.fields ?? {})).toEqual(['type', 'reason', 'risk']);
  expect(records[0]).not.toHaveProperty('merger');
});

test('joins a later file to it, and leaves out what lies after the as-of day', () => {
  const later = file('edge-later', 'change: edge-2026-03-02\nrisk: availability low\n');
  const { records, diagnostics } = assemble([later, edge]);
  expect(diagnostics).toEqual([]);
  expect(records[0]?.fields.risk).toMatchObject({
    value: 'availability low',
    file: 'content/changes/edge-later.mdx',
  });
  expect(assemble([later, edge], '2026-03-02')).toEqual({ records: [], diagnostics: [] });
});

test('reports what is missing, doubled, and followed in vain', () => {
  const { records, diagnostics } = assemble([
    edge,
    file('bare', 'reason: x\n'),
    file('again', 'id: edge-2026-03-02\nauthor: hana\nmadeAt: 2026-03-04T10:00:00Z\n'),
    file('lost', 'change: edge-2026-03-03\n'),
    file('in-git', 'change: platform-1042\n'),
  ]);
  expect(records).toHaveLength(2);
  expect(diagnostics.map(({ code, at, remedy }) => `${code} ${at.file}:${at.line} ${remedy}`))
    .toMatchInlineSnapshot(`
    [
      "record/outside-incomplete content/changes/bare.mdx:2 Add a line such as "author: mira", or name the change that it follows in "change".",
      "record/outside-incomplete content/changes/bare.mdx:2 Add a line such as "madeAt: 2026-03-02T10:15:00+00:00", or name the change that it follows in "change".",
      "record/duplicate-id content/changes/again.mdx:2 Give one of them an "id" of its own.",
      "record/follow-up-unknown content/changes/lost.mdx:2 Did you mean "edge-2026-03-02"?",
    ]
  `);
});

test('what was deployed before it was made is refused', () => {
  const early = file(
    'edge-later',
    'change: edge-2026-03-02\ndeployed: { at: 2026-03-01T10:00:00Z, by: hana }\n',
  );
  const { records, diagnostics } = assemble([edge, early]);
  expect(records[0]?.deployed).toBeUndefined();
  expect(diagnostics.map(({ code, at }) => `${code} ${at.file}:${at.line}`)).toEqual([
    'record/deployed-early content/changes/edge-later.mdx:3',
  ]);
});
