import path from 'node:path';
import { landingsOfSample } from '#core/changes/follow-ups/land-follow-ups.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { RecordHistory } from '#core/model/record-history.ts';
import type { Content } from '#core/parse/parse-content.ts';
import type { Settings } from '#core/schemas/settings.ts';
import { readRecordHistory } from '#sources/git/read-record-history.ts';
import { cacheFolder } from './engine.ts';
import { listSigners } from './load-histories.ts';

interface LandingsOrder extends Pick<Content, 'followUps' | 'answers' | 'people'> {
  /** The content folder. */
  readonly directory: string;
  readonly settingsFile: string;
}

/** Finds out when the records of a book landed in it; of a book without records nothing is read. */
export async function loadLandings(
  { sample, policies: { branch }, timeZone }: Settings,
  { directory, settingsFile, followUps, answers, people }: LandingsOrder,
): Promise<{
  readonly history?: RecordHistory;
  readonly diagnostics: readonly Diagnostic[];
}> {
  if (followUps.length + answers.length === 0) return { diagnostics: [] };
  if (sample) return { history: landingsOfSample(sample.landed, followUps), diagnostics: [] };
  const { history, obstacle } = await readRecordHistory({
    directory,
    branch,
    signers: listSigners(people?.value ?? {}),
    timeZone,
    cache: path.join(cacheFolder, 'commits'),
    cleanMerges: path.join(cacheFolder, 'merges'),
  });
  if (!obstacle) return { history, diagnostics: [] };
  const unread: Diagnostic = {
    code: 'book/landings-unknown',
    severity: 'warning',
    at: { file: settingsFile, line: 1 },
    problem: `When follow-ups landed in the book is not known. ${obstacle.message}`,
    remedy: obstacle.remedy,
  };
  return { history, diagnostics: [unread] };
}
