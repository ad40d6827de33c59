import { dateInWords, parsePartialDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { parsePeriod, periodInWords } from '../../model/period.ts';
import type { RuleChange } from '../../model/redline.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { normativeFields } from '../../parse/fingerprint.ts';

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** Where an absent group counts as an empty one, so that each of its entries is a change of its own. */
const groups = new Set([
  'changeRules',
  'changeRules.types',
  'changeRules.categories',
  'changeRules.metrics',
  'changeRules.separation.deputies',
  'duties',
]);

/** What the frontmatter obliges to in one version and not in the other. Dates of reviews and history oblige to nothing. */
export function compareRules(from: PolicyFrontmatter, to: PolicyFrontmatter): RuleChange[] {
  return compare(fieldsOf(from), fieldsOf(to), []);
}

function fieldsOf(frontmatter: PolicyFrontmatter): Fields {
  const fields = normativeFields.map((name) => [name, frontmatter[name]] as const);
  const duties = frontmatter.duties.map(({ id, ...duty }) => [id, duty] as const);
  return { ...Object.fromEntries(fields), duties: Object.fromEntries(duties) };
}

function compare(before: Value, after: Value, path: readonly string[]): RuleChange[] {
  const [left, right] = groups.has(path.join('.')) ? [before ?? {}, after ?? {}] : [before, after];
  if (isFields(left) && isFields(right)) {
    const names = new Set([...Object.keys(right), ...Object.keys(left)]);
    return [...names].flatMap((name) => compare(left[name], right[name], [...path, name]));
  }
  if (JSON.stringify(left) === JSON.stringify(right)) return [];
  const [was, is] = [valueInWords(left), valueInWords(right)];
  return [
    {
      path: path.join('.'),
      label: ruleLabel(path),
      isEntry: isFields(left) || isFields(right),
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    },
  ];
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const fieldNames: Readonly<Record<string, string>> = {
  effective: 'effective from',
  reviewEvery: 'reviewed every',
  reviewOn: 'review due early on',
  signOff: 'sign-off',
};

/** What a field of the frontmatter is called: "normal: lead time", "category system prompt", "windows: from". */
function ruleLabel(path: readonly string[]): string {
  const [first = '', ...rest] = path[0] === 'changeRules' ? path.slice(1) : path;
  const [name = '', ...fields] = rest;
  switch (first) {
    case 'types':
      return fields.length === 0 ? `type ${idWords(name)}` : `${idWords(name)}: ${join(fields)}`;
    case 'categories':
      return withFields(`category ${idWords(name)}`, fields);
    case 'duties':
      return withFields(`duty ${idWords(name)}`, fields);
    case 'metrics':
      return fields.length === 0 && name === 'clause'
        ? 'metrics: clause'
        : withFields(fieldWords(name), fields);
    case 'separation':
      if (name === 'deputies' && fields.length > 0) return `separation: deputy of ${join(fields)}`;
      return withFields(first, rest);
    default:
      return withFields(fieldWords(first), rest);
  }
}

function withFields(subject: string, fields: readonly string[]): string {
  return fields.length === 0 ? subject : `${subject}: ${join(fields)}`;
}

function join(fields: readonly string[]): string {
  return fields.map(fieldWords).join(', ');
}

function fieldWords(name: string): string {
  return (
    fieldNames[name] ?? idWords(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
  );
}

/** An id within a sentence: "system prompt", "CTO". */
function idWords(id: string): string {
  const words = idInWords(id);
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/** A value of the frontmatter for a reader, or undefined where there is none. */
function valueInWords(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return textInWords(value);
  if (Array.isArray(value)) {
    return value.length === 0
      ? undefined
      : value.map((one) => valueInWords(one) ?? 'none').join(', ');
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  return Object.entries(value)
    .flatMap(([name, field]) => {
      const words = valueInWords(field);
      return words === undefined ? [] : [`${fieldWords(name)} ${enclose(field, words)}`];
    })
    .join('; ');
}

/** Sentences and groups within a list of fields need marks of where they end. */
function enclose(field: unknown, words: string): string {
  if (typeof field === 'string' && words === field && /^\p{L}.* /u.test(field)) return `"${words}"`;
  return typeof field === 'object' && !Array.isArray(field) ? `(${words})` : words;
}

function textInWords(text: string): string {
  const [, sign, bound] = /^([<>]=?) ?(P.*)$/.exec(text) ?? [];
  if (sign !== undefined && bound !== undefined) return `${sign} ${textInWords(bound)}`;
  const period = parsePeriod(text);
  if (period) return periodInWords(period);
  const date = parsePartialDate(text);
  if (date) return dateInWords(date);
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text) ? idWords(text) : text;
}
