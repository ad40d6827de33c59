import { idInWords } from './id-in-words.ts';
import type { Form } from './read-head.ts';
import { skeletonOf } from './skeleton.ts';

/** How a field of a change record is written, read and shown. */
interface FieldDefinition {
  /** Key of its trailer in a commit message. */
  readonly trailer: string;
  /** What pages and templates call it, where that is not its id in words. */
  readonly label?: string;
  /**
   * What its value is; text where absent. `choice` and `choices` are ids, which templates offer as check boxes;
   * `choices` and `list` may have several values, separated by commas or on a line each.
   */
  readonly value?: 'choice' | 'choices' | 'list' | 'moment';
  /** Its key in a follow-up. Without one it is a field of `trailers` there. */
  readonly followUp?: string;
  /** Whether a rule of its own decides which changes need it. A policy may require each of the others by name. */
  readonly hasOwnRule?: true;
  /** The form of what decides in it; free text follows. Without one all of it is free text. */
  readonly form?: Form;
  /** A value in that form, which remedies and templates show. */
  readonly example?: string;
  /** How a sentence names it, where it may point at a log, which is deleted some day. */
  readonly log?: string;
  /** Headings of templates that mean it, besides its label, its id and its trailer. */
  readonly headings?: readonly string[];
  /** Check boxes that mean it wherever they are, besides its id. */
  readonly boxes?: readonly string[];
  /** Labels of its check boxes, where the policy has none of its own. */
  readonly options?: readonly string[];
  /** Labels of other templates whose tick states that it passed, besides those of staging. */
  readonly passes?: readonly string[];
  /** What its writer has to know; templates and schemas print it. */
  readonly hint?: string;
}

/** "Unit tests", "All tests pass", "Manual testing completed" and the like, as plain words. */
function listTestLabels(): readonly string[] {
  const kinds = ['', 'all', 'automated', 'unit', 'integration', 'end to end', 'e2e', 'manual'];
  const more = ['regression', 'smoke', 'security', 'performance', 'accessibility', 'ui', 'api'];
  const nouns = ['', 'test', 'tests', 'testing'];
  const ends = ['', 'pass', 'passed', 'completed', 'done', 'added', 'green'];
  return [...kinds, ...more].flatMap((kind) =>
    nouns.flatMap((noun) =>
      ends.map((end) => [kind, noun, end].filter(Boolean).join(' ')).filter(Boolean),
    ),
  );
}

const measured = {
  form: 'measures',
  example: 'score 0.91; missed 6',
  hint: 'Each measure with its number, or met or not-met and the name of the baseline.',
} as const;

const table = {
  type: {
    trailer: 'Change-Type',
    hasOwnRule: true,
    value: 'choice',
    followUp: 'type',
    headings: ['type of change'],
  },
  kind: {
    trailer: 'Change-Kind',
    hasOwnRule: true,
    value: 'choice',
    followUp: 'kind',
    headings: ['kind of change'],
  },
  category: {
    trailer: 'Change-Category',
    hasOwnRule: true,
    value: 'choices',
    followUp: 'category',
    headings: ['category of change'],
    hint: 'One category, or several separated by commas.',
  },
  reason: {
    trailer: 'Reason',
    followUp: 'reason',
    headings: [
      'description',
      'reason for change',
      'reason for the change',
      'reason for this change',
      'why',
      'motivation',
      'justification',
    ],
    hint: 'What was wrong or missing, and for whom.',
  },
  risk: {
    trailer: 'Risk',
    followUp: 'risk',
    headings: ['risks', 'risk assessment', 'risk analysis', 'risk and impact', 'impact analysis'],
    form: 'ratings',
    hint: 'What could go wrong, and how bad it would be.',
  },
  rollback: {
    trailer: 'Rollback',
    followUp: 'rollback',
    headings: [
      'roll back',
      'rollback plan',
      'roll back plan',
      'rollback procedure',
      'backout plan',
      'back out plan',
      'how to roll back',
    ],
    form: 'way-back',
    example: 'revert; no data is touched',
    hint: 'First revert, script, restore, flag or none, two joined by +; then the file, or the steps.',
  },
  tested: {
    trailer: 'Tested',
    followUp: 'tested',
    form: 'result',
    example: 'passed; unit 212 of 212, run 8812',
    options: ['Unit tests', 'Integration tests'],
    passes: listTestLabels(),
    log: 'its tests',
    headings: [
      'testing',
      'tests',
      'test plan',
      'test evidence',
      'testing done',
      'how was this tested',
      'how has this been tested',
    ],
    hint: 'First passed, failed, partly or not-run; then what was tested.',
  },
  staging: {
    trailer: 'Staging',
    label: 'In staging',
    followUp: 'staging',
    form: 'result',
    example: 'passed; since 8 April',
    log: 'staging',
    headings: ['staging verification', 'verified in staging', 'tested in staging'],
    boxes: ['ran in staging', 'tested in staging', 'verified in staging', 'deployed to staging'],
    hint: 'First passed, failed, partly or not-run; then where and since when it was tried.',
  },
  'security-tested': {
    trailer: 'Security-Tested',
    form: 'result',
    example: 'passed; signed in with an expired token',
    hint: 'First passed, failed, partly or not-run; then how security settings were tried by themselves.',
  },
  'security-impact': {
    trailer: 'Security-Impact',
    value: 'choices',
    headings: ['security', 'security considerations', 'security review'],
    options: ['No security impact', 'Security review requested', 'Credentials or secrets involved'],
    hint: 'What it does to security; whoever asks for a review gets one before the merge.',
  },
  work: {
    trailer: 'Change-Work',
    hasOwnRule: true,
    value: 'choices',
    headings: ['kind of work'],
    hint: 'Whether it is a bug fix, a new feature, a breaking change and the like.',
  },
  'requested-at': {
    trailer: 'Requested-at',
    value: 'moment',
    followUp: 'requestedAt',
    hint: 'When it was asked for, such as 2026-03-25T14:05:00+01:00.',
  },
  ticket: { trailer: 'Ticket', form: 'ids', example: 'PLAT-377', headings: ['issue'] },
  incident: {
    trailer: 'Incident',
    followUp: 'incident',
    form: 'ids',
    example: 'INC-2026-014',
    hint: 'The number of the incident, such as INC-2026-014.',
  },
  'caused-by': {
    trailer: 'Caused-by',
    hasOwnRule: true,
    value: 'list',
    hint: 'What made it necessary: #1042, the id of the register, or a commit.',
  },
  restores: {
    trailer: 'Restores',
    hasOwnRule: true,
    value: 'list',
    hint: 'What it undoes or repairs: #1042, the id of the register, or a commit.',
  },
  vulnerability: {
    trailer: 'Vulnerability',
    hasOwnRule: true,
    value: 'list',
    hint: 'The finding, its severity and its day, such as "CVE-2026-1234; high; found 2026-03-01".',
  },
  'ai-component': {
    trailer: 'AI-Component',
    form: 'listed',
    example: 'prompts',
    hint: 'One component of the policy, or several separated by commas.',
  },
  'ai-provider': {
    trailer: 'AI-Provider',
    form: 'listed',
    example: 'northwind-models',
    hint: 'One provider of the policy, or several separated by commas.',
  },
  'ai-eval-before': {
    trailer: 'AI-Eval-Before',
    label: 'Evaluation before',
    log: 'the evaluation before',
    headings: ['ai evaluation before'],
    ...measured,
  },
  'ai-eval-after': {
    trailer: 'AI-Eval-After',
    label: 'Evaluation after',
    log: 'the evaluation after',
    headings: ['ai evaluation after'],
    ...measured,
  },
  'ai-isolation': {
    trailer: 'AI-Isolation',
    label: 'Tenant isolation',
    log: 'the isolation of tenants',
    form: 'result',
    example: 'passed; 0 of 1,200 queries crossed',
    hint: 'First passed, failed, partly or not-run; then what was checked.',
  },
  'ai-dpa': {
    trailer: 'AI-DPA',
    label: "Provider's data agreement",
    value: 'list',
    form: 'agreements',
    example: 'quillon; until 2027-01-30',
    hint: 'The provider, and the last day of its agreement.',
  },
  'ai-security-impact': { trailer: 'AI-Security-Impact' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

type Table = typeof table;

/** A field of a change record, by its id. */
export type RecordField = keyof Table;

/** The fields whose definition has a part. */
type FieldWith<Part> = {
  [Field in RecordField]: Table[Field] extends Part ? Field : never;
}[RecordField];

/** A field that a policy may require by name. */
export type FieldName = Exclude<RecordField, FieldWith<{ hasOwnRule: true }>>;
/** A field that may point at a log. */
export type LoggedField = FieldWith<{ log: string }>;
/** The key of a field in a follow-up. */
export type FollowUpKey = Table[FieldWith<{ followUp: string }>]['followUp'];

/** All fields of a record. A new field is one entry here. */
export const recordFields: Readonly<Record<RecordField, FieldDefinition>> = table;

export const allFields = Object.keys(table) as readonly RecordField[];

export const requirableFields = allFields.filter(
  (field): field is FieldName => recordFields[field].hasOwnRule === undefined,
);

export const loggedFields = allFields.filter(
  (field): field is LoggedField => recordFields[field].log !== undefined,
);

/** What pages and templates call a field. */
export function fieldInWords(field: RecordField): string {
  return recordFields[field].label ?? idInWords(field);
}

export type ApprovalCapacity = 'approved' | 'reviewed' | 'security-reviewed';

/** The trailers by which people approve, each with the capacity in which they do. They may be repeated. */
export const approvalTrailers: ReadonlyMap<string, ApprovalCapacity> = new Map([
  ['Approved-by', 'approved'],
  ['Reviewed-by', 'reviewed'],
  ['Security-reviewed-by', 'security-reviewed'],
]);

export const coAuthorTrailer = 'Co-authored-by';
/** Other keys by which tools and people name those who wrote a part. */
const coAuthorRelatives = [
  'Co-author',
  'Co-authors',
  'Co-authored',
  'Co-authored-with',
  'Co-developed-by',
  'Co-developed-with',
  'Co-developer',
  'Co-committed-by',
  'Co-written-by',
  'Authored-by',
  'Original-author',
  'Developed-by',
  'Written-by',
  'Paired-with',
  'Paired-by',
  'Pair-with',
  'Pairing-with',
  'Pair-programmed-with',
  'Pair-programmed-by',
  'Mob-programmed-with',
  'Mob-programmed-by',
  'Mobbed-with',
  'Coded-by',
  'Coded-with',
  'Contributed-by',
  'Created-by',
  'Implemented-by',
  'Programmed-by',
  'Based-on-patch-by',
  'Based-on-a-patch-by',
  'Patch-by',
];
/** Words of ordinary text too, which name those who wrote a part where an address follows. */
const authorWords = new Set(['author', 'authors', 'pair', 'contributor', 'contributors']);
/** Keys of git, forges and other projects that name people and make none of them an author or approver. */
const neutralKeys = new Set(
  [
    ...['Signed-off-by', 'Acked-by', 'Tested-by', 'Reported-by', 'Suggested-by', 'Requested-by'],
    ...['Reported-and-tested-by', 'Noticed-by', 'Thanks-to', 'Cc', 'Bcc', 'To'],
    ...['On-behalf-of', 'Link', 'Change-Id', 'Closes', 'Fixes', 'Refs', 'See-also', 'Message-Id'],
  ].map(plainKey),
);

/** The field of the record that a trailer fills, by its key. */
export const fieldOfTrailer: ReadonlyMap<string, RecordField> = new Map(
  allFields.map((field) => [recordFields[field].trailer, field] as const),
);

const knownKeys = [...fieldOfTrailer.keys(), ...approvalTrailers.keys(), coAuthorTrailer];
const byPlainKey = new Map([
  ...coAuthorRelatives.map((key) => [plainKey(key), coAuthorTrailer] as const),
  ...knownKeys.map((key) => [plainKey(key), key] as const),
]);
const authorKeys = [...byPlainKey].flatMap(([plain, key]) =>
  key === coAuthorTrailer && plain.length > 8 ? [plain] : [],
);
const byHeading = indexTexts((field) => {
  const { trailer, headings = [] } = recordFields[field];
  return [field, trailer, fieldInWords(field), ...headings];
});
const byBox = indexTexts((field) => {
  const { boxes = [] } = recordFields[field];
  return boxes.length > 0 ? [field, ...boxes] : [];
});

/**
 * The known key that a writer meant or a reader sees, regardless of case, script and what joins its words. The key of a
 * co-author is also known with one slip, which must not hide an author, and some words are one before an address.
 */
export function knownKeyLike(key: string, value = ''): string | undefined {
  const plain = plainKey(key);
  const known = byPlainKey.get(plain);
  if (known !== undefined) return known;
  if (authorWords.has(plain)) return value.includes('@') ? coAuthorTrailer : undefined;
  return authorKeys.some((one) => isOneSlip(plain, one)) ? coAuthorTrailer : undefined;
}

/** Whether a key that the record does not have may name people, who are neither authors nor approvers by it. */
export function isNeutralKey(key: string): boolean {
  return neutralKeys.has(plainKey(key));
}

/** Whether two texts differ by one letter that was added, left out, replaced, or swapped with its neighbour. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return a.length <= 1 ? b.length <= 1 : a.length === 2 && b === `${a[1] ?? ''}${a[0] ?? ''}`;
}

/** The field that a heading of a template means; case and punctuation do not matter. */
export function fieldOfHeading(heading: string): RecordField | undefined {
  return byHeading.get(plainWords(heading.replace(/^\s*\d+(?:\.\d+)*[.)]?\s+/, '')));
}

const stagingLabels: readonly string[] = ['staging', ...table.staging.boxes];

/** Whether the tick of a box states by its label that a result passed; what a comma or a bracket begins is free text. */
export function isPassingLabel(field: RecordField, label: string): boolean {
  const { passes = [] } = recordFields[field];
  const [name = ''] = label.split(/[,(]/, 1);
  return !label.includes(':') && [...passes, ...stagingLabels].includes(plainWords(name));
}

/** The field that the label of a check box means, wherever the box is. */
export function fieldOfBox(label: string): RecordField | undefined {
  return byBox.get(plainWords(label));
}

/** Whether a field may have several values. */
export function isList(field: RecordField): boolean {
  const { value } = recordFields[field];
  return value === 'choices' || value === 'list';
}

/** The values of a field that may have several. */
export function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function indexTexts(
  textsOf: (field: RecordField) => readonly string[],
): ReadonlyMap<string, RecordField> {
  return new Map(
    allFields.flatMap((field) => textsOf(field).map((text) => [plainWords(text), field] as const)),
  );
}

function plainKey(key: string): string {
  // Of ASCII letters none looks like another, and nearly every key has no others.
  const seen = /\P{ASCII}/u.test(key) ? skeletonOf(key) : key;
  return seen.replace(/[\p{Pd}_\s]/gu, '').toLowerCase();
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');
}
