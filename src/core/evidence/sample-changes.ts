import { createHash } from 'node:crypto';
import type { Book, JudgedChange } from '../model/book.ts';
import {
  drawSample,
  typeOfUnit,
  type Sample,
  type SampleOrder,
  type SampleUnit,
} from '../model/draw-sample.ts';
import { isWithin, type DaySpan } from '../model/span.ts';

/** A change as a unit of the population. */
export interface SampledChange extends SampleUnit {
  readonly change: JudgedChange;
}

export type ChangeSample = Sample<SampledChange>;

/** The changes of a period as a population, in the order of the register. */
export function listPopulation({ changes }: Book, span: DaySpan): SampledChange[] {
  return changes
    .filter(({ record }) => isWithin(record.day, span))
    .map((change) => ({ id: change.record.id, type: typeOfUnit(change.record), change }));
}

export function sampleChanges(
  population: readonly SampledChange[],
  order: SampleOrder,
): ChangeSample {
  return drawSample(population, order, (text) => createHash('sha256').update(text).digest('hex'));
}
