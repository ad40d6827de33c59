import { expect, test } from 'vitest';
import { judgeGood, policyText, settingsText } from '../../../helpers/book.ts';
import { lineOf } from '../../../helpers/line-of.ts';

const changeRules =
  '{ types: { normal: { clause: "1", approvals: 1 } }, record: { clause: "1", requires: [reason] } }';

/** The verdict on the approvals of a change whose message ends with a line, and what is reported of that line. */
const judge = (line: string) => {
  const { changes } = judgeGood({
    histories: [
      lineOf('shop', [
        {
          at: '2026-02-02T10:00:00Z',
          title: 'Change 1 (#1)',
          body: `Change-Type: normal\nReason: Totals.\n${line}`,
        },
      ]),
    ],
    files: {
      'policybook.yaml': `${settingsText}repositories: [{ id: shop, path: ../shop, since: 2026-01-10, policy: changes }]\n`,
      'policies/changes.mdx': policyText({ title: 'Changes', changeRules }),
    },
  });
  return changes[0]?.verdicts.find(({ rule }) => rule === 'change/approvals');
};

test('a line with more than people approves nothing, and the verdict says what it contains', () => {
  expect(judge('Approved-by: Ada Finch <ada@example.org>')?.outcome).toBe('pass');
  const pending = judge('Approved-by: pending: Ada Finch <ada@example.org>');
  expect(pending?.outcome).toBe('fail');
  expect(pending?.statement).toContain('is not the name of');
});
