/** What an input costs: milliseconds of this process, which other processes do not change much. */
function costOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

interface Growth {
  /** Letters of the smaller input. */
  readonly size: number;
  /** Milliseconds that it took. */
  readonly cost: number;
  /** What twice the size costs, divided by that; 1 where an input of a mebibyte costs next to nothing. */
  readonly ratio: number;
}

const smallest = 16 * 1024;
const largest = 1024 * 1024;
/** Below this the noise of the machine is larger than the work. */
const enough = 100;

/** How the cost of some work grows with its input: measured at the first size that takes long enough to be measured. */
export function measureGrowth(work: (size: number) => unknown): Growth {
  work(smallest);
  for (let size = smallest; size < largest; size *= 2) {
    const cost = costOf(() => work(size));
    if (cost < enough) continue;
    const ratio = costOf(() => work(2 * size)) / cost;
    // Memory that has just run short makes one step dear; over two steps only what is superlinear stays so.
    if (ratio < 2.5) return { size, cost, ratio };
    return { size, cost, ratio: Math.min(ratio, Math.sqrt(costOf(() => work(4 * size)) / cost)) };
  }
  return { size: largest, cost: 0, ratio: 1 };
}
