import { expandComponent } from '../../parse/expand-component.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const rules = 'changeRules: { types: { normal: { clause: "1", approvals: 1 } } }';
const messages = {
  unknown: report(
    '{tag} prints nothing, because the frontmatter does not contain this value.',
    'Name a value of changeRules as it is written there, such as types.normal.leadTime.',
  ),
};

export const parameterUnknown: DocumentRule = {
  code: 'policy/parameter-unknown',
  severity: 'error',
  requirement:
    'A value of the rules that the text prints is in the frontmatter of the same version.',
  messages,
  example: {
    good: [rules, '<Param name="types.normal.approvals"/> must approve.'],
    bad: [rules, '<Param name="types.normal.leadTime"/> must pass.'],
  },

  *check({ policies }) {
    for (const version of policies.flatMap(({ versions }) => versions)) {
      for (const { component, parameter, line, column } of version.references.data) {
        const isNameless = component === 'Param' && parameter === undefined;
        const printed = expandComponent(component, parameter, version.frontmatter);
        if (isNameless || printed !== undefined) continue;
        const tag = `<${component}${parameter === undefined ? '' : ` name="${parameter}"`}/>`;
        yield {
          at: { file: version.source.file, line, column },
          ...fill(messages.unknown, { tag }),
        };
      }
    }
  },
};
