import { existsSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { afterAll, expect, test } from 'vitest';
import { hostileCommits, hostilePolicies, hostileTexts, type HostileBook } from './corpus.ts';
import { makeEverything } from './everything.ts';

const canary = path.join(tmpdir(), `policybook-canary-${process.pid}`);

afterAll(() => {
  expect(existsSync(canary)).toBe(false);
});

/** What a browser would run in a page, or load from another host. */
function dangersIn(html: string): string[] {
  const found: string[] = [];
  const look = (node: DefaultTreeAdapterTypes.Node) => {
    if ('tagName' in node) {
      if (/^(?:script|iframe|object|embed|base|meta|form|link|svg|style)$/.test(node.tagName))
        found.push(node.tagName);
      for (const { name, value } of node.attrs) {
        if (/^on|^srcdoc$|^style$/.test(name)) found.push(`${node.tagName} ${name}`);
        if (/^(?:href|src)$/.test(name) && /^\s*(?:javascript|data|vbscript|file):/i.test(value))
          found.push(`${node.tagName} ${name}=${value.slice(0, 20)}`);
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(look);
  };
  look(parse(html));
  return found;
}

/** What is wrong with what is made of a book: nothing, or the reason. */
function faultsOf({ name, book }: HostileBook): string[] {
  try {
    const { printed, pages } = makeEverything(book);
    const dangers = pages.flatMap(dangersIn);
    const codes = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u.exec(printed);
    return [
      ...dangers,
      ...(codes ? [`control code ${codes[0].charCodeAt(0).toString(16)}`] : []),
    ].map((one) => `${name}: ${one}`);
  } catch (error) {
    return [`${name}: ${String((error as Error).stack).slice(0, 300)}`];
  }
}

test('there are four hundred hostile texts in places of a policy or a commit', () => {
  const count =
    hostilePolicies(canary).length + hostileCommits(canary).length * hostileTexts(canary).length;
  expect(count).toBeGreaterThanOrEqual(400);
});

test('a hostile text in a policy is named or shown, and never run', () => {
  expect(hostilePolicies(canary).flatMap(faultsOf)).toEqual([]);
});

test('a hostile text in a commit is judged and shown, and never run', () => {
  expect(hostileCommits(canary).flatMap(faultsOf)).toEqual([]);
});
