import { expandComponent } from '../../parse/expand-component.ts';
import type { DocumentRule } from '../rule.ts';

export const parameterUnknown: DocumentRule = {
  code: 'policy/parameter-unknown',
  severity: 'error',
  requirement: 'What the text prints of its rules stands in the frontmatter of the same version.',

  *check({ policies }) {
    for (const version of policies.flatMap(({ versions }) => versions)) {
      for (const { component, parameter, line, column } of version.references.data) {
        const isNameless = component === 'Param' && parameter === undefined;
        const printed = expandComponent(component, parameter, version.frontmatter);
        if (isNameless || printed !== undefined) continue;
        const tag = `<${component}${parameter === undefined ? '' : ` name="${parameter}"`}/>`;
        yield {
          at: { file: version.source.file, line, column },
          problem: `${tag} has nothing to print: the frontmatter does not hold that value.`,
          remedy:
            'Name a value of changeRules as it is written there, such as types.normal.leadTime.',
        };
      }
    }
  },
};
