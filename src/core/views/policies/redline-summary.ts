import { describeRedline } from '../../history/redline/describe-redline.ts';
import { changeAnchor, numberChanges } from '../../history/render-redline.ts';
import type { Redline } from '../../model/redline.ts';
import { link, type Content } from '../content.ts';
import { tableContent, type Column } from '../table.ts';

/** The summary above a redline. */
export interface RedlineSummary {
  /** "From 1.1 to 1.2: 12 clauses changed, 6 added; 20 rules changed." */
  readonly headline: string;
  readonly bound?: string;
  /** In the order of the text. */
  readonly clauses: readonly { readonly anchor: string; readonly text: string }[];
  readonly rules: readonly string[];
  /** How many changes the keys step through. */
  readonly changes: number;
  readonly firstChange: string;
}

/** The description of a redline with an anchor for each clause; the opening has no heading to lead to. */
export function summariseRedline(redline: Redline): RedlineSummary {
  const { headline, clauses, rules, bound } = describeRedline(redline);
  const { blocks, count } = numberChanges(redline.blocks);
  const opening = blocks.find(({ block, change }) => block.clause === '' && change !== undefined);
  return {
    headline,
    ...(bound !== undefined && { bound }),
    clauses: clauses.map(({ anchor, text }) => ({
      anchor: anchor === '' ? changeAnchor(opening?.change ?? 1) : anchor,
      text,
    })),
    rules: rules.map((rule) => rule.charAt(0).toUpperCase() + rule.slice(1)),
    changes: count,
    firstChange: changeAnchor(1),
  };
}

/** What became of each clause, with links into the text. */
export function clausesTable({ clauses }: RedlineSummary): Content {
  const column: Column<RedlineSummary['clauses'][number]> = {
    label: 'What became of each clause',
    isHead: true,
    style: 'wide',
    cell: ({ anchor, text }) => link(`#${anchor}`, text),
  };
  return tableContent([column], clauses, {
    caption: 'Clauses that differ, in the order of the text',
  });
}
