import type { Bench } from './bench.ts';
import { redlineBench } from './redline.ts';

/** Every bench, in the order in which they run without a name. */
export const benches: readonly Bench[] = [redlineBench];
