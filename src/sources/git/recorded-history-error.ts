import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';

/** A recorded history that cannot become a repository; the faults are its author's to mend. */
export class RecordedHistoryError extends Error {
  override readonly name = 'RecordedHistoryError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const [first] = diagnostics;
    const place = first ? `${first.at.file}:${first.at.line} ${first.problem}` : '';
    super(`The recorded history has ${diagnostics.length} faults; the first: ${place}`);
    this.diagnostics = diagnostics;
  }
}
