import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { listEvidenceAssets } from '#core/evidence/document-files.ts';
import { listEvidence } from '#core/evidence/judge-files.ts';
import { assembleInputs } from '#core/evidence/judge-inputs.ts';
import { packFiles } from '#core/evidence/pack-files.ts';
import type { PackOrder, PackParameters } from '#core/evidence/pack.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import { checkCommits } from './check-commits.ts';
import { digestJudge, readVerifier } from './judge-digest.ts';
import { parseJson, readInputs } from './read-inputs.ts';
import type { Faults, ReadPack } from './read-pack.ts';

/** The part of `population.json` by which a pack can be made again. */
interface PackedPopulation {
  readonly asOf: string;
  readonly engine: string;
  readonly marks: readonly string[];
  readonly records: number;
  readonly parameters: {
    readonly [Key in keyof PackParameters]-?: Exclude<PackParameters[Key], undefined> | null;
  };
}

/** What a pack states about itself. Throws where it states nothing. */
export function readPopulation({ read }: ReadPack): PackedPopulation {
  return parseJson(read('population.json')) as PackedPopulation;
}

/** A pack that was judged again. */
export interface JudgedPack {
  readonly order: PackOrder;
  /** Commits whose bytes are not those that were judged, and files that follow from others in another way. */
  readonly faults: Faults;
}

/** Judges the book of a pack again and compares every file with what follows from that. */
export async function checkContents(pack: ReadPack): Promise<JudgedPack> {
  const { parameters, engine } = readPopulation(pack);
  const inputs = readInputs(pack.read);
  const { book, diagnostics } = assembleInputs(inputs);
  if (!book) throw new Error(`its book cannot be read: ${formatDiagnostics(diagnostics)}`);
  const { from, until, framework, ranBy, engineDigest, signer } = parameters;
  if (from === null || until === null || engineDigest === null) {
    throw new Error('population.json has no period');
  }
  const order: PackOrder = {
    ...{ book, inputs, from, until, engineDigest },
    verifier: await readVerifier(),
    ...(framework !== null && { framework }),
    ...(ranBy !== null && { ranBy }),
    ...(signer !== null && { signer }),
  };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isOtherEngine = engineDigest !== (await digestJudge());
  const altered = compareFiles(order, pack);
  return {
    order,
    faults: [
      ...errors.map(({ problem }) => `Its book has a fault: ${problem}`),
      ...checkHistories(order, pack),
      ...(altered.length > 0 && isOtherEngine
        ? [
            `It was made by ${engine} with other rules than this engine has; verify it with that one.`,
          ]
        : []),
      ...altered,
    ],
  };
}

function compareFiles(order: PackOrder, { read, files }: ReadPack): Faults {
  const faults: string[] = [];
  const known = new Set<string>();
  const listed = new Set(files);
  for (const { path: file, bytes } of packFiles(order)) {
    known.add(file);
    if (!listed.has(file)) {
      faults.push(`${file} is missing: it follows from what was judged.`);
      continue;
    }
    const own =
      typeof bytes === 'string' || bytes instanceof Uint8Array ? bytes : [...bytes].join('');
    if (!read(file).equals(Buffer.from(own as string))) {
      faults.push(`${file} is not what follows from judging again.`);
    }
  }
  const copied = [
    ...listEvidence(order.inputs),
    ...listEvidenceAssets(order),
    ...order.inputs.histories.map(({ repository }) => ({ path: `commits/${repository}.batch` })),
    ...changesOf(order).flatMap(({ record: { id, commit } }) =>
      commit === undefined ? [] : [{ path: `records/${id}.commit` }],
    ),
  ];
  for (const { path: file } of copied) {
    known.add(file);
    if (!listed.has(file)) faults.push(`${file} is missing: it was judged.`);
  }
  const others = files.filter((file) => !known.has(file));
  return [...faults, ...others.map((file) => `${file} does not belong to the pack.`)];
}

function checkHistories(order: PackOrder, { read, files }: ReadPack): Faults {
  const listed = new Set(files);
  return order.inputs.histories.flatMap((history) => {
    const { repository } = history;
    const changes = new Map(
      changesOf(order)
        .filter(({ record }) => record.repository === repository)
        .map(({ record }) => [record.commit, record.id]),
    );
    const faults: string[] = [];
    const found = checkCommits(history, read(`commits/${repository}.batch`), ({ id, bytes }) => {
      const change = changes.get(id);
      const beside = `records/${change ?? ''}.commit`;
      // One that is missing is reported with the other files.
      if (!listed.has(beside) || read(beside).equals(bytes)) return;
      faults.push(`${beside} is not the commit ${id}.`);
    });
    return [...found, ...faults];
  });
}
