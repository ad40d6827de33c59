import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Nodes } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import { expect, test } from 'vitest';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';
import { splitFrontmatter } from '#core/parse/split-frontmatter.ts';

const content = path.join(import.meta.dirname, '../../../content');
const texts = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(?:policies|archive|changes)\/.*\.mdx$/.test(file),
);

/** The tree without what the two parsers may put differently: positions and their private data. */
function outline(node: Nodes): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === 'position' || key === 'data' ? undefined : value,
    ),
  );
}

/** remark-mdx leaves a tag alone in a paragraph inside that paragraph; MDX itself then unwraps it. */
function unwrap(node: unknown): unknown {
  const { children, ...rest } = node as { type: string; children?: unknown[] };
  if (!children) return node;
  return {
    ...rest,
    children: children.map(unwrap).flatMap((child) => {
      const inner = (child as { type: string; children?: { type: string }[] }).children ?? [];
      const isOnlyMdx =
        (child as { type: string }).type === 'paragraph' &&
        inner.length > 0 &&
        inner.every(({ type }) => type === 'mdxJsxTextElement' || type === 'mdxTextExpression');
      return isOnlyMdx
        ? inner.map((one) => ({ ...one, type: one.type.replace('Text', 'Flow') }))
        : [child];
    }),
  };
}

test('there are texts to compare', () => {
  expect(texts.length).toBeGreaterThan(12);
});

test.for(texts)('%s has the same tree by Sätteri and by remark', (file) => {
  const text = readFileSync(path.join(content, file), 'utf8');
  const split = splitFrontmatter({ file, text });
  if (!('document' in split)) throw new Error(`${file} has no fence.`);
  const { body } = split.document;
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  expect(outline(parsed.tree)).toEqual(
    unwrap(outline(remark().use(remarkGfm).use(remarkMdx).parse(body))),
  );
});
