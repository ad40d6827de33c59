import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import { numberChanges, renderRedline } from '#core/history/render-redline.ts';
import type { Redline } from '#core/model/redline.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { expect, test } from 'vitest';
import { policyText } from '../../helpers/book.ts';

function redlineOf(before: string, after: string): Redline {
  const [from, to] = [before, after].map((body, index) => {
    const text = policyText({ version: `"1.${index}"` }, body);
    const file = `content/policies/access-control.mdx`;
    const { version } = parsePolicy('access-control', { file, text }, false);
    if (!version) throw new Error(`This body cannot be read:\n${body}`);
    return version;
  });
  if (!from || !to) throw new Error('Two versions are needed.');
  return redlineVersions(from, to);
}

function render(before: string, after: string): string {
  return renderRedline(redlineOf(before, after), {
    linkTo: (target) =>
      target.kind === 'policy' && target.policy === 'records'
        ? `/policies/records/${target.anchor === undefined ? '' : `#${target.anchor}`}`
        : undefined,
  });
}

/** What a screen reader says, and what somebody reads who sees no colour. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

test('says in words what was inserted and what was deleted', () => {
  const html = render('## 1. Use\n\nA key should be kept.\n', '## 1. Use\n\nA key must be kept.\n');
  expect(textOf(html)).toContain(
    'A key deleted: should end of deletion inserted: must end of insertion be kept.',
  );
  expect(html).toMatch(/<del>.*should.*<\/del><ins>.*must.*<\/ins>/);
});

test('numbers the changes, and makes one of blocks that came together', () => {
  const before = '## 1. Use\n\nA key must be kept.\n';
  const after = `${before}\n## 2. Loss\n\nA lost key is reported.\n\n- to the office\n- by phone\n`;
  const redline = redlineOf(before, after);
  expect(numberChanges(redline.blocks).count).toBe(1);
  const html = render(before, after);
  expect(html.match(/class="change-number"/g)).toHaveLength(1);
  expect(html).toContain('id="change:1"');
  expect(textOf(html)).toContain('Change 1 of 1.');
});

test('gives headings the anchors of the summary, and clauses that are gone their own', () => {
  const html = render(
    '## 1. Use\n\nKept by two people in the office.\n\n## 2. Loss\n\nReported.\n',
    '## 1. Use\n\nKept by two people in the office.\n',
  );
  expect(html).toContain('<h2 id="1">');
  expect(html).toMatch(/<h2 id="removed-2" class="change">/);
});

test('says where a clause was moved from', () => {
  const keys = '\n\nKeys are kept by two people in the office.\n\n';
  const access = '\n\nAccess is given by role and for a limited time.\n\n';
  const more = '\n\nRequests name the system and the person who asks.\n\n';
  const html = render(
    `## 1. Keys${keys}## 2. Access${access}## 3. Requests${more}`,
    `## 1. Access${access}## 2. Requests${more}## 3. Keys${keys}`,
  );
  expect(textOf(html)).toContain('(moved from 1)');
  expect(html).toMatch(/class="change moved"/);
});

test('keeps a table one table and a list one list, with the marks of each row', () => {
  const html = render(
    '## 1. Use\n\n| Who | What |\n| --- | --- |\n| All | Read |\n\n- one\n- two\n',
    '## 1. Use\n\n| Who | What |\n| --- | --- |\n| All | Read |\n| Some | Write |\n\n- one\n- two\n',
  );
  expect(html.match(/<table/g)).toHaveLength(1);
  expect(html.match(/<ul/g)).toHaveLength(1);
  expect(html.match(/<tr class="change">/g)).toHaveLength(1);
});

test('marks a whole column that came', () => {
  const html = render(
    '## 1. Use\n\n| Who | What |\n| --- | --- |\n| All | Read |\n',
    '## 1. Use\n\n| Who | What | When |\n| --- | --- | --- |\n| All | Read | Always |\n',
  );
  expect(html).toMatch(/<th class="column-inserted"><ins>/);
  expect(html).toMatch(/<td class="column-inserted"><ins>/);
});

test('leads to other policies, and nowhere that is not there', () => {
  const html = render(
    '## 1. Use\n\nSee [records](records#2), [keys](keys) and [below](#9).\n',
    '## 1. Use\n\nSee [records](records#2), [keys](keys), [below](#9) and [the top](#1).\n',
  );
  expect([...html.matchAll(/<a href="([^"]+)"/g)].map(([, address]) => address)).toEqual([
    '/policies/records/#2',
    '#1',
  ]);
});

test('escapes what a policy says, and follows no address that runs', () => {
  const html = render(
    '## 1. Use\n\nPlain.\n',
    '## 1. Use\n\nPlain `<script>alert(1)</script>` and [that](javascript:alert(1)).\n',
  );
  expect(html).not.toContain('<script');
  expect(html).not.toContain('href="javascript');
  expect(html).toContain('&#x3C;script>');
});

test('labels what customers do not see', () => {
  const html = render(
    '## 1. Use\n\n<Internal>\n\nThe key hangs in the office.\n\n</Internal>\n',
    '## 1. Use\n\n<Internal>\n\nThe key lies in the safe.\n\n</Internal>\n',
  );
  expect(html).toMatch(/<div class="internal"><span class="internal-label">Internal/);
});

test.for([
  ['## 1. Keys\n\nA key is kept in a safe.\n', '## 1. Visitors\n\nNobody enters alone.\n'],
  ['## 1. A\n\nOne.\n\n## 2. B\n\nTwo.\n', '## 2. B\n\nTwo.\n\n## 1. C\n\nThree words here.\n'],
  ['## Scope\n\nOne.\n', '## Other\n\nTwo.\n\n### Scope\n\nQuite another text.\n'],
  ['## 1. A\n\n## 1. A\n\nx\n', '## 1. A\n\nx\n\n## 1. B\n'],
])('no id is in a redline twice: %j', ([before = '', after = '']) => {
  const ids = [...render(before, after).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
