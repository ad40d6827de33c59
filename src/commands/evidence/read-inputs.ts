import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { judgePlaces, type HistoryLine } from '#core/evidence/judge-files.ts';
import type { JudgeInputs } from '#core/evidence/judge-inputs.ts';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import type { JudgingOrder } from '#core/assemble-book.ts';
import type { RepositoryEvidence } from '#core/model/forge-pull.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { digestFile } from '#sources/read-forge-exports.ts';

/** The bytes of a file of the pack; throws for one that its sums do not list. */
export type ReadPacked = (file: string) => Buffer;

interface FiledEvidence {
  readonly file: string;
  readonly path: string;
}

/** `judge/order.json`, as `judgeFiles` writes it. */
interface PackedOrder {
  readonly folder: string;
  readonly assets: readonly string[];
  readonly texts: readonly FiledEvidence[];
  readonly gates: JudgeInputs['gates'];
  readonly repositories: readonly string[];
  readonly evidence: readonly {
    readonly repository: string;
    readonly forgeExports: readonly FiledEvidence[];
    readonly deployments: FiledEvidence | null;
    readonly cleanMerges: RepositoryEvidence['cleanMerges'];
    readonly dependencies: NonNullable<RepositoryEvidence['dependencies']> | null;
    readonly isPartial: boolean;
  }[];
  readonly [key: string]: unknown;
}

/** Reads from a pack what its book was judged from. Throws where a file is missing or has another shape. */
export function readInputs(read: ReadPacked): JudgeInputs {
  const packed = parseJson(read(judgePlaces.order)) as PackedOrder;
  const { folder, assets, texts, gates, repositories, evidence, ...order } = packed;
  const files = texts.map(({ file, path }) => ({ file, text: read(path).toString('utf8') }));
  const contents = { folder, assets, files };
  return {
    folder: contents,
    content: parseContent(contents),
    gates,
    histories: repositories.map((repository) => readHistory(read(judgePlaces.history(repository)))),
    order: {
      ...(Object.fromEntries(
        Object.entries(order).filter(([, value]) => value !== null),
      ) as unknown as JudgingOrder),
      evidence: evidence.map((one) => readEvidence(one, read)),
    },
  };
}

export function parseJson(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8'));
}

function readEvidence(
  {
    repository,
    forgeExports,
    deployments,
    cleanMerges,
    dependencies,
    isPartial,
  }: PackedOrder['evidence'][number],
  read: ReadPacked,
): RepositoryEvidence {
  const pipeline =
    deployments && parseDeployments(digestFile(deployments.file, read(deployments.path)));
  return {
    repository,
    forgeExports: forgeExports.flatMap(
      ({ file, path }) => parseForgeExport(digestFile(file, read(path))).export ?? [],
    ),
    ...(pipeline?.deployments && { deployments: pipeline.deployments }),
    cleanMerges,
    ...(dependencies && { dependencies }),
    ...(isPartial && { isPartial }),
  };
}

function readHistory(bytes: Buffer): RawHistory {
  const [head = '', ...lines] = bytes.toString('utf8').trimEnd().split('\n');
  const { repository, branch } = JSON.parse(head) as Pick<RawHistory, 'repository' | 'branch'>;
  const line: RawCommit[] = [];
  const merged: Record<string, readonly RawCommit[]> = {};
  let brought: RawCommit[] = [];
  for (const text of lines) {
    const { commit, isOnLine } = JSON.parse(text) as HistoryLine;
    if (!isOnLine) {
      brought.push(commit);
      continue;
    }
    line.push(commit);
    if (commit.parents.length > 1) merged[commit.id] = brought;
    brought = [];
  }
  return { repository, branch, line, merged };
}
