import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import type { DocumentRule, Violation } from '../rule.ts';

export const imageUnknown: DocumentRule = {
  code: 'policy/image-unknown',
  severity: 'error',
  requirement:
    'An image that a policy shows is in the assets of the book and has words for whoever cannot see it.',

  *check({ policies, assets }) {
    for (const { body, bodyLine, source } of policies.flatMap(({ versions }) => versions)) {
      const parsed = parseMarkdown(body);
      if ('fault' in parsed) continue;
      const found: Violation[] = [];
      visit(parsed.tree, 'image', (node) => {
        const words = describe(node.url, node.alt ?? '', assets);
        const { line = 1, column = 1 } = node.position?.start ?? {};
        if (words)
          found.push({ at: { file: source.file, line: line + bodyLine - 1, column }, ...words });
      });
      yield* found;
    }
  },
};

function describe(
  url: string,
  alternative: string,
  assets: readonly string[],
): Pick<Violation, 'problem' | 'remedy'> | undefined {
  const image = /^\.\.\/assets\/(.+)$/.exec(url)?.[1];
  if (image === undefined) {
    return {
      problem: `The image "${url}" lies outside the book.`,
      remedy: 'Put it into content/assets and write ../assets/<name>.',
    };
  }
  if (!assets.some((asset) => asset.endsWith(`/assets/${image}`))) {
    return {
      problem: `There is no image "${image}" in content/assets.`,
      remedy: 'Add the file, or mend its name.',
    };
  }
  return alternative.trim() === ''
    ? {
        problem: `The image "${image}" has no words in its brackets.`,
        remedy: 'Write what it shows: ![what it shows](../assets/<name>).',
      }
    : undefined;
}
