import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { attributesOf } from '../../parse/expand-component.ts';
import { isComponent } from '../../parse/vocabulary.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';

type Tree = Record<string, unknown>;

const categoryColumns = ['clause', 'type', 'signOff', 'securityReview', 'requires'];
const typeColumns = ['clause', 'approvals', 'approvers', 'kinds', 'leadTime', 'tests', 'staging'];

/** The data of a policy's frontmatter that the components of a text print, and nothing beside it. */
export function printedData(
  tree: Root,
  { changeRules, duties }: PolicyFrontmatter,
): Pick<PolicyFrontmatter, 'duties' | 'changeRules'> {
  const used = listComponents(tree);
  const paths = changeRules ? used.flatMap((one) => pathsOf(one, changeRules)) : [];
  const printed: Tree = { types: {} };
  for (const path of paths) copyPath(changeRules ?? {}, printed, path);
  return {
    duties: used.some(({ name }) => name === 'Duties')
      ? duties.map((duty, index) => ({ ...duty, id: `duty-${index + 1}` }))
      : [],
    // Sections are kept only as far as they are printed, which their schema as a policy's own text does not allow.
    ...(paths.length > 0 && { changeRules: printed as ChangeRules }),
  };
}

interface UsedComponent {
  readonly name: string | null;
  readonly parameter: string;
}

function listComponents(tree: Root): UsedComponent[] {
  const used: UsedComponent[] = [];
  visit(tree, (node) => {
    if (isComponent(node))
      used.push({ name: node.name, parameter: attributesOf(node).get('name') ?? '' });
  });
  return used;
}

function pathsOf({ name, parameter }: UsedComponent, rules: ChangeRules): string[][] {
  switch (name) {
    case 'Param':
      return [parameter.split('.')];
    case 'ChangeTypes':
      return Object.keys(rules.types).flatMap((type) => [
        ...typeColumns.map((column) => ['types', type, column]),
        ['monitoring', type],
      ]);
    case 'ChangeCategories':
      return Object.keys(rules.categories ?? {}).flatMap((category) =>
        categoryColumns.map((column) => ['categories', category, column]),
      );
    case 'MetricTargets':
      return Object.keys(rules.metrics ?? {})
        .filter((metric) => metric !== 'clause')
        .map((metric) => ['metrics', metric]);
    default:
      return [];
  }
}

/** Copies the value at a path, with the groups above it but not their other fields. A path that leads nowhere copies nothing. */
function copyPath(from: object, to: Tree, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(from, key)) return;
  const value = (from as Tree)[key];
  if (rest.length === 0) {
    // A whole group prints nothing; a list, a scalar and a row of the table of targets print themselves.
    const isPrinted = typeof value !== 'object' || Array.isArray(value) || isMetric(value);
    if (isPrinted) to[key] = structuredClone(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (!Object.hasOwn(to, key)) to[key] = {};
  copyPath(value, to[key] as Tree, rest);
}

function isMetric(value: object | null): boolean {
  return value !== null && 'target' in value && 'every' in value;
}
