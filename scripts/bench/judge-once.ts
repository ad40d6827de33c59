import { assembleBook } from '#core/assemble-book.ts';
import { parseCalendarDate } from '#core/model/calendar-date.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { readJudgedContent } from './judged-content.ts';

/** Reads one history and judges its changes in a process of its own, and prints how long each took and the memory. */
const [gitDir = '', cache = '', commits = ''] = process.argv.slice(2);
const asOf = parseCalendarDate('2028-06-01');
if (!asOf) throw new Error('No day.');
const content = await readJudgedContent(Number(commits));

const start = performance.now();
const history = await readHistory({ repository: 'bench', gitDir, branch: 'main', cache });
const read = performance.now();
const { book } = assembleBook(content, [history], { asOf, engine: 'policybook bench' });
const end = performance.now();

const verdicts = book?.changes.flatMap((change) => change.verdicts) ?? [];
process.stdout.write(
  JSON.stringify({
    ingest: read - start,
    judging: end - read,
    megabytes: process.resourceUsage().maxRSS / 1024,
    changes: book?.changes.length ?? 0,
    verdicts: verdicts.length,
  }),
);
