import { expect, test } from 'vitest';
import { collectFields } from '#core/changes/message/collect-fields.ts';
import type { FollowUp } from '#core/model/change-record.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';

const file = 'content/changes/platform-7.mdx';

function followUp(fields: Record<string, string>, name = file): FollowUp {
  const text = `---\nchange: platform-7\n${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}---\n`;
  return {
    source: { file: name, text },
    fields: followUpSchema.parse({ change: 'platform-7', ...fields }),
    body: '',
  };
}

/** What a change holds whose message has one trailer. */
function collect(trailer: string, later: readonly FollowUp[], exported?: string) {
  const [key = '', value = ''] = trailer.split(': ');
  return collectFields({
    id: 'platform-7',
    file: 'platform@3f2a9c0d1e44',
    trailers: [{ key, value, line: 3 }],
    ...(exported !== undefined && {
      exported: {
        file: 'exports/p.json',
        sections: [{ field: 'tested', value: exported, line: 1 }],
        requestedAt: '2026-04-01T10:00:00Z' as never,
      },
    }),
    followUps: later,
  });
}

test.for([
  ['Incident: TBD', { incident: 'INC-7' }],
  ['Incident: to be opened', { incident: 'INC-7' }],
  ['Incident: to be opened on 3 March', { incident: 'INC-7' }],
  ['Incident: the outage', { incident: 'INC-7' }],
  ['Tested: not-run', { tested: 'passed; forty of forty' }],
  ['Tested: failed; 3 of 40', { tested: 'passed; forty of forty' }],
  ['Staging: Partly; the screens', { staging: 'passed; since Monday' }],
  ['Staging: NOT RUN', { staging: 'passed; since Monday' }],
  ['Rollback: TBD', { rollback: 'restore; the backup' }],
] as const)('"%s" gives way to a follow-up: %j', ([trailer, later]) => {
  const { fields, diagnostics } = collect(trailer, [followUp(later)]);
  expect(diagnostics).toEqual([]);
  const [[field, value] = ['', '']] = Object.entries(later);
  const instead = trailer.replace(/^\w+: /, '');
  expect(fields).toEqual({ [field]: { value, source: 'follow-up', file, instead } });
});

test.for([
  ['Incident: INC-7', { incident: 'INC-8' }],
  ['Tested: passed', { tested: 'passed; fifty of fifty' }],
  ['Tested: yes', { tested: 'passed; fifty of fifty' }],
  ['Tested: passed', { tested: 'not-run' }],
  ['Rollback: revert', { rollback: 'restore; the backup' }],
  ['Rollback: as we always do', { rollback: 'restore; the backup' }],
  ['Change-Type: normal', { type: 'emergency' }],
] as const)('"%s" stands against a follow-up: %j', ([trailer, later]) => {
  const { fields, diagnostics } = collect(trailer, [followUp(later)]);
  expect(Object.values(fields)).toMatchObject([{ source: 'message' }]);
  const [field = ''] = Object.keys(later);
  expect(diagnostics).toMatchObject([
    {
      severity: 'error',
      at: { file },
      remedy: expect.stringContaining(
        `cannot be altered any more: write the same here, or leave "${field}" out`,
      ) as string,
    },
  ]);
});

test('of two follow-ups the first that says something holds, and both can be mended', () => {
  const other = 'content/changes/other.mdx';
  const two = (first: string, second: string) =>
    collect('Reason: A storm.', [
      followUp({ incident: first }),
      followUp({ incident: second }, other),
    ]);
  const opened = two('to be opened', 'INC-7');
  expect(opened.fields.incident).toMatchObject({ value: 'INC-7', file: other });
  expect(opened.diagnostics).toEqual([]);
  const { diagnostics } = two('INC-7', 'INC-8');
  expect(diagnostics[0]?.remedy).toBe(
    'Find out which is right; write the same in both, or leave "incident" out here.',
  );
});

test('the words of the company open a result too', () => {
  const german = (value: string) =>
    collectFields({
      id: 'platform-7',
      trailers: [{ key: 'Tested', value, line: 3 }],
      followUps: [followUp({ tested: 'bestanden' })],
      words: { failed: ['fehlgeschlagen'], 'not-run': ['nicht gelaufen'] },
    }).fields.tested?.value;
  expect(german('Nicht gelaufen; keine Zeit')).toBe('bestanden');
  expect(german('fehlgeschlagen')).toBe('bestanden');
  expect(german('bestanden; 40 von 40')).toBe('bestanden; 40 von 40');
});

test('"not-run" gives way to filler and to an export no more than other words do', () => {
  const { fields, diagnostics } = collect('Tested: not-run', [], 'passed');
  expect(fields.tested).toMatchObject({ value: 'not-run', source: 'message' });
  expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
  // What a warning asks for is no error when it is done.
  expect(diagnostics[0]?.remedy).toContain('in the text of a follow-up in content/changes');
  const later = collect('Tested: not-run', [followUp({ tested: 'passed' })], 'TBD');
  expect(later.fields.tested).toMatchObject({ value: 'passed', instead: 'not-run' });
});
