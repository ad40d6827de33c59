import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judge, policyText, settingsText } from '../../../helpers/book.ts';
import { historyOf } from '../../../helpers/policy-history.ts';

const id = 'harbour-rules';
const body = '## 1. Purpose\n\nBoats may enter at any time of day.\n';

function fields(version: string, on: string, publish: string): Record<string, string> {
  const row = `{ version: "${version}", date: ${on}, by: ada, change: normative, summary: A version. }`;
  const first =
    '{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: The first. }';
  return {
    title: 'Harbour Rules',
    publish,
    classification: publish === 'whole' ? 'public' : 'internal',
    version: `"${version}"`,
    effective: on,
    approval: `{ by: ben, on: ${on} }`,
    history: version === '1.0' ? `[${first}]` : `[${row}, ${first}]`,
  };
}

const settings = `${settingsText}policies: { history: git, since: '${'1'.repeat(40)}' }\n`;

test.each(['extract', 'whole'])(
  'a version that waits does not stop the public edition of the one in force: publish %s',
  (publish) => {
    const inForce = policyText(fields('1.0', '2026-01-05', publish), body);
    const later = policyText(fields('1.1', '2026-05-20', publish), `${body}\nThey pay.\n`);
    const byDate = policyText(fields('1.1', '2027-01-05', publish), `${body}\nThey pay.\n`);
    const landed = { at: '2026-01-05T10:00:00Z', text: inForce };
    for (const [current, landings] of [
      [byDate, [landed, { at: '2026-05-20T10:00:00Z', text: byDate }]],
      // On a branch or not committed: git has only the text in force.
      [later, [landed]],
    ] as const) {
      const { book } = judge({
        files: { 'policybook.yaml': settings, [`policies/${id}.mdx`]: current },
        policyHistory: historyOf(id, landings),
      });
      if (!book) throw new Error('The book was not read.');
      const open = publicBook(book);
      expect(open.diagnostics).toEqual([]);
      expect(open.book.policies.map((one) => one.current.version)).toEqual(['1.0']);
      expect(JSON.stringify(open.book)).not.toContain('@1111');
    }
  },
);
