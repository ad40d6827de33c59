import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const approvalMissing: DocumentRule = {
  code: 'policy/approval-missing',
  severity: 'error',
  requirement: 'An approved policy says who approved it and when.',

  *check({ policies }) {
    for (const { source, frontmatter } of policies.flatMap(({ versions }) => versions)) {
      if (frontmatter.status !== 'approved' || frontmatter.approval) continue;

      yield {
        at: locateField(source, ['status']),
        problem: `"${frontmatter.title}" ${frontmatter.version} has the status approved and names no approval.`,
        remedy: 'Add approval: { by: <person>, on: <day> }, or set the status to draft.',
      };
    }
  },
};
