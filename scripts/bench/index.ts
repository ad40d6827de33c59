import type { Bench } from './bench.ts';
import { buildBench } from './build.ts';
import { ingestBench } from './ingest.ts';
import { judgeBench } from './judge.ts';
import { mutationBench } from './mutation/mutation.ts';
import { redlineBench } from './redline.ts';
import { registerBench } from './register.ts';
import { scanBench } from './scan.ts';
import { versionsBench } from './versions.ts';

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [
  redlineBench,
  versionsBench,
  ingestBench,
  judgeBench,
  registerBench,
  buildBench,
  scanBench,
  mutationBench,
];
