/** One number that a bench measured, and what it may reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  /** `ms`, `MB`, or `×` for a ratio to something run beside it. */
  readonly unit: string;
}

/** Something whose speed or size is promised. */
export interface Bench {
  /** As it is named on the command line. */
  readonly name: string;
  readonly run: () => Promise<readonly Figure[]>;
}
