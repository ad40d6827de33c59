import type { RuleChange } from '../../model/redline.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { normativeFields } from '../../parse/fingerprint.ts';
import { ruleLabel, valueInWords } from './rule-words.ts';

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** Where an absent group counts as an empty one, so that each of its entries is told by itself. */
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
