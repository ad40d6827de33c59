/** How a test, a check or a watch ended. */
export const results = ['passed', 'failed', 'partly', 'not-run'] as const;
/** How a result compares with a baseline. */
export const comparisons = ['met', 'not-met'] as const;
/** How a change is undone. */
export const waysBack = ['revert', 'script', 'restore', 'flag', 'none'] as const;
/** The lowest first. */
export const riskLevels = ['none', 'low', 'medium', 'high'] as const;
/** What a risk is rated for where the policy does not name the parts. */
export const riskParts = ['availability', 'security', 'data'] as const;
/** What precedes the last day of an agreement. */
export const untilWord = 'until';

export type RiskLevel = (typeof riskLevels)[number];

/** All words that decide something in a record. The settings may translate each of them. */
export const closedWords = [
  ...new Set([
    ...results,
    ...comparisons,
    ...waysBack,
    ...riskLevels,
    ...riskParts,
    untilWord,
  ] as const),
];
export type ClosedWord = (typeof closedWords)[number];

/** By word, the words of the company that mean it. */
export type Translations = Readonly<Partial<Record<ClosedWord, readonly string[]>>>;

/** The form in which words are compared: case, script width and what joins them do not matter. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-');
}
