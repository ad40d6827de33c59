import { stat } from 'node:fs/promises';
import path from 'node:path';
import { count, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { listBookTemplates } from '#core/exports/templates/list-templates.ts';
import { formatAgentsFile } from '#core/start/agents-file.ts';
import { formatPeople, formatSettings, type BookPlan } from '#core/start/book-files.ts';
import { slugOf } from '#core/start/group-authors.ts';
import { chooseStarters, fillStarter, listPlanned, type Starter } from '#core/start/starters.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { askSeveral } from './writing/ask.ts';
import { commitFiles, prepareBranch } from './init/commit-book.ts';
import { findRepositories, type Neighbours } from './init/find-repositories.ts';
import { planCompany, type CompanyPlan } from './init/plan-book.ts';
import { readStarters } from './init/read-starters.ts';
import { writeBook, writeSettings } from './init/write-book.ts';
import { loadBook, today } from './loading/load-book.ts';
import { describeNames, hasErrors, parseChoice, parseDay } from './options.ts';

const frameworks = ['soc2', 'iso27001'] as const;

export const usage = `Usage: npm run init -- [DIR] [options]

Starts a book in DIR (the present folder): settings, people from the repositories beside it, starter policies and
pipelines. Asks on a terminal what the options do not state; --yes takes what was found.

  --yes                 ask nothing
  --name NAME           the organisation
  --contact ADDRESS     whom people write to about the policies
  --time-zone ZONE      an IANA time zone (that of this machine)
  --url URL             where the internal edition will be
  --public-url URL      where the public edition will be (no public edition)
  --owner PERSON        who owns the policies: "Name <address>", or an author of the repositories (you)
  --approved-by PERSON  who has approved the starter policies, today; without it they are drafts
  --policies A,B        which starter policies (all)
  --framework NAME      those that the controls of soc2 or iso27001 need
  --repository PATH     a repository to be judged; may be repeated (those beside DIR)
  --since YYYY-MM-DD    adoption: earlier changes are not judged (today)
  --forge NAME          github or gitlab, for the pipelines (that of the repositories)
  --no-commit           do not commit; versions are then files, not commits`;

export const options = {
  yes: { type: 'boolean', short: 'y', default: false },
  name: { type: 'string' },
  contact: { type: 'string' },
  'time-zone': { type: 'string' },
  url: { type: 'string' },
  'public-url': { type: 'string' },
  owner: { type: 'string' },
  'approved-by': { type: 'string' },
  policies: { type: 'string' },
  framework: { type: 'string' },
  repository: { type: 'string', multiple: true },
  since: { type: 'string' },
  forge: { type: 'string' },
  'no-commit': { type: 'boolean', default: false },
} as const;

export const takesWords = true;

type Wanted = Values<typeof options>;

export async function run(
  wanted: Wanted,
  io: Io,
  [folder = '.', ...more]: readonly string[],
): Promise<ExitCode> {
  if (more.length > 0) throw new UsageError(`Name one folder; "${more.join(' ')}" is too much.`);
  if (!wanted.yes && !io.canAsk) {
    throw new UsageError('There is no terminal to ask on; add --yes to take what is found.');
  }
  const directory = path.resolve(io.cwd, folder);
  if (await stat(path.join(directory, 'content/policybook.yaml')).catch(() => undefined)) {
    io.stderr(
      `${folder} contains a book already: content/policybook.yaml.\nFix: Name another folder, or add policies to content/policies.\n\nNothing was written.\n`,
    );
    return 1;
  }
  const framework =
    wanted.framework === undefined
      ? undefined
      : parseChoice('--framework', wanted.framework, frameworks);
  const starters = await chooseWanted(await readStarters(), framework, wanted);
  const named = wanted.repository?.map((one) => path.resolve(io.cwd, one));
  const neighbours = await findRepositories(directory, named);
  const company = await planCompany(wanted, { directory, neighbours: neighbours.repositories });
  const plan = {
    ...company,
    since: parseDay('--since', wanted.since) ?? today(company.timeZone, io),
    planned: listPlanned(starters),
    judges:
      starters.some(({ id }) => id === 'change-management') && company.repositories.length > 0,
  };
  const { approver, owner } = plan;
  const day = today(plan.timeZone, io);
  const scopes = plan.judges ? plan.repositories.flatMap((one) => Object.keys(one.scopes)) : [];
  const facts = { organisation: plan.organisation, contact: plan.contact, author: owner, day };
  const policies = starters.map((one) => ({
    id: one.id,
    text: fillStarter(one, {
      ...facts,
      scopes,
      publish:
        plan.publicUrl !== undefined && one.id === 'information-security' ? 'extract' : 'none',
      ...(approver !== undefined && { approver }),
      ...(framework !== undefined && { framework }),
    }),
  }));
  const files = await writeBook(directory, {
    name: slugOf(plan.organisation) || 'policies',
    settings: formatSettings(plan),
    people: formatPeople(plan),
    policies,
    agents: formatAgentsFile(plan.organisation),
    pipeline: pipelineOf(plan),
  });
  const first = wanted['no-commit'] ? undefined : await commitBook(directory, files, plan);
  return report(
    { directory, files, plan, neighbours, first, starters, wantsCommit: !wanted['no-commit'] },
    io,
  );
}

async function chooseWanted(
  starters: readonly Starter[],
  framework: string | undefined,
  { policies, yes }: Pick<Wanted, 'policies' | 'yes'>,
): Promise<readonly Starter[]> {
  const fitting = chooseStarters(starters, framework);
  const ids = fitting.map(({ id }) => id);
  if (policies === undefined) {
    if (yes || framework !== undefined) return fitting;
    const chosen = await askSeveral('Which starter policies?', ids);
    return fitting.filter(({ id }) => chosen.includes(id));
  }
  const wanted = policies.split(',').map((id) => id.trim());
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(
      `There is no starter policy "${unknown}"; ${describeNames(unknown, ids)}.`,
    );
  }
  return fitting.filter(({ id }) => wanted.includes(id));
}

/** Where the pipeline of the book lies, and what it is. */
function pipelineOf({ forge, repositories }: CompanyPlan) {
  const [github, gitlab] = listBookTemplates({ repositories });
  return forge === 'gitlab'
    ? { path: '.gitlab-ci.yml', contents: gitlab?.contents ?? '' }
    : { path: github?.path ?? '', contents: github?.contents ?? '' };
}

/** Commits the book, and then that its versions come from git; the id of the first commit, where git made one. */
async function commitBook(
  directory: string,
  files: readonly string[],
  plan: BookPlan,
): Promise<string | undefined> {
  const branch = await prepareBranch(directory);
  if (branch === undefined) return undefined;
  const first = await commitFiles(directory, files, 'Start the book of policies\n');
  if (first === undefined) return undefined;
  const settings = await writeSettings(directory, formatSettings(plan, { first, branch }));
  await commitFiles(directory, [settings], 'Read the versions of policies from git\n');
  return first;
}

interface Done {
  readonly directory: string;
  readonly files: readonly string[];
  readonly plan: BookPlan;
  readonly neighbours: Neighbours;
  readonly first: string | undefined;
  readonly starters: readonly Starter[];
  readonly wantsCommit: boolean;
}

/** Judges the new book and prints what there is and what comes next. */
async function report(
  { directory, files, plan, neighbours, first, starters, wantsCommit }: Done,
  io: Io,
): Promise<ExitCode> {
  const content = path.join(directory, 'content');
  const { diagnostics } = await loadBook({ content, asOf: undefined }, io);
  const { people, repositories, approver } = plan;
  const bots = people.filter(({ isBot }) => isBot).length;
  const inFolder = path.relative(io.cwd, directory);
  const ids = repositories.map(({ id }) => id).join(', ');
  const notes = [
    ...neighbours.notes,
    ...(ids !== '' && !plan.judges
      ? [
          `Not judged: ${ids}. The book lacks the policy change-management. Once it is there, list them under repositories in policybook.yaml.`,
        ]
      : []),
    ...(first === undefined && wantsCommit
      ? [
          'git made no commit. Set user.name and user.email, commit, and set policies.history to git.',
        ]
      : []),
  ];
  if (diagnostics.length > 0) io.stderr(`${formatDiagnostics(diagnostics)}\n\n`);
  io.stdout(
    [
      `The book of ${plan.organisation} is in ${inFolder === '' ? 'this folder' : inFolder}: ${files.length} files.`,
      `  policies      ${starters.length}, ${approver === undefined ? 'all drafts' : `approved by ${approver}`}`,
      `  people        ${people.length - bots}, and ${count(bots, 'bot')}`,
      `  repositories  ${plan.judges ? ids : 'none'}`,
      `  versions      from ${first === undefined ? 'files' : `git, since ${first.slice(0, 12)}`}`,
      ...notes.map((note) => `\n${note}`),
      '',
      'Next:',
      ...(inFolder === '' ? [] : [`  cd ${inFolder}`]),
      '  npm install',
      '  npm run build && npm run preview',
      '',
    ].join('\n'),
  );
  return hasErrors(diagnostics) ? 1 : 0;
}
