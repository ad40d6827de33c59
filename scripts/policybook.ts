import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { commands } from '#commands/index.ts';
import { workFolder } from '#commands/loading/engine.ts';
import { runProcess } from '#commands/run-process.ts';

enableCompileCache(path.join(workFolder, 'code'));

const [name = '', ...args] = process.argv.slice(2);
const load = commands[name];
if (!load) throw new Error(`There is no command "${name}": ${Object.keys(commands).join(', ')}.`);
await runProcess(await load(), args);
