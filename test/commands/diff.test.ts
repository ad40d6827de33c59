import { expect, test } from 'vitest';
import type { Redline } from '#core/model/redline.ts';
import { runHere } from '../helpers/command.ts';

test('two versions of the sample, summary first, then only what changed', async () => {
  const { code, stdout } = await runHere('diff', ['change-management', '1.1', '1.2']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Change Management Policy\. From 1\.1 to 1\.2: 20 clauses changed, 10 added; 44 rules changed\./,
  );
  expect(stdout.indexOf('10.2 added (Further checks)')).toBeLessThan(
    stdout.indexOf('### {+10.2 Further checks+}'),
  );
  expect(stdout).toContain('normal: tests required, before none');
  expect(stdout).toContain('## [-10-]{+11+} Review');
  expect(stdout).not.toContain('\u001b');
});

test('without versions the previous and the current one', async () => {
  const [implied, stated] = await Promise.all([
    runHere('diff', ['change-management']),
    runHere('diff', ['change-management', '1.1', '1.2']),
  ]);
  expect(implied).toEqual(stated);
});

test('--all prints what did not change, and json is the redline itself', async () => {
  const unchanged = 'It binds employees and contractors who have change privileges.';
  const [short, whole, json] = await Promise.all([
    runHere('diff', ['change-management', '1.0', '1.1']),
    runHere('diff', ['change-management', '1.0', '1.1', '--all']),
    runHere('diff', ['change-management', '1.0', '1.1', '--format', 'json']),
  ]);
  expect(short.stdout).not.toContain(unchanged);
  expect(whole.stdout).toContain(unchanged);
  const { from, to, clauses } = JSON.parse(json.stdout) as Redline;
  expect([from, to]).toEqual(['1.0', '1.1']);
  expect(clauses).toContainEqual(
    expect.objectContaining({ id: '10', was: '9', status: 'renumbered' }),
  );
});

test.for([
  [
    ['chnge-management'],
    'There is no policy "chnge-management"; the nearest is "change-management".',
  ],
  [['change-management', '1.3'], '"change-management" has no version "1.3"; the nearest is "1.2".'],
  [
    ['access-control'],
    'Version 1.0 of "access-control" is the first; there is none to compare it with.',
  ],
  [['change-management', '1.0', '1.1', '1.2'], '"1.2" is one version too many; expected two.'],
  [[], 'Name a policy, such as "access-control".'],
  [['change-management', '--format', 'xml'], '--format is "xml"; expected text, json.'],
] as const)('%s is bad usage', async ([args, message]) => {
  const { code, stdout, stderr } = await runHere('diff', args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: npm run diff');
});
