import { checkpointFiles } from './checkpoint-files.ts';
import { documentFiles } from './document-files.ts';
import { guideFiles } from './guide-files.ts';
import { inTotoFiles } from './in-toto-files.ts';
import { judgeFiles } from './judge-files.ts';
import { oscalFiles } from './oscal-files.ts';
import { pageFiles } from './pages/page-files.ts';
import { policyFiles } from './policy-files.ts';
import { populationFiles } from './population-files.ts';
import { parquetFiles } from './parquet-file.ts';
import { recordFiles } from './record-files.ts';
import { registerParts } from './register-parts.ts';
import { resultFiles } from './result-files.ts';
import type { PackFile, PackOrder, PackPart } from './pack.ts';

/** Every kind of files that follows from the book. What is copied byte by byte is added where the pack is written. */
const parts: readonly PackPart[] = [
  populationFiles,
  recordFiles,
  parquetFiles,
  registerParts,
  oscalFiles,
  inTotoFiles,
  policyFiles,
  documentFiles,
  resultFiles,
  checkpointFiles,
  judgeFiles,
  guideFiles,
  pageFiles,
];

/** The files of a pack that are made from a judged book, one after the other. */
export function* packFiles(order: PackOrder): Iterable<PackFile> {
  for (const part of parts) yield* part(order);
}
