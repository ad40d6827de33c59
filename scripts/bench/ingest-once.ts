import { readHistory } from '#sources/git/read-history.ts';

/** Reads one history in a process of its own, and prints how long that took and how much memory it needed. */
const [gitDir = '', cache = ''] = process.argv.slice(2);
const start = performance.now();
const { line, merged } = await readHistory({ repository: 'bench', gitDir, branch: 'main', cache });
const milliseconds = performance.now() - start;
const commits = line.length + Object.values(merged).reduce((sum, list) => sum + list.length, 0);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, megabytes, commits }));
