import { createHash } from 'node:crypto';
import { listBranches } from '../changes/population/check-checkpoints.ts';
import { canonicalJson } from './canonical-json.ts';
import { packSchemaVersion, type PackFile, type PackOrder } from './pack.ts';

/** Where each branch ends, and the digest of what earlier packs ended on: a later pack has to extend both. */
export function* checkpointFiles(order: PackOrder): Iterable<PackFile> {
  const { asOf, engine } = order.book;
  const earlier = earlierCheckpoints(order);
  const checkpoint = {
    schemaVersion: packSchemaVersion,
    asOf,
    engine,
    previous:
      earlier === ''
        ? null
        : {
            lines: earlier.trimEnd().split('\n').length,
            sha256: createHash('sha256').update(`${earlier.trimEnd()}\n`).digest('hex'),
          },
    branches: listBranches(order.book, order.inputs.histories),
  };
  yield { path: 'checkpoint.json', bytes: canonicalJson(checkpoint) };
}

/** The text of checkpoints.jsonl; empty where the book has none yet. */
export function earlierCheckpoints({ inputs: { folder } }: PackOrder): string {
  const name = `${folder.folder}/checkpoints.jsonl`;
  return folder.files.find(({ file }) => file === name)?.text ?? '';
}
