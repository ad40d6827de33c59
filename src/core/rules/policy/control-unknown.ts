import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

/** Which ids a framework has. Ids and counts only: the texts belong to their publishers. */
interface ControlCatalogue {
  readonly name: string;
  readonly has: (id: string) => boolean;
  readonly adviceFor: (id: string) => string;
}

// How many criteria each group of the 2017 Trust Services Criteria has.
const trustServicesCriteria: Readonly<Record<string, number>> = {
  CC1: 5,
  CC2: 3,
  CC3: 4,
  CC4: 2,
  CC5: 3,
  CC6: 8,
  CC7: 5,
  CC8: 1,
  CC9: 2,
  A1: 3,
  C1: 2,
  PI1: 5,
  P1: 1,
  P2: 1,
  P3: 2,
  P4: 3,
  P5: 2,
  P6: 7,
  P7: 1,
  P8: 1,
};

// How many controls each theme of Annex A of ISO/IEC 27001:2022 has.
const annexA: Readonly<Record<string, number>> = { 'A.5': 37, 'A.6': 8, 'A.7': 14, 'A.8': 34 };

function catalogue(
  name: string,
  groups: Readonly<Record<string, number>>,
  example: string,
): ControlCatalogue {
  const lastOf = (group: string) => (Object.hasOwn(groups, group) ? groups[group] : undefined);
  const split = (id: string): [string, string] => {
    const dot = id.lastIndexOf('.');
    return [id.slice(0, dot), id.slice(dot + 1)];
  };
  return {
    name,
    has: (id) => {
      const [group, number] = split(id);
      return /^[1-9]\d*$/.test(number) && Number(number) <= (lastOf(group) ?? 0);
    },
    adviceFor: (id) => {
      const [group] = split(id);
      const last = lastOf(group);
      if (last === undefined) return `Write an id such as ${example}.`;
      return last === 1
        ? `Write ${group}.1, the only id of ${group}.`
        : `Write one of ${group}.1 to ${group}.${last}.`;
    },
  };
}

const controlCatalogues: ReadonlyMap<string, ControlCatalogue> = new Map([
  ['soc2', catalogue('SOC 2 (2017 Trust Services Criteria)', trustServicesCriteria, 'CC8.1')],
  ['iso27001', catalogue('ISO/IEC 27001:2022 Annex A', annexA, 'A.8.32')],
]);

const messages = {
  uncheckedFramework: report(
    'The ids of the framework "{framework}" cannot be checked; known frameworks are {known}.',
    'Check the ids by hand, or write one of the known frameworks.',
  ),
  unknown: report('{framework} does not have a control {id}.', '{advice}'),
};

export const controlUnknown: DocumentRule = {
  code: 'policy/control-unknown',
  severity: 'error',
  requirement: 'Every control that a policy names exists in its framework.',
  messages,
  example: { good: ['controls: { soc2: [CC8.1] }'], bad: ['controls: { soc2: [CC8.2] }'] },

  *check({ policies }) {
    const known = [...controlCatalogues.keys()].join(', ');
    for (const { current } of policies) {
      for (const [framework, ids] of Object.entries(current.frontmatter.controls)) {
        const catalogue = controlCatalogues.get(framework);
        if (!catalogue) {
          yield {
            severity: 'warning',
            at: locateField(current.source, ['controls', framework]),
            ...fill(messages.uncheckedFramework, { framework, known }),
          };
          continue;
        }
        for (const [index, id] of ids.entries()) {
          if (catalogue.has(id)) continue;
          const facts = { framework: catalogue.name, id, advice: catalogue.adviceFor(id) };
          yield {
            at: locateField(current.source, ['controls', framework, index]),
            ...fill(messages.unknown, facts),
          };
        }
      }
    }
  },
};
