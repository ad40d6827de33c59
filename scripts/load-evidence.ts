import path from 'node:path';
import type { RepositoryEvidence } from '#core/changes/forges/evidence.ts';
import { listMergesToCheck, type MergesInput } from '#core/changes/forges/list-merges-to-check.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { parseForgeExport } from '#core/changes/forges/parse-forge-export.ts';
import { readCleanMerges } from '#sources/git/read-clean-merges.ts';
import { readForgeExports, type ExportOrder } from '#sources/read-forge-exports.ts';

export interface EvidenceOrder extends ExportOrder, Omit<MergesInput, 'forgeExports'> {
  readonly gitDir: string;
  /** Where answers of git are kept between runs. */
  readonly cacheFolder: string;
}

/** Reads what other systems say of a repository: its forge's exports and its pipeline's deployments. */
export async function loadEvidence({
  history,
  people,
  followUps,
  gitDir,
  cacheFolder,
  ...order
}: EvidenceOrder): Promise<{
  readonly evidence: RepositoryEvidence;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const files = await readForgeExports(order);
  const parsed = files.forgeExports.map(parseForgeExport);
  const forgeExports = parsed.flatMap((one) => (one.export ? [one.export] : []));
  const pipeline = files.deployments && parseDeployments(files.deployments);
  const merges = listMergesToCheck({ history, forgeExports, people, followUps });
  const diagnostics = [
    ...files.diagnostics,
    ...parsed.flatMap((one) => one.diagnostics),
    ...(pipeline?.diagnostics ?? []),
  ];
  return {
    evidence: {
      repository: order.repository.id,
      forgeExports,
      ...(pipeline?.deployments && { deployments: pipeline.deployments }),
      cleanMerges: await readCleanMerges(gitDir, merges, path.join(cacheFolder, 'merges')),
      ...(diagnostics.some(({ severity }) => severity === 'error') && { isPartial: true }),
    },
    diagnostics,
  };
}
