import type { PolicyVersion } from '../../model/policy.ts';
import type { ClauseChange, Redline, RedlineBlock } from '../../model/redline.ts';
import { openPurse } from './bounded-diff.ts';
import { compareBlocks, type BlockContext } from './compare-blocks.ts';
import { compareRules } from './compare-rules.ts';
import { flattenVersion } from './flatten-version.ts';
import { planRedline, type PlannedSection } from './plan-redline.ts';
import { summariseClause } from './summarise-clause.ts';

/** What changed from one version of a policy to another, in the words of both and bounded in its cost. */
export function redlineVersions(from: PolicyVersion, to: PolicyVersion): Redline {
  const context: BlockContext = { purse: openPurse(), nextTable: 0 };
  const plan = planRedline(flattenVersion(from), flattenVersion(to), context.purse);
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

/** Ids of the new text are taken first, so that no clause that is gone can stand in for one that is there. */
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
