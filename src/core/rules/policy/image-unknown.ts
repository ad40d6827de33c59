import { imagePath } from '../../parse/list-references.ts';
import { fill, report, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  outside: report(
    'The image "{image}" is outside the book.',
    'Put it into content/assets and write ../assets/<name>.',
  ),
  missing: report(
    'content/assets does not contain the image "{image}".',
    'Add the file, or correct its name.',
  ),
  unlabelled: report(
    'The image "{image}" has no text in its brackets.',
    'Write what it shows: ![what it shows](../assets/<name>).',
  ),
};

export const imageUnknown: DocumentRule = {
  code: 'policy/image-unknown',
  severity: 'error',
  requirement:
    'An image of a policy is in the assets of the book and has a text for readers who cannot see it.',
  messages,
  example: {
    good: ['![The layers of access](../assets/layers.svg)'],
    bad: ['![The layers of access](../assets/layer.svg)'],
  },

  *check({ policies, assets }) {
    for (const { references, source } of policies.flatMap(({ versions }) => versions)) {
      for (const { url, alternative, line, column } of references.images) {
        const fault = findFault(url, alternative, assets);
        if (fault) yield { at: { file: source.file, line, column }, ...fault };
      }
    }
  },
};

function findFault(
  url: string,
  alternative: string,
  assets: readonly string[],
): DocumentMessage | undefined {
  const image = imagePath(url);
  if (image === undefined) return fill(messages.outside, { image: url });
  if (!assets.some((asset) => asset.endsWith(`/assets/${image}`))) {
    return fill(messages.missing, { image });
  }
  return alternative.trim() === '' ? fill(messages.unlabelled, { image }) : undefined;
}
