import type { ChangeRecord } from '../../model/change-record.ts';

export const riskLevels = ['none', 'low', 'medium', 'high'] as const;
type RiskLevel = (typeof riskLevels)[number];

/** What a risk is rated for. */
type RiskPart = 'availability' | 'security' | 'data';

/** The ratings that a risk states. A part that is rated twice, and differently, is not rated. */
export interface RiskRating {
  readonly parts: Readonly<Partial<Record<RiskPart, RiskLevel>>>;
  /** The highest rating; absent where nothing is rated. */
  readonly highest?: RiskLevel;
}

const part = String.raw`(?:availability|security|data)`;
const list = String.raw`${part}(?:(?:\s*,\s*|\s*,?\s+and\s+|\s*&\s*)${part})*`;
const level = String.raw`(?:none|low|medium|high)`;

const eachPart = new RegExp(part, 'g');

// "availability low", "Security: medium", "availability, security and data all low"
const partsFirst = new RegExp(
  String.raw`\b(?<parts>${list})(?:\s*[:=]\s*|\s+(?:is|are|all|each)\s+|\s+)(?<level>${level})\b`,
  'gi',
);
// "low for availability, security and data"
const levelFirst = new RegExp(String.raw`\b(?<level>${level})\s+for\s+(?<parts>${list})\b`, 'gi');
// "high", "Medium: one more query"
const alone = new RegExp(String.raw`^(?<level>${level})(?![\w-])(?!\s+for\b)`, 'i');

/** Reads the ratings of a risk, strictly: only the four levels, each beside what it rates. */
export function parseRisk(text: string): RiskRating {
  const found = new Map<RiskPart, Set<RiskLevel>>();
  for (const pattern of [partsFirst, levelFirst]) {
    for (const { groups } of text.matchAll(pattern)) {
      for (const name of (groups?.['parts'] ?? '').toLowerCase().match(eachPart) ?? []) {
        const levels = found.get(name as RiskPart) ?? new Set<RiskLevel>();
        found.set(name as RiskPart, levels.add(levelOf(groups?.['level'])));
      }
    }
  }
  const whole = alone.exec(text.trim())?.groups?.['level'];
  const stated = [...found.values()].flatMap((levels) => [...levels]);
  if (whole !== undefined && stated.length === 0) stated.push(levelOf(whole));
  const highest = riskLevels.findLast((one) => stated.includes(one));
  const agreed = [...found].filter(([, levels]) => levels.size === 1);
  return {
    parts: Object.fromEntries(agreed.map(([name, levels]) => [name, [...levels][0]])),
    ...(highest && { highest }),
  };
}

/** The ratings of a change; nothing is rated where it states no risk. */
export function riskOf({ fields: { risk } }: ChangeRecord): RiskRating {
  if (!risk) return unrated;
  // Several rules need the rating of one change.
  const known = ratings.get(risk);
  if (known) return known;
  const rating = parseRisk(risk.value);
  ratings.set(risk, rating);
  return rating;
}

const unrated: RiskRating = { parts: {} };
const ratings = new WeakMap<object, RiskRating>();

function levelOf(text: string | undefined): RiskLevel {
  return (text ?? 'none').toLowerCase() as RiskLevel;
}
