import { commands } from '#commands/index.ts';
import { runProcess } from '#commands/run-process.ts';

const [name = '', ...args] = process.argv.slice(2);
const load = commands[name];
if (!load) throw new Error(`There is no command "${name}": ${Object.keys(commands).join(', ')}.`);
await runProcess(await load(), args);
