import { dateInWords, monthOf } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { element, fieldsContent, link, listContent, type Content } from '../../views/content.ts';
import { figureInWords } from '../../views/metrics/metric-words.ts';
import { countOf, countRegister, countsInWords } from '../../views/register/register-counts.ts';
import { frameworkInWords } from '../../views/policies/policy-rows.ts';
import { tableContent, type Column } from '../../views/table.ts';
import { listDuties, listReviews } from '../document-files.ts';
import { oscalPaths } from '../oscal-files.ts';
import { listCommands } from '../guide-files.ts';
import type { PackFile, PackOrder } from '../pack.ts';
import { changesOf, periodPopulations, type PeriodPopulation } from '../period-population.ts';
import { listVersions } from '../policy-files.ts';
import {
  controlsOf,
  deviationsOf,
  listUncovered,
  measurePeriod,
  type PeriodMetric,
} from '../result-files.ts';
import { changesPath, changesTable, deviationsTable } from './change-rows.ts';
import {
  controlName,
  controlPage,
  controlPath,
  dutiesTable,
  versionsTable,
} from './control-page.ts';
import { paragraph, printPage, section, style, type Page } from './page.ts';

/** The pack as pages that open from disk and print. */
export function* pageFiles(order: PackOrder): Iterable<PackFile> {
  yield { path: 'style.css', bytes: style };
  yield printPage(indexPage(order), order);
  const byMonth = Map.groupBy(changesOf(order), ({ record }) => monthOf(record.day));
  for (const [month, changes] of byMonth) {
    const title = `Changes of ${dateInWords(month)}`;
    const content = changesTable(changes, order);
    yield printPage({ path: changesPath(month).slice(1), title, content }, order);
  }
  yield printPage(deviationsPage(order), order);
  yield printPage(policiesPage(order), order);
  for (const control of controlsOf(order)) yield printPage(controlPage(control, order), order);
}

function indexPage(order: PackOrder): Page {
  const { ranBy, book, engineDigest } = order;
  const changes = changesOf(order);
  const months = [...new Set(changes.map(({ record }) => monthOf(record.day)))].sort();
  return {
    path: 'index.html',
    title: `Evidence of ${book.settings.organisation.name}`,
    content: [
      section(
        'What this is',
        fieldsContent([
          { label: 'Period', value: `${dateInWords(order.from)} to ${dateInWords(order.until)}` },
          { label: 'Judged as of', value: dateInWords(book.asOf) },
          { label: 'Judged by', value: [book.engine, ' ', element('code', {}, engineDigest)] },
          {
            label: 'Asked for by',
            value: ranBy === undefined ? 'not stated' : personInWords(ranBy, book.people),
          },
          { label: 'Changes', value: `${countsInWords(countRegister(changes))}.` },
          { label: 'Deviations', value: deviationCount(order) },
        ]),
      ),
      section('Population', populationTable(periodPopulations(order))),
      section(
        'Contents',
        listContent(undefined, [
          ...months.map((month) => link(changesPath(month), `Changes of ${dateInWords(month)}`)),
          link('/deviations.html', 'Deviations and answers'),
          link('/policies.html', 'Policies, reviews and duties'),
          ...listTables(order).map((file) => link(`/${file}`, file)),
        ]),
      ),
      section('Metrics', metricsTable(measurePeriod(order))),
      section('Controls', ...listControlLinks(order)),
      section(
        'How to verify',
        paragraph(
          link('/VERIFY.md', 'VERIFY.md'),
          ' explains these commands, and what they do not prove.',
        ),
        element('pre', {}, listCommands(order).join('\n\n')),
      ),
      section(
        'What is not proved',
        paragraph(
          'That all changes to production are in the recorded systems; that people are who the register of people states; that an approval was thoughtful; and when something happened, where the proof is less than an export of a forge or a signature.',
        ),
      ),
    ],
  };
}

function deviationCount(order: PackOrder): string {
  const deviations = deviationsOf(order);
  const answered = deviations.filter(({ verdict }) => verdict.answer).length;
  return `${countOf(deviations.length, 'deviation')}, ${answered} of them answered.`;
}

function listTables(order: PackOrder): string[] {
  const lists = [
    'population',
    'deviations',
    'exceptions',
    'acknowledgements',
    'reviews',
    'duties',
    'metrics',
  ];
  return [
    'records.csv',
    'records.parquet',
    'statements.intoto.jsonl',
    ...oscalPaths(order),
    ...lists.flatMap((name) => [`${name}.csv`, `${name}.json`]),
    ...[
      'policies.json',
      'controls.json',
      'checkpoint.json',
      'judge/order.json',
      'verify.py',
      'SHA256SUMS',
    ],
  ];
}

function listControlLinks(order: PackOrder): Content[] {
  const controls = controlsOf(order);
  const uncovered = Object.entries(listUncovered(order));
  return [
    listContent(
      undefined,
      controls.map((one) => link(controlPath(one), controlName(one))),
    ),
    ...uncovered.map(([framework, ids]) =>
      paragraph(
        `${frameworkInWords(framework)}: no policy names ${ids.length === 0 ? 'any other control, because all are covered' : ids.join(', ')}.`,
      ),
    ),
  ];
}

function populationTable(populations: readonly PeriodPopulation[]): Content {
  const records = ({ range }: PeriodPopulation) =>
    range.filter(({ change }) => change !== undefined).length;
  const columns: Column<PeriodPopulation>[] = [
    {
      label: 'Branch',
      isHead: true,
      cell: ({ repository, branch }) => `${branch} of ${repository}`,
    },
    { label: 'Commits', style: 'count', cell: ({ range }) => range.length },
    { label: 'Records', style: 'count', cell: records },
    { label: 'Excluded', style: 'count', cell: (one) => one.range.length - records(one) },
    { label: 'First', cell: ({ range }) => element('code', {}, range.at(0)?.commit.slice(0, 12)) },
    { label: 'Last', cell: ({ range }) => element('code', {}, range.at(-1)?.commit.slice(0, 12)) },
  ];
  return tableContent(columns, populations, {
    caption: 'Population',
    empty: 'No repository is recorded.',
  });
}

function metricsTable(metrics: readonly PeriodMetric[]): Content {
  const columns: Column<PeriodMetric>[] = [
    { label: 'Metric', isHead: true, cell: ({ title }) => title },
    {
      label: 'Value',
      cell: ({ unit, value, ...one }) =>
        figureInWords(unit, { ...one, ...(value !== null && { value }) } as Parameters<
          typeof figureInWords
        >[1]),
    },
    { label: 'Target', cell: ({ target }) => target?.bound ?? 'none' },
    { label: 'Not known', style: 'count', cell: ({ unknown }) => unknown },
    { label: 'Definition', cell: ({ definition }) => definition },
  ];
  return tableContent(columns, metrics, { caption: 'Metrics' });
}

function deviationsPage(order: PackOrder): Page {
  const content = [paragraph(deviationCount(order)), deviationsTable(deviationsOf(order), order)];
  return { path: 'deviations.html', title: 'Deviations and answers', content };
}

function policiesPage(order: PackOrder): Page {
  type Review = ReturnType<typeof listReviews>[number];
  const columns: Column<Review>[] = [
    { label: 'Policy', isHead: true, cell: ({ title, version }) => `${title}, version ${version}` },
    { label: 'Reviewed on', cell: ({ on }) => on },
    { label: 'By', cell: ({ by }) => personInWords(by, order.book.people) },
    { label: 'Result', cell: ({ outcome, note }) => `${outcome}: ${note}` },
  ];
  return {
    path: 'policies.html',
    title: 'Policies, reviews and duties',
    content: [
      section('Versions in force in the period', versionsTable(listVersions(order), order)),
      section(
        'Reviews in the period',
        tableContent(columns, listReviews(order), {
          caption: 'Reviews',
          empty: 'No policy was reviewed.',
        }),
      ),
      section('Duties', dutiesTable(listDuties(order), order)),
    ],
  };
}
