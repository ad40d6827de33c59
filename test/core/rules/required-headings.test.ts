import { expect, test } from 'vitest';
import { briefly, judge, policyText, settingsText } from '../../helpers/book.ts';

function missing(required: string, heading: string, kind?: string): string[] {
  const settings = `${settingsText}policies: { requiredHeadings: { ${required} } }\n`;
  const policy = policyText({ kind }, `## ${heading}\n\nText.\n`);
  return briefly(judge({ files: { 'policybook.yaml': settings, 'policies/a.mdx': policy } }));
}

test.for([
  ['Review', '1. Review'],
  ['Review', '1. Review and approval'],
  ['roles and responsibilities', '1. Roles and Responsibilities'],
  ['Roles and responsibilities', '1. **Roles** and  `responsibilities`'],
  ['Roles & responsibilities', '1. Roles, responsibilities'],
  ['Überblick', '1. Überblick'],
  ['Überblick', '1. U\u0308BERBLICK'],
  ['Zweck und Geltungsbereich', 'A. Zweck und Geltungsbereich'],
  ['Σκοπός', '1. Σκοπός'],
  ['Область применения', '1. Область применения'],
  ['目的', '1. 目的と範囲'],
  ['適用 範囲', '1. 適用範囲'],
  ['วัตถุประสงค์', '1. วัตถุประสงค์'],
  ['النطاق', '1. النطاق'],
  ['Périmètre d’application', "1. Périmètre d'application"],
])('"%s" is met by the heading "%s"', ([required = '', heading = '']) => {
  expect(missing(`policy: ["${required}"]`, heading)).toEqual([]);
});

test.for([
  ['Review', '1. Previews'],
  ['Roles and responsibilities', '1. Roles'],
  ['Überblick', '1. Ueberblick'],
  ['目的', '1. 目標'],
  ['Scope', '1. Scopes'],
])('"%s" is not met by the heading "%s"', ([required = '', heading = '']) => {
  expect(missing(`policy: ["${required}"]`, heading)).toEqual([
    'policies/a.mdx:2 policy/heading-missing',
  ]);
});

test.for(['policy', 'standard', 'procedure', 'plan'])(
  'a %s needs the headings of its kind',
  (kind) => {
    expect(missing(`${kind}: [Steps]`, '1. Purpose', kind)).toEqual([
      'policies/a.mdx:2 policy/heading-missing',
    ]);
    const other = kind === 'plan' ? 'standard' : 'plan';
    expect(missing(`${other}: [Steps]`, '1. Purpose', kind)).toEqual([]);
  },
);

test.for([
  ['procedures: [Steps]', 'Did you mean "procedure"?'],
  ['guideline: [Steps]', 'the possible fields are policy, standard, procedure, plan'],
])('a kind that does not exist is a fault: %s', ([required = '', remedy]) => {
  const settings = `${settingsText}policies: { requiredHeadings: { ${required} } }\n`;
  const { diagnostics } = judge({ files: { 'policybook.yaml': settings } });
  expect(diagnostics).toMatchObject([{ code: 'schema/field-unknown', at: { line: 6 } }]);
  expect(diagnostics[0]?.remedy).toContain(remedy);
});

test('so is a document of such a kind, and a framework with the name of a method', () => {
  expect(missing('policy: []', '1. Purpose', 'guideline')).toEqual([
    'policies/a.mdx:13 schema/value',
  ]);
  const controls = '{ constructor: [X.1], soc2: [constructor.1], iso27001: [toString.1] }';
  const files = { 'policies/a.mdx': policyText({ controls }) };
  expect(briefly(judge({ files }))).toEqual(
    Array.from({ length: 3 }, () => 'policies/a.mdx:13 policy/control-unknown'),
  );
});
