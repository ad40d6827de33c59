import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assembleProposal } from '#core/changes/population/assemble-proposal.ts';
import { listBookTemplates, listTemplates } from '#core/exports/templates/list-templates.ts';
import type { NightlySource } from '#core/exports/templates/format-nightly-jobs.ts';
import {
  listRequiredFields,
  type TemplateSource,
} from '#core/exports/templates/template-source.ts';
import type { DayPeriod } from '#core/model/period.ts';
import type { Instant } from '#core/model/instant.ts';
import { assembleExample } from '#core/explain/run-example.ts';
import { judgeProposal } from '#core/rules/judge-proposal.ts';
import { day } from '../../../helpers/book.ts';

const { book } = assembleExample({});
if (!book) throw new Error('The small book has faults.');
const policy = book.policies.find(({ id }) => id === 'change-management')!;
const repository = book.settings.repositories[0]!;
const source: TemplateSource & NightlySource = {
  version: policy.current,
  changeRules: policy.current.frontmatter.changeRules!,
  repository,
  repositories: book.settings.repositories,
  asOf: day('2026-06-01'),
};
const files = new Map(listTemplates(source).map((file) => [file.path, file.contents]));

function template(path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`There is no ${path}.`);
  return text;
}

/** Git keeps no line of a commit template that begins with #. */
function committed(text: string): string {
  return text.replaceAll(/^#.*\n/gm, '');
}

function judge(message: string, paths = ['src/page.ts']) {
  const { record, diagnostics } = assembleProposal({
    message,
    file: 'message.txt',
    author: 'ada@example.org',
    range: { commits: [], paths },
    mergedAt: '2026-06-02T10:00:00Z' as Instant,
    repository,
    people: book!.people,
    timeZone: 'Europe/London',
  });
  const shared = { people: book!.people, settings: book!.settings, asOf: record.day, answers: [] };
  const { judged } = judgeProposal({
    record,
    policy,
    repository,
    shared,
    hasRange: true,
    isTimeKnown: true,
  });
  const failed = judged.verdicts.filter(({ outcome }) => outcome === 'fail');
  return {
    record,
    diagnostics,
    failed,
    passed: judged.verdicts.filter(({ outcome }) => outcome === 'pass'),
  };
}

function underHeading(text: string, title: string, words: string): string {
  const filled = text.replace(new RegExp(`(## ${title}\n\n<!--[^>]*-->\n)`), `$1\n${words}\n`);
  expect(filled).not.toBe(text);
  return filled;
}

const answers = {
  Reason: 'Owners could not find the opening hours.',
  Risk: 'availability low; security low; data none.',
  Rollback: 'revert; nothing is stored.',
  Tested: 'passed; 41 unit tests',
  'Requested at': '2026-06-01T09:00:00Z',
};

function filledRequest(): string {
  const text = Object.entries(answers).reduce(
    (before, [title, words]) => underHeading(before, title, words),
    template('.github/pull_request_template.md'),
  );
  return `Show the opening hours\n\n${text
    .replace('- [ ] normal', '- [x] normal')
    .replace('\nApproved-by:', '\nApproved-by: Ben Hollis <ben@example.org>')
    .replace('\nAccessibility:', '\nAccessibility: read with a screen reader')}`;
}

test.for([
  '.github/pull_request_template.md',
  '.gitlab/merge_request_templates/Default.md',
  '.gitmessage',
])('an untouched %s holds nothing of what the policy asks', (path) => {
  const text = path === '.gitmessage' ? committed(template(path)) : template(path);
  const { record, failed, passed, diagnostics } = judge(`Show the opening hours\n\n${text}`);
  // An empty trailer is a field without content.
  const said = Object.values(record.fields).filter(({ value }) => value !== '');
  expect(said).toEqual([]);
  expect(record.approvals).toEqual([]);
  // The title is not a part of the template.
  expect(passed.map(({ rule }) => rule)).toEqual(['change/title']);
  expect(diagnostics).toEqual([]);
  expect(failed.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['change/type', 'change/record-fields', 'change/trailers']),
  );
  const statement = failed.find(({ rule }) => rule === 'change/record-fields')?.statement ?? '';
  for (const field of source.changeRules.record!.requires) expect(statement).toContain(field);
});

test('a template that was filled in passes', () => {
  const { failed, passed, diagnostics } = judge(filledRequest());
  expect(diagnostics).toEqual([]);
  expect(failed).toEqual([]);
  expect(passed.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining([
      'change/type',
      'change/record-fields',
      'change/approvals',
      'change/trailers',
    ]),
  );
});

test.for(['Reason', 'Risk', 'Rollback', 'Tested'] as const)(
  'without %s a filled template fails',
  (title) => {
    const { failed } = judge(filledRequest().replace(answers[title], ''));
    expect(
      failed
        .map(({ statement }) => statement)
        .join(' ')
        .toLowerCase(),
    ).toContain(title.toLowerCase());
  },
);

test('every field, type and category of the policy has its place, and each place is read', () => {
  const text = template('.github/pull_request_template.md');
  for (const { name } of listRequiredFields(source)) {
    if (name === 'requested-at' || name === 'security-impact') continue;
    const title = /^## (.*)$/gm;
    const found = [...text.matchAll(title)].map(([, one = '']) => one);
    const heading = found.find((one) => one.toLowerCase().replaceAll(' ', '-') === name)!;
    const { record } = judge(`Title\n\n${underHeading(text, heading, 'Said 12 things.')}`);
    expect(record.fields[name]?.value).toBe('Said 12 things.');
  }
  for (const id of Object.keys(source.changeRules.types)) {
    expect(
      judge(`Title\n\n${text.replace(`- [ ] ${id}`, `- [x] ${id}`)}`).record.fields.type?.value,
    ).toBe(id);
  }
  const ticked = text.replace('- [ ] system-prompt', '- [x] system-prompt');
  expect(judge(`Title\n\n${ticked}`).record.fields.category?.value).toBe('system-prompt');
  const safe = text.replace('- [ ] No security impact', '- [x] No security impact');
  const { fields } = judge(`Title\n\n${safe}`).record;
  expect(fields['security-impact']?.value).toBe('no-security-impact');
  const tested = text.replace('- [ ] Unit tests', '- [x] Unit tests');
  expect(judge(`Title\n\n${tested}`).record.fields.tested?.value).toBe('passed; Unit tests');
  const staging = text.replace('- [ ] Staging', '- [x] Staging: passed; run 8812');
  expect(judge(`Title\n\n${staging}`).record.fields.staging?.value).toContain('run 8812');
});

test('what only some rules and the metrics read has its place too', () => {
  const { record, sensitive, ...rest } = source.changeRules;
  expect([record, sensitive]).not.toContain(undefined);
  const category = { clause: '6', scope: 'ai', type: 'normal', securityReview: ['security'] };
  const target = { target: '< 5%', every: 'P1M' as DayPeriod };
  const lean: TemplateSource & NightlySource = {
    ...source,
    changeRules: {
      ...rest,
      categories: { 'content-filter': category },
      metrics: { clause: '5', changeFailureRate: target },
    },
  };
  const written = listTemplates(lean).filter(({ path }) => /template|gitmessage/.test(path));
  const [request = '', , commit = ''] = written.map(({ contents }) => contents);
  for (const [title, field] of [
    ['Tested', 'tested'],
    ['Vulnerability', 'vulnerability'],
    ['Restores', 'restores'],
    ['Caused by', 'caused-by'],
  ] as const) {
    const { record: read } = judge(`Title\n\n${underHeading(request, title, 'Said 12 things.')}`);
    expect(read.fields[field]?.value).toBe('Said 12 things.');
    const key = title.replace(' ', '-');
    const uncommented = committed(commit.replace(`# ${key}: `, `${key}: Said 12 things.`));
    expect(judge(`Title${uncommented}`).record.fields[field]?.value).toBe('Said 12 things.');
  }
  expect(request).toContain(
    'Security-reviewed-by (clause 6): the same, for content-filter, by Security',
  );
  expect(commit).toContain('# Clause 6, only for content-filter, by Security.\n# Security-');
});

test('a commit template that was filled in passes', () => {
  const values: Readonly<Record<string, string>> = {
    'Change-Type': 'normal',
    ...answers,
    Accessibility: 'read with a screen reader',
  };
  const text = template('.gitmessage')
    .replace('# Requested-at: ', `Requested-at: ${answers['Requested at']}`)
    .replace('# Approved-by: Name <address>', 'Approved-by: Ben Hollis <ben@example.org>')
    .replaceAll(/^([A-Z][A-Za-z-]+):$/gm, (line, key: string) => `${line} ${values[key] ?? ''}`);
  expect(judge(`Show the opening hours${committed(text)}`).failed).toEqual([]);
});

test.for(listBookTemplates(source).map(({ path }) => [path] as const))(
  '%s needs no policy: it names the settings',
  ([path]) => {
    expect(template(path)).toContain('from the repositories in policybook.yaml');
  },
);

const forChanges = listTemplates(source).filter(({ into }) => into === 'changes');
test.for(forChanges.map(({ path }) => [path] as const))(
  '%s names the version that it was made from',
  ([path]) => {
    expect(template(path)).toContain(
      'from the Change Management Policy, version 1.0, in force on 1 June 2026',
    );
    expect(template(path)).toMatch(/[Cc]lauses? 1/);
  },
);

interface Workflow {
  readonly jobs: Record<
    string,
    {
      needs?: unknown;
      steps: {
        uses?: string;
        run?: string;
        with?: Record<string, unknown>;
        'working-directory'?: string;
      }[];
    }
  >;
}

test('the jobs are YAML, fetch the whole history and run the commands', () => {
  const change = parse(template('.github/workflows/change.yml')) as Workflow;
  const nightly = parse(template('.github/workflows/policies.yml')) as Workflow;
  const gitlab = parse(template('.gitlab/ci/change.yml')) as {
    change: { script: string[]; variables: object };
  };
  const gitlabNightly = parse(template('.gitlab/ci/policies.yml')) as Record<
    string,
    { script: string[] }
  >;
  for (const { jobs } of [change, nightly]) {
    for (const { steps } of Object.values(jobs)) {
      const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      expect(checkouts.length).toBeGreaterThan(0);
      expect(checkouts.every((step) => step.with?.['fetch-depth'] === 0)).toBe(true);
    }
  }
  expect(change.jobs['change']?.steps.at(-1)?.run).toContain(
    'run --silent change -- \\\n  --repository platform',
  );
  expect(gitlab.change.script.join('\n')).toContain(
    'run --silent change -- \\\n  --repository platform',
  );
  expect(gitlab.change.variables).toEqual({ GIT_DEPTH: '0' });
  expect(gitlabNightly['overdue']?.script).toEqual(['npm run --silent check']);
  for (const script of [
    gitlabNightly['remind']?.script.join('\n'),
    nightly.jobs['remind']?.steps.at(-1)?.run,
  ]) {
    expect(script).toContain('npm run --silent remind -- --format');
    expect(script).toContain('curl --fail');
  }
});

test('a late review does not keep the site from being published', () => {
  const { jobs } = parse(template('.github/workflows/policies.yml')) as Workflow;
  expect(Object.keys(jobs)).toEqual(['overdue', 'publish', 'remind']);
  expect(Object.values(jobs).every(({ needs }) => needs === undefined)).toBe(true);
  const commands = (name: string) => jobs[name]?.steps.map(({ run }) => run).join('\n');
  expect(commands('overdue')).not.toContain('--show-overdue');
  expect(commands('publish')).toContain('npm run build -- --show-overdue');
});

test('words of a pull request never become words of a script', () => {
  for (const path of ['.github/workflows/change.yml', '.github/workflows/policies.yml']) {
    const { jobs } = parse(template(path)) as Workflow;
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = '' }) => run));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  }
});

test('a repository beside the book is checked out where policybook.yaml looks for it', () => {
  const { jobs } = parse(template('.github/workflows/policies.yml')) as Workflow;
  const places = jobs['overdue']?.steps.flatMap(
    (step) => (step.with?.['path'] as string | undefined) ?? [],
  );
  expect(places).toEqual(['policybook', 'platform']);
});

test('a repository two folders above the book is checked out inside the workspace, where the book looks', () => {
  const [one] = source.repositories;
  const repositories = [
    { ...one!, path: '../platform' },
    { ...one!, path: '../../other/shop' },
  ];
  const written = listTemplates({ ...source, repositories });
  const contents = written.find(({ path }) => path === '.github/workflows/policies.yml')?.contents;
  const { jobs } = parse(contents ?? '') as Workflow;
  const steps = jobs['overdue']?.steps ?? [];
  const [book = '', ...others] = steps.flatMap(
    (step) => (step.with?.['path'] as string | undefined) ?? [],
  );
  const wanted = repositories.map(({ path }) => posix.join(book, path));
  expect(others).toEqual(wanted);
  expect(others.filter((path) => path.startsWith('..'))).toEqual([]);
  const folders = steps.flatMap((step) => step['working-directory'] ?? []);
  expect(new Set(folders)).toEqual(new Set([book]));
});

test('the nightly job of GitLab runs twice on a runner that keeps its folders', () => {
  const { before_script: lines } = (
    parse(template('.gitlab/ci/policies.yml')) as Record<string, { before_script: string[] }>
  )['.policybook']!;
  const clone = lines.findIndex((line) => line.startsWith('git clone'));
  const target = lines[clone]?.split(' ').at(-1);
  expect(target).toBe(source.repositories[0]?.path);
  expect(lines[clone - 1]).toBe(`rm -rf ${target}`);
});

test('says that GitLab judges an edited description only in a new pipeline', () => {
  expect(template('.gitlab/ci/change.yml')).toMatch(/no pipeline .* edited.*Approved-by/);
});

test.for(['.', './', '..'])(
  'a repository that the book lies in, at %s, is not fetched over it',
  (path) => {
    const repositories = [{ ...source.repositories[0]!, path }];
    const written = listTemplates({ ...source, repositories });
    const ofBook = written.filter(({ into }) => into === 'book').map(({ contents }) => contents);
    expect(ofBook.join('\n')).not.toMatch(/rm -rf|git clone|github\.repository_owner/);
  },
);
