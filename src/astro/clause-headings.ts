import type { HastPluginEntry } from 'satteri';
import { createClauseNumbering } from '#core/parse/clauses.ts';

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Gives the headings of a policy the ids of their clauses, and a link with the number before the title. */
export const clauseHeadings: HastPluginEntry = () => {
  const clauseOf = createClauseNumbering();
  return {
    name: 'policybook:clause-headings',
    element: {
      filter: headings,
      visit(node, context) {
        const text = context.textContent(node);
        const { id, number, title } = clauseOf({ depth: Number(node.tagName.slice(1)), text });
        const link = {
          type: 'element' as const,
          tagName: 'a',
          properties: { className: ['clause-number'], href: `#${id}` },
          children: number === undefined ? [] : [{ type: 'text' as const, value: number }],
        };
        const [first, ...rest] = node.children;
        const prefix = text.length - title.length;
        const isPrefixed = first?.type === 'text' && first.value.length > prefix;
        const titled = isPrefixed
          ? [{ ...first, value: first.value.slice(prefix) }, ...rest]
          : node.children;
        context.replaceNode(node, {
          ...node,
          properties: { ...node.properties, id },
          // The space keeps number and title apart where a search index joins them.
          children: [link, { type: 'text' as const, value: ' ' }, ...titled],
        });
      },
    },
  };
};
