import { visit } from 'unist-util-visit';
import type { SourceLocation } from '../../diagnostics/diagnostic.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { attributesOf, expandComponent } from '../../parse/expand-component.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { isComponent, isData } from '../../parse/vocabulary.ts';
import type { DocumentRule } from '../rule.ts';

export const parameterUnknown: DocumentRule = {
  code: 'policy/parameter-unknown',
  severity: 'error',
  requirement: 'What the text prints of its rules stands in the frontmatter of the same version.',

  *check({ policies }) {
    for (const version of policies.flatMap(({ versions }) => versions)) {
      for (const { at, tag } of listUnresolved(version)) {
        yield {
          at,
          problem: `${tag} has nothing to print: the frontmatter does not hold that value.`,
          remedy:
            'Name a value of changeRules as it is written there, such as types.normal.leadTime.',
        };
      }
    }
  },
};

function listUnresolved(version: PolicyVersion): { at: SourceLocation; tag: string }[] {
  const parsed = parseMarkdown(version.body);
  const found: { at: SourceLocation; tag: string }[] = [];
  if ('fault' in parsed) return found;
  visit(parsed.tree, (node) => {
    if (!isComponent(node) || !isData(node)) return;
    const attributes = attributesOf(node);
    const name = attributes.get('name');
    const isNameless = node.name === 'Param' && name === undefined;
    if (
      isNameless ||
      expandComponent(node.name ?? '', attributes, version.frontmatter) !== undefined
    )
      return;
    found.push({
      at: {
        file: version.source.file,
        line: (node.position?.start.line ?? 1) + version.bodyLine - 1,
        column: node.position?.start.column ?? 1,
      },
      tag: `<${node.name ?? ''}${name === undefined ? '' : ` name="${name}"`}/>`,
    });
  });
  return found;
}
