import type { RawCommit, RawHistory } from '../model/raw-commit.ts';
import type { SourceFile } from '../model/source-file.ts';
import { canonicalJson } from './canonical-json.ts';
import type { JudgeInputs } from './judge-inputs.ts';
import type { PackFile, PackOrder } from './pack.ts';
import { safePath } from './safe-path.ts';

/** Where the inputs of the judge are in a pack. */
export const judgePlaces = {
  order: 'judge/order.json',
  book: (file: string) => `judge/book/${safePath(file)}`,
  history: (repository: string) => `judge/histories/${repository}.jsonl`,
  /** An export of a forge, or the deployments of a pipeline, as it was read. */
  evidence: (repository: string, place: number) => `judge/evidence/${repository}-${place}`,
};

/** What another system wrote down, which is copied into the pack byte by byte. */
export interface EvidenceFile {
  /** As the settings name it. */
  readonly file: string;
  readonly digest: string;
  readonly path: string;
}

/** The parts of the order beside the repositories. Landings and texts of git are data that the loader made. */
const kept = [
  'asOf',
  'isToday',
  'isPast',
  'engine',
  'policyHistory',
  'comparedWith',
  'recordHistory',
] as const;

/** Everything that the judge read, from which the rest of the pack can be made again. */
export function* judgeFiles({ inputs }: PackOrder): Iterable<PackFile> {
  yield { path: judgePlaces.order, bytes: canonicalJson(describeOrder(inputs)) };
  for (const { file, text } of listTexts(inputs)) {
    yield { path: judgePlaces.book(file), bytes: text };
  }
  for (const history of inputs.histories) {
    yield { path: judgePlaces.history(history.repository), bytes: printHistory(history) };
  }
}

/** The exports and deployments that a book was judged with, in the order of its repositories. */
export function listEvidence({ order: { evidence = [] } }: JudgeInputs): EvidenceFile[] {
  return evidence.flatMap(({ repository, forgeExports, deployments }) =>
    [...forgeExports, ...(deployments ? [deployments] : [])].map(({ file, digest }, index) => ({
      file,
      digest,
      path: judgePlaces.evidence(repository, index + 1),
    })),
  );
}

/** The files of the book, without the histories and exports that it contains, which have files of their own. */
function listTexts({ folder: { files }, content, order }: JudgeInputs): SourceFile[] {
  const { repositories = [] } = content.settings?.value ?? {};
  const recorded = repositories.flatMap((one) => one.recorded ?? []);
  const exported = new Set(
    (order.evidence ?? []).flatMap(({ forgeExports, deployments }) => [
      ...forgeExports.map(({ file }) => file),
      ...(deployments ? [deployments.file] : []),
    ]),
  );
  return files.filter(
    ({ file }) => !exported.has(file) && !recorded.some((one) => file.startsWith(`${one}/`)),
  );
}

function describeOrder(inputs: JudgeInputs) {
  const { folder, gates, order } = inputs;
  const evidence = listEvidence(inputs);
  return {
    folder: folder.folder,
    assets: folder.assets,
    texts: listTexts(inputs).map(({ file }) => ({ file, path: judgePlaces.book(file) })),
    gates,
    repositories: inputs.histories.map(({ repository }) => repository),
    ...Object.fromEntries(kept.map((key) => [key, order[key] ?? null])),
    evidence: (order.evidence ?? []).map(
      ({ repository, forgeExports, deployments, cleanMerges, dependencies, isPartial = false }) => {
        const filed = (wanted: string) =>
          evidence.find(
            ({ file, path }) => file === wanted && path.startsWith(`judge/evidence/${repository}-`),
          )?.path;
        return {
          repository,
          forgeExports: forgeExports.map(({ file }) => ({ file, path: filed(file) })),
          deployments: deployments
            ? { file: deployments.file, path: filed(deployments.file) }
            : null,
          cleanMerges,
          dependencies: dependencies ?? null,
          isPartial,
        };
      },
    ),
  };
}

/** A commit of a history, a line each. What a merge brought in comes before it. */
export interface HistoryLine {
  readonly commit: RawCommit;
  /** Whether it is on the first-parent line. */
  readonly isOnLine: boolean;
}

// Long enough for an efficient write.
const linesInOnePiece = 512;

function* printHistory(history: RawHistory): Iterable<string> {
  const { repository, branch } = history;
  let piece = [canonicalJson({ repository, branch })];
  for (const line of listCommits(history)) {
    piece.push(canonicalJson(line));
    if (piece.length < linesInOnePiece) continue;
    yield `${piece.join('\n')}\n`;
    piece = [];
  }
  if (piece.length > 0) yield `${piece.join('\n')}\n`;
}

/** Every commit of a history; what a merge brought in comes before it. */
export function* listCommits({ line, merged }: RawHistory): Iterable<HistoryLine> {
  for (const commit of line) {
    for (const part of merged[commit.id] ?? []) yield { commit: part, isOnLine: false };
    yield { commit, isOnLine: true };
  }
}
