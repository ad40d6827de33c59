import type { PolicyVersion } from '../../model/policy.ts';
import type { ClauseChange, Redline, RedlineBlock, RedlineSegment } from '../../model/redline.ts';
import { createBudget } from './bounded-diff.ts';
import { compareBlocks, labelOf, type BlockContext } from './compare-blocks.ts';
import { compareRules } from './compare-rules.ts';
import { flattenVersion } from './flatten-version.ts';
import { planRedline, type PlannedSection } from './plan-redline.ts';
import { countWords } from './similarity.ts';

/** What changed from one version of a policy to another, in the words of both and bounded in its cost. */
export function redlineVersions(from: PolicyVersion, to: PolicyVersion): Redline {
  const context: BlockContext = { budget: createBudget(), nextTable: 0 };
  const plan = planRedline(flattenVersion(from), flattenVersion(to), context.budget);
  const anchorOf = createAnchors(plan);

  const blocks: RedlineBlock[] = [];
  const clauses: ClauseChange[] = [];
  for (const section of plan) {
    const anchor = anchorOf(section);
    const own = compareBlocks(section, anchor, context);
    const change = summariseClause(section, anchor, own);
    if (change) clauses.push(change);
    blocks.push(...own);
  }
  return {
    policy: to.policy,
    title: to.frontmatter.title,
    from: from.version,
    to: to.version,
    blocks,
    clauses,
    rules: compareRules(from.frontmatter, to.frontmatter),
    isCoarse: blocks.some(({ isCoarse }) => isCoarse),
  };
}

/** Ids of the new text are taken first, so that no removed clause has the anchor of a present one. */
function createAnchors(plan: readonly PlannedSection[]): (section: PlannedSection) => string {
  const taken = new Set(plan.flatMap(({ to }) => (to ? [to.id] : [])));
  return ({ from, to }) => {
    if (to) return to.id;
    let anchor = `removed-${from?.id ?? ''}`;
    while (taken.has(anchor)) anchor = `removed-${anchor}`;
    taken.add(anchor);
    return anchor;
  };
}

/** What became of a clause, or undefined where nothing did. A new number alone counts no words. */
function summariseClause(
  { from, to, isMoved, left }: PlannedSection,
  anchor: string,
  blocks: readonly RedlineBlock[],
): ClauseChange | undefined {
  const section = to ?? from;
  if (!section) return undefined;
  const insertedWords = countIn(blocks, 'inserted');
  const deletedWords = countIn(blocks, 'deleted');
  const movedBlocks =
    left + (isMoved ? 0 : blocks.filter(({ movedFrom }) => movedFrom !== undefined).length);
  const isRenumbered = from !== undefined && to !== undefined && from.number !== to.number;
  const hasChanged = movedBlocks > 0 || blocks.some(isOwnChange);

  const status = findStatus();
  if (!status) return undefined;
  return {
    anchor,
    id: section.id,
    ...(section.number !== undefined && { number: section.number }),
    title: section.title,
    status,
    ...(from && to && (isMoved || isRenumbered) && { was: labelOf(from) }),
    insertedWords,
    deletedWords,
    movedBlocks,
  };

  function findStatus(): ClauseChange['status'] | undefined {
    if (!from) return 'added';
    if (!to) return 'removed';
    if (hasChanged) return 'changed';
    if (isMoved) return 'moved';
    return isRenumbered ? 'renumbered' : undefined;
  }
}

/** Whether a block changed in more than its place and, for a heading, its number. */
function isOwnChange(block: RedlineBlock): boolean {
  if (block.status === 'unchanged' || block.status === 'moved') return false;
  if (block.kind !== 'heading' || block.formerly !== undefined) return true;
  return block.segments.some(({ status }) => status !== 'equal');
}

function countIn(blocks: readonly RedlineBlock[], wanted: RedlineSegment['status']): number {
  return blocks
    .flatMap((block) =>
      block.kind === 'row' ? block.cells.flatMap(({ segments }) => segments) : block.segments,
    )
    .filter(({ status }) => status === wanted)
    .reduce((sum, { text }) => sum + countWords(text), 0);
}
