import { imagePath } from '../../parse/list-references.ts';
import type { DocumentRule, Violation } from '../rule.ts';

export const imageUnknown: DocumentRule = {
  code: 'policy/image-unknown',
  severity: 'error',
  requirement:
    'An image that a policy shows is in the assets of the book and has words for whoever cannot see it.',

  *check({ policies, assets }) {
    for (const { references, source } of policies.flatMap(({ versions }) => versions)) {
      for (const { url, alternative, line, column } of references.images) {
        const words = describe(url, alternative, assets);
        if (words) yield { at: { file: source.file, line, column }, ...words };
      }
    }
  },
};

function describe(
  url: string,
  alternative: string,
  assets: readonly string[],
): Pick<Violation, 'problem' | 'remedy'> | undefined {
  const image = imagePath(url);
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
