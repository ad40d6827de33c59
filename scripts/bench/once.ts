/** Runs the function `once` of one bench, alone in this process, and prints what it found. */
const [bench = '', ...args] = process.argv.slice(2);
const { once } = (await import(`./${bench}.ts`)) as {
  once: (...args: string[]) => Promise<unknown>;
};
process.stdout.write(JSON.stringify((await once(...args)) ?? null));
export {};
