import { locateField } from '../../parse/locate-field.ts';
import { controlCatalogues } from '../control-catalogues.ts';
import type { DocumentRule } from '../rule.ts';

export const controlUnknown: DocumentRule = {
  code: 'policy/control-unknown',
  severity: 'error',
  requirement: 'Every control that a policy names exists in its framework.',

  *check({ policies }) {
    for (const { current } of policies) {
      for (const [framework, ids] of Object.entries(current.frontmatter.controls)) {
        const catalogue = controlCatalogues[framework];
        if (!catalogue) {
          yield {
            severity: 'warning',
            at: locateField(current.source, ['controls', framework]),
            problem: `The ids of the framework "${framework}" cannot be checked; known are ${Object.keys(controlCatalogues).join(', ')}.`,
            remedy: 'Check the ids by hand, or write the framework as one of these.',
          };
          continue;
        }
        for (const [index, id] of ids.entries()) {
          if (catalogue.has(id)) continue;
          yield {
            at: locateField(current.source, ['controls', framework, index]),
            problem: `${catalogue.name} has no control ${id}.`,
            remedy: catalogue.adviceFor(id),
          };
        }
      }
    }
  },
};
