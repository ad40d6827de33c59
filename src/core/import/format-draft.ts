import { quote, type HeadField } from './head-fields.ts';
import type { HistoryRow } from './inspect-draft.ts';

export interface DraftParts {
  /** YAML by field, as far as the document says it. */
  readonly fields: ReadonlyMap<HeadField, string>;
  readonly status: string;
  readonly history?: readonly HistoryRow[];
  /** What no field can hold, as comments. */
  readonly asides: readonly string[];
  readonly body: string;
}

const before = ['title', 'version'] as const;
const after = [
  'classification',
  'owner',
  'effective',
  'nextReview',
  'reviewEvery',
  'appliesTo',
] as const;

/** The file of a draft. A field of which the document says nothing is left out. */
export function formatDraft({ fields, status, history, asides, body }: DraftParts): string {
  const line = (name: HeadField) => {
    const yaml = fields.get(name);
    return yaml === undefined ? [] : [`${name}: ${yaml}`];
  };
  return [
    '---',
    ...before.flatMap(line),
    `status: ${status}`,
    ...after.flatMap(line),
    ...(history ? ['history:', ...history.flatMap(formatRow)] : []),
    ...asides.map((aside) => `# ${aside}`),
    '---',
    '',
    body,
    '',
  ].join('\n');
}

function formatRow({ version, date, author, summary }: HistoryRow): string[] {
  return [
    `  - version: ${quote(version)}`,
    `    date: ${date}`,
    ...(author === undefined ? [] : [`    # by: the document says "${author}".`]),
    ...(summary === undefined ? [] : [`    summary: ${quote(summary)}`]),
  ];
}
