import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  missing: report(
    '"{title}" {version} has the status approved and does not name an approval.',
    'Add approval: { by: <person>, on: <day> }, or set the status to draft.',
  ),
};

export const approvalMissing: DocumentRule = {
  code: 'policy/approval-missing',
  severity: 'error',
  requirement: 'An approved policy states who approved it and when.',
  messages,
  example: {
    good: ['status: approved', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['status: approved', 'approval:'],
    reported: 'policies/access-control.mdx status: approved',
  },

  *check({ policies }) {
    for (const { source, frontmatter } of policies.flatMap(({ versions }) => versions)) {
      if (frontmatter.status !== 'approved' || frontmatter.approval) continue;
      yield { at: locateField(source, ['status']), ...fill(messages.missing, frontmatter) };
    }
  },
};
