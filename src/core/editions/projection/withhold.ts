import type { Settings } from '../../schemas/settings.ts';

/** A word or phrase that customers do not see, and what they read in its place. */
export type Withholding = NonNullable<Settings['editions']['public']>['withhold'][number];

const markdownSigns = /[\\`*_{}[\]<>|]/g;

/**
 * Replaces withheld phrases, longest first: whole words only, in any case, over any white space. A phrase in another
 * form (split by a mark, spelt with hyphens) stays and is for the check afterwards to find.
 */
export function withhold(
  text: string,
  phrases: readonly Withholding[],
  form: 'plain' | 'markdown',
): string {
  const ordered = phrases
    .filter((one) => one.text.trim() !== '')
    .sort((a, b) => b.text.length - a.text.length);
  if (ordered.length === 0) return text;
  const alternatives = ordered.map((one) => `(${patternOf(one.text)})`).join('|');
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{M}\p{N}])(?:${alternatives})(?![\p{L}\p{M}\p{N}])`,
    'giu',
  );
  return text.replaceAll(pattern, (...match: unknown[]) => {
    const index = match.slice(1, 1 + ordered.length).findIndex((group) => group !== undefined);
    const words = ordered[index]?.with ?? '';
    return form === 'plain' ? words : words.replaceAll(markdownSigns, String.raw`\$&`);
  });
}

function patternOf(phrase: string): string {
  return phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
}
