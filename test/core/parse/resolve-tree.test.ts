import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import { expect, test } from 'vitest';
import { versionTree } from '#core/parse/parse-markdown.ts';
import { type LinkTo, resolveTree } from '#core/parse/resolve-tree.ts';
import { judge, policyText } from '../../helpers/book.ts';

const rules = `
  types:
    standard: { clause: "1", kinds: [dependency-patch, text], approvals: 0 }
    major: { clause: "1", approvals: 2, approvers: [executive, technical], leadTime: P7D, staging: must, tests: required }
  windows: { clause: "1", zone: Europe/London, days: [mon], from: "09:00", to: "17:00", avoid: ["fri 15:00-"] }
  metrics: { changeFailureRate: { target: "< 5%", every: P1M }, timeToRestore: { target: "< PT1H", every: P1M } }
  monitoring: { clause: "1", standard: PT30M, major: PT24H }
  categories:
    content-filter: { clause: "1", scope: ai, type: major, securityReview: [security, ciso] }
    key-rotation: { clause: "1", scope: ai, type: standard, signOff: [cto], requires: [ai-provider] }`;

const printer = remark().use(remarkGfm, { tablePipeAlign: false }).use(remarkMdx);

/** The resolved tree of a body as Markdown. */
function resolve(body: string): string {
  const text = policyText({ changeRules: rules }, body);
  const version = judge({ files: { 'policies/p.mdx': text } }).book?.policies[0]?.current;
  if (!version) throw new Error('The policy has faults.');
  const known: LinkTo = (target) =>
    target.kind === 'policy' && target.policy === 'known'
      ? `/policies/known/${target.anchor === undefined ? '' : `#${target.anchor}`}`
      : undefined;
  return printer.stringify(resolveTree(versionTree(version), version.frontmatter, known)).trim();
}

test('a parameter is printed in words, wherever it stands', () => {
  expect(
    resolve(
      'At least <Param name="types.major.leadTime"/> before, in <Param name="windows.zone"/>.',
    ),
  ).toBe('At least 7 days before, in Europe/London.');
  expect(
    resolve('**<Param name="types.major.approvals"/>** of <Param name="types.major.approvers"/>'),
  ).toBe('**2** of executive, technical');
  expect(resolve('Under <Param name="metrics.timeToRestore.target"/>.')).toBe(
    String.raw`Under \< 1 hour.`,
  );
});

test('the table of types is made of the rules', () => {
  expect(resolve('<ChangeTypes/>')).toBe(
    `| Type | Clause | Approval | Lead time | Tests | Staging | Watched for |
| - | - | - | - | - | - | - |
| Standard | 1 | approved beforehand, for: dependency patch, text | none | not stated | not stated | 30 minutes |
| Major | 1 | 2 people who are not authors (executive and technical) | 7 days | required | required | 24 hours |`,
  );
});

test('the table of categories says who signs off, who reviews the security and what the record holds', () => {
  expect(resolve('<ChangeCategories/>')).toBe(
    `| Category | Clause | Type | Sign-off | Security review | The record also contains |
| - | - | - | - | - | - |
| Content filter | 1 | Major | none | by Security or CISO | nothing further |
| Key rotation | 1 | Standard | CTO | none | AI provider |`,
  );
});

test('comments are gone, and the text around them stays', () => {
  const body = 'One {/* not this */}two.\n\n{/* nor this */}\n\nÜber *drei* — “vier”…';
  expect(resolve(body)).toBe('One two.\n\nÜber *drei* — “vier”…');
});

test('a table within a line is a block of its own', () => {
  const table = resolve('<MetricTargets/>');
  expect(resolve('Our targets:\n<MetricTargets/>\nhold.')).toBe(
    `Our targets:\n\n${table}\n\nhold.`,
  );
});

test('links and images by reference are in the line', () => {
  const definitions = '[k]: known#4 "Keys"\n\n[i]: ../assets/i.png';
  expect(resolve(`See [one][k], [other] and ![plan][i].\n\n${definitions}\n\n[other]: other`)).toBe(
    'See [one](/policies/known/#4 "Keys"), other and ![plan](../assets/i.png).',
  );
});

test('links between policies get addresses, or become plain text', () => {
  expect(
    resolve(
      'See [the known one](known#4.2) and [**another**](other), [a site](https://example.org).',
    ),
  ).toBe(
    'See [the known one](/policies/known/#4.2) and **another**, [a site](https://example.org).',
  );
});

test('a component around text stays', () => {
  const text = '<Internal>\n  * one\n</Internal>\n\nAnd <Note>inline</Note>.';
  expect(resolve(text)).toBe(text);
});

test('a clause of the same text that is named is a link, and no other', () => {
  const text = (words: string) => `## 4. Approval \n\n### b. Kinds\n\n${words}`;
  const linked = (words: string) => resolve(text(words)).split('\n').at(-1);
  expect(linked('As clauses 4 and 4(b) require, see Section 4.b of this policy.')).toBe(
    'As [clauses 4](#4) and [4(b)](#4.b) require, see [Section 4.b](#4.b) of this policy.',
  );
  for (const words of ['See clause 9.', 'See clause 4 of the Act.', 'In 4.b days.']) {
    expect(linked(words)).toBe(words);
  }
  expect(linked('See [clause 4 there](https://example.org).')).toBe(
    'See [clause 4 there](https://example.org).',
  );
  expect(resolve('## 4. See clause 4')).toBe('## 4. See clause 4');
});
