import { controlTitles } from '../../model/control-titles.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const names: Readonly<Record<string, string>> = {
  soc2: 'SOC 2 (2017 Trust Services Criteria)',
  iso27001: 'ISO/IEC 27001:2022 Annex A',
};

function adviceFor(id: string, known: readonly string[]): string {
  const group = id.slice(0, id.lastIndexOf('.') + 1);
  const siblings = known.filter((one) => one.startsWith(group));
  if (group === '' || siblings.length === 0) return `Write an id such as ${known[0]}.`;
  return siblings.length === 1
    ? `Write ${siblings[0]}, the only id of ${group.slice(0, -1)}.`
    : `Write one of ${siblings[0]} to ${siblings.at(-1)}.`;
}

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
    const frameworks = [...controlTitles.keys()].join(', ');
    for (const { current } of policies) {
      for (const [framework, ids] of Object.entries(current.frontmatter.controls)) {
        const titles = controlTitles.get(framework);
        if (!titles) {
          yield {
            severity: 'warning',
            at: locateField(current.source, ['controls', framework]),
            ...fill(messages.uncheckedFramework, { framework, known: frameworks }),
          };
          continue;
        }
        for (const [index, id] of ids.entries()) {
          if (titles.has(id)) continue;
          const advice = adviceFor(id, [...titles.keys()]);
          const facts = { framework: names[framework] ?? framework, id, advice };
          yield {
            at: locateField(current.source, ['controls', framework, index]),
            ...fill(messages.unknown, facts),
          };
        }
      }
    }
  },
};
