import type { RecordField } from '../../model/change-record.ts';

/** The headings of pull-request templates that count, in lower case without punctuation. A closed list. */
const headings: Readonly<Partial<Record<RecordField, readonly string[]>>> = {
  type: ['type', 'change type', 'type of change'],
  kind: ['kind', 'change kind', 'kind of change'],
  category: ['category', 'change category', 'category of change'],
  reason: [
    'reason',
    'reason for change',
    'reason for the change',
    'reason for this change',
    'why',
    'motivation',
    'justification',
  ],
  risk: ['risk', 'risks', 'risk assessment', 'risk analysis', 'risk and impact', 'impact analysis'],
  rollback: [
    'rollback',
    'roll back',
    'rollback plan',
    'roll back plan',
    'rollback procedure',
    'backout plan',
    'back out plan',
    'how to roll back',
  ],
  tested: [
    'tested',
    'testing',
    'tests',
    'test plan',
    'test evidence',
    'testing done',
    'how was this tested',
    'how has this been tested',
  ],
  staging: ['staging', 'staging verification', 'verified in staging', 'tested in staging'],
  'requested-at': ['requested at'],
  ticket: ['ticket', 'issue'],
  incident: ['incident'],
  'caused-by': ['caused by'],
  restores: ['restores'],
  vulnerability: ['vulnerability'],
  'ai-component': ['ai component'],
  'ai-provider': ['ai provider'],
  'ai-eval-before': ['ai eval before', 'ai evaluation before'],
  'ai-eval-after': ['ai eval after', 'ai evaluation after'],
  'ai-isolation': ['ai isolation'],
  'ai-dpa': ['ai dpa'],
  'ai-security-impact': ['ai security impact'],
};

const stagingBoxes = new Set([
  'staging',
  'ran in staging',
  'tested in staging',
  'verified in staging',
  'deployed to staging',
]);

const byHeading = new Map(
  Object.entries(headings).flatMap(([field, names]) =>
    names.map((name) => [name, field as RecordField] as const),
  ),
);

/** The field that a heading of a template stands for. */
export function fieldOfHeading(heading: string): RecordField | undefined {
  return byHeading.get(plain(heading));
}

/** Whether a check box says that the change ran in staging. */
export function isStagingBox(label: string): boolean {
  return stagingBoxes.has(plain(label));
}

/** Whether a field holds one choice of several, as check boxes offer them. */
export function isChoice(field: RecordField): boolean {
  return field === 'type' || field === 'kind' || field === 'category';
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');
}
