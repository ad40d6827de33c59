import { expect, test } from 'vitest';
import { briefly, judge, peopleText, policyText } from '../../helpers/book.ts';

const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

test.each(names)('what a text names "%s" is unknown and never a part of the language', (name) => {
  const { book } = judge({
    files: {
      'people.yaml': peopleText,
      'policies/access-control.mdx': policyText({ contacts: '{ office: a@example.org }' }),
    },
  });
  if (!book) throw new Error('The book was not read.');
  const [policy] = book.policies;
  const maps = [
    book.people,
    book.settings,
    policy?.current.frontmatter,
    policy?.current.frontmatter.contacts,
  ];
  for (const map of maps) expect((map as Record<string, unknown>)[name]).toBeUndefined();
});

test.each(['constructor', 'valueof'])(
  'a policy approved by "%s" is approved by nobody known',
  (by) => {
    const fields = { approval: `{ by: ${by}, on: 2026-01-05 }` };
    expect(briefly(judge({ files: { 'policies/a.mdx': policyText(fields) } }))).toEqual([
      expect.stringContaining('policy/person-unknown'),
    ]);
  },
);
