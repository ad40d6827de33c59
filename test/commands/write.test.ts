import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { root, runHere } from '../helpers/command.ts';
import { digestFolder } from '../helpers/folders.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-write-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'content');
}

async function writeFiles(content: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(content, name)), { recursive: true });
    await writeFile(path.join(content, name), text);
  }
}

const duty = '[{ id: access-review, every: P3M, owner: cto, what: Look., clause: "1" }]';
const draft = {
  title: 'Laptops',
  version: '"0.1" # not yet',
  status: 'draft',
  approval: undefined,
  reviews: undefined,
  history: '[{ version: "0.1", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
};

/** A book without repositories: two policies in force and a draft. */
async function smallBook(settings = settingsText): Promise<string> {
  const content = await temporaryFolder();
  await writeFiles(content, {
    'policybook.yaml': settings,
    'people.yaml': `${peopleText}dana:\n  name: Dana\n  emails: [dana@example.org]\n  roles: [{ role: ciso, from: 2020-01-01 }]\n`,
    'policies/access-control.mdx': policyText({ duties: duty }),
    'policies/records.mdx': policyText({ title: 'Records', publish: 'none # for staff' }),
    'policies/laptops.mdx': policyText(draft),
  });
  return content;
}

async function runIn(content: string, line: string) {
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
  const [name = '', ...rest] = args.map((word = '') => word);
  return runHere(name, [...rest, '--content', content]);
}

/** The files that a command altered or added, after it ran without a fault. */
async function writtenBy(content: string, line: string): Promise<Record<string, string>> {
  const before = await digestFolder(content);
  const { code, stdout, stderr } = await runIn(content, line);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Written to [^]+\n\nNext:\n {2}\S/);
  const after = await digestFolder(content);
  const names = Object.keys(after).filter((name) => after[name] !== before[name]);
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(content, name), 'utf8')] as const),
    ),
  );
}

test('a new policy is a draft with the headings of its kind', async () => {
  const content = await smallBook(
    `${settingsText}policies: { requiredHeadings: { procedure: [Steps, Records] } }\n`,
  );
  const line =
    'new policy backups --title "Backups: how" --kind procedure --owner cto --classification internal --by ada --effective 2027-01-01';
  expect(await writtenBy(content, line)).toEqual({
    'policies/backups.mdx': `---
title: 'Backups: how'
kind: procedure
version: '0.1'
status: draft
classification: internal
owner: cto
effective: 2027-01-01
nextReview: 2027-12-01
reviewEvery: P1Y
history:
  - version: '0.1'
    date: 2026-12-01
    by: ada
    change: normative
    summary: First draft.
---

## 1. Steps

## 2. Records
`,
  });
});

const present = policyText({ duties: duty });
const next = present
  .replace('version: "1.0"\n', 'version: "1.1"\n')
  .replace('status: approved', 'status: draft')
  .replace('effective: 2026-01-05', 'effective: 2027-02-01')
  .replace(/^approval.*\n/m, '')
  .replace(
    'history: [',
    'history: [{ version: "1.1", date: 2026-12-01, by: ada, change: normative, summary: Keys., publicSummary: Safer. }, ',
  );

test('a new version is the present text as a draft, and the present one goes to the archive', async () => {
  const line =
    'new version access-control --summary Keys. --public-summary Safer. --by ada --effective 2027-02-01';
  expect(await writtenBy(await smallBook(), line)).toEqual({
    'policies/access-control.mdx': next,
    'archive/access-control/1.0.mdx': present,
  });
});

test('a duty that was done becomes the first of its record', async () => {
  const content = await smallBook();
  const line = 'new duty access-control access-review --evidence "The list." --on';
  const file = 'duties/access-review.yaml';
  const first = `  - on: 2026-05-04\n    by: ben\n    evidence: The list.\n`;
  const head = 'policy: access-control\nduty: access-review\ndone:\n';
  expect(await writtenBy(content, `${line} 2026-05-04 --by ben`)).toEqual({ [file]: head + first });
  expect(await writtenBy(content, `${line} 2026-08-03 --by ada`)).toEqual({
    [file]: head + first.replace('05-04', '08-03').replace('ben', 'ada') + first,
  });
  const { code, stderr } = await runIn(content, `${line} 2026-06-01 --by ada`);
  expect([code, stderr]).toEqual([1, expect.stringContaining('which is after 2026-06-01')]);
});

test('a field is set in the text of drafts, and in a next version of what is approved', async () => {
  const content = await smallBook();
  const line = 'set owner ciso --all --summary "The CISO owns it." --by ada';
  const written = await writtenBy(content, line);
  expect(Object.keys(written).sort()).toEqual([
    'archive/access-control/1.0.mdx',
    'archive/records/1.0.mdx',
    'policies/access-control.mdx',
    'policies/laptops.mdx',
    'policies/records.mdx',
  ]);
  expect(written['policies/laptops.mdx']).toBe(
    policyText(draft).replace('owner: cto', 'owner: ciso'),
  );
  expect(written['policies/records.mdx']).toContain('version: "1.1"\nstatus: draft');
  expect(written['policies/records.mdx']).toContain('publish: none # for staff');
  const again = await runIn(content, line);
  expect(again.stderr).toContain('Each of these policies has owner: ciso already.');
});

test('a field that obliges nobody is set in the approved text, and added where it is missing', async () => {
  const written = await writtenBy(await smallBook(), 'set publish extract --all');
  expect(written['policies/records.mdx']).toContain('\npublish: extract # for staff\n');
  expect(written['policies/access-control.mdx']).toContain(
    'classification: internal\npublish: extract\n',
  );
});

test('all due policies are reviewed at once, save those that the person wrote', async () => {
  const content = await smallBook();
  const byBen =
    'history: [{ version: "1.0", date: 2026-01-05, by: ben, change: normative, summary: First. }]';
  const records = policyText({ title: 'Records' }).replace(/^history:.*$/m, byBen);
  await writeFiles(content, { 'policies/records.mdx': records });
  const line = 'review --all-due --by ben --outcome unchanged --note "Read." --on 2026-12-30';
  const args = `${line} --as-of 2026-12-30`;
  const written = await writtenBy(content, args);
  expect(Object.keys(written)).toContain('policies/access-control.mdx');
  expect(written['policies/access-control.mdx']).toContain('nextReview: 2027-12-30');
  expect(Object.keys(written)).not.toContain('policies/records.mdx');
  const { stdout } = await runIn(content, 'review --all-due --as-of 2026-06-01');
  expect(stdout).toBe('No policy is due for review.\n');
});

test('the list of reviews is JSON of a documented form', async () => {
  const { stdout } = await runIn(
    await smallBook(),
    'review --list --format json --as-of 2027-01-06',
  );
  const { reviews, ...head } = JSON.parse(stdout) as { reviews: unknown[] };
  expect(head).toEqual({ schemaVersion: 1, asOf: '2027-01-06' });
  expect(reviews).toContainEqual({
    policy: 'access-control',
    title: 'Access Control Policy',
    owner: 'cto',
    due: '2027-01-05',
    last: '2026-01-05',
    state: 'overdue',
  });
});

test.for([
  ['new', 2, 'Nothing is named; write one of policy, version, duty, follow-up.'],
  ['new policie x', 2, 'The kind is "policie"; expected policy, version'],
  ['new policy', 2, 'Write the id of the policy after "policy".'],
  ['new policy a b', 2, '"b" is too much'],
  ['new policy Access', 2, '"Access" is not the id of a policy'],
  ['new policy backups', 2, '--title is missing.'],
  ['new policy backups --title TBD', 2, '--title is "TBD"; expected a title'],
  [
    'new policy backups --title B --owner cfo --classification internal --by ada',
    2,
    'no role "cfo"',
  ],
  [
    'new policy backups --title B --owner cto --classification secret --by ada',
    2,
    '--classification is "secret"',
  ],
  [
    'new policy backups --title B --owner cto --classification internal --by adda',
    2,
    'no person "adda" in people.yaml; the nearest is "ada"',
  ],
  [
    'new policy backups --title B --owner cto --classification internal --by ada --review-every P2D3',
    2,
    '--review-every is "P2D3"',
  ],
  [
    'new policy backups --title B --owner cto --classification internal --by ada --review-every P5Y',
    1,
    'policy/review-interval-too-long',
  ],
  [
    'new policy access-control --title B --owner cto --classification internal --by ada',
    1,
    'exists already',
  ],
  ['new version acces-control --summary S --by ada', 2, 'no policy "acces-control"'],
  ['new version laptops --summary Next. --by ada', 1, 'is a draft already'],
  [
    'new version records --summary Next. --by ada --version 1.0',
    1,
    'Version 1.0 does not follow 1.0.',
  ],
  ['new version records --summary Next. --by ada --version 2', 2, '--version is "2"'],
  [
    'new duty access-control audit --by ada --evidence List.',
    2,
    'no duty of access-control "audit"',
  ],
  ['new duty records access-review --by ada --evidence List.', 2, 'there is none yet'],
  [
    'new duty access-control access-review --by ada --evidence List. --on 2027-01-01',
    1,
    'policy/duty-in-future',
  ],
  ['new follow-up platform-1 --what validated', 2, 'no change "platform-1"'],
  ['set owner cto', 2, 'Name policies after the value'],
  ['set owner cto records --all', 2, 'Name policies after the value'],
  ['set title X records', 2, 'The field is "title"; expected owner, classification'],
  ['set publish all records', 2, 'The value of publish is "all"; expected none, extract, whole'],
  ['set owner cfo records', 2, 'no role "cfo"'],
  [
    'set owner ciso recods',
    2,
    'no policy "recods"; the nearest'.replace('"recods"', '"recods" in the book'),
  ],
  ['set owner ciso records', 2, '--summary is missing.'],
  ['answer', 2, 'Name a change, or a standing exception'],
  ['answer a --standing b', 2, 'Name a change, or a standing exception'],
  ['answer a --repository b', 2, 'go with --standing'],
  ['answer --standing Night', 2, '--standing is "Night"'],
  ['answer --standing night', 2, '--rule is missing.'],
  ['answer --standing night --rule window', 2, '--repository is missing.'],
  ['answer --standing night --rule window --repository platform', 2, '--expires is missing.'],
  [
    'answer --standing night --rule window --repository platform --expires 2027-01-05 --by ada --approved-by ben --why Nights. --action Two.',
    1,
    'book/exception-unknown',
  ],
] as const)(
  '%s is refused with exit code %i, and nothing is written',
  async ([line, expected, words]) => {
    const content = await smallBook();
    const before = await digestFolder(content);
    const { code, stderr } = await runIn(content, line);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(words)]);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await digestFolder(content)).toEqual(before);
  },
);

async function copySample(): Promise<string> {
  const content = await temporaryFolder();
  await cp(path.join(root, 'content'), content, { recursive: true });
  return content;
}

test('one file answers all open deviations of a change, and the register shows each answered', async () => {
  const content = await copySample();
  const { stdout: open } = await runIn(content, 'check --strict');
  const counts = [...open.matchAll(/^ {2}(\S+) deviates from (\S+): /gm)];
  const several = counts
    .map(([, change = '']) => change)
    .find((id, at, all) => all.indexOf(id) < at);
  const change = several ?? counts[0]?.[1] ?? '';
  const rules = counts.filter(([, id]) => id === change).map(([, , rule]) => rule);
  const line = `answer ${change} --by jonas --approved-by mira --why "In haste." --action "Read since."`;
  const written = await writtenBy(content, line);
  const [text = ''] = Object.values(written);
  for (const rule of rules) expect(text).toContain(rule);
  const { stdout } = await runIn(content, 'check --strict');
  expect(stdout).not.toContain(`${change} deviates`);
  expect((await runIn(content, line)).stderr).toContain('has no deviation without an answer');
});

test('deviations to come are accepted in a standing exception', async () => {
  const written = await writtenBy(
    await copySample(),
    'answer --standing night-migration --repository platform --scope database --rule window --rule change/lead-time --expires 2027-02-28 --by jonas --approved-by mira --why "The provider migrates at night." --action "Two people watch."',
  );
  expect(written).toEqual({
    'answers/night-migration.yaml': `covers:
  repositories:
    - platform
  scopes:
    - database
rule:
  - change/window
  - change/lead-time
by: jonas
on: 2026-11-15
expires: 2027-02-28
why: The provider migrates at night.
action: Two people watch.
approvedBy: mira
`,
  });
});

test('a follow-up adds to a change in a file of its own', async () => {
  const content = await copySample();
  const line = 'new follow-up platform-1090 --by mira --what';
  expect(
    await writtenBy(
      content,
      `${line} validated --at 2026-11-14T10:00:00Z --result passed --note "Both pages."`,
    ),
  ).toEqual({
    'changes/platform-1090.mdx':
      '---\nchange: platform-1090\nvalidated:\n  at: 2026-11-14T10:00:00Z\n  by: mira\n  result: passed\n  note: Both pages.\n---\n',
  });
  const second = await writtenBy(
    content,
    `${line} retrospective --at 2026-11-14 --root-cause "A typing error." --actions "Corrected." --preventive-controls "A test."`,
  );
  expect(Object.keys(second)).toEqual(['changes/platform-1090-2.mdx']);
});
