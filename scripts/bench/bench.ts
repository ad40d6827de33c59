interface Measured {
  readonly name: string;
  readonly value: number;
  /** `ms`, `MB`, `pages/s`, or `×` for a ratio to something run beside it. */
  readonly unit: string;
  /** What to know beside the number, a line each. */
  readonly notes?: readonly string[];
}

/** One number that a bench measured, and what it may reach at most or has to reach at least. */
export type Figure = Measured & ({ readonly limit: number } | { readonly least: number });

/** Whether a figure is what was promised. */
export function isReached(figure: Figure): boolean {
  return 'least' in figure ? figure.value >= figure.least : figure.value <= figure.limit;
}

/** Something whose speed or size is promised. */
export interface Bench {
  /** As it is named on the command line. */
  readonly name: string;
  readonly run: () => Promise<readonly Figure[]>;
}
