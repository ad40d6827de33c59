import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Approval } from '../../model/change-record.ts';

/** Each line of approvals of a message that does not only name people, and so approves nothing. */
export function checkPeopleLines(approvals: readonly Approval[], file: string): Diagnostic[] {
  const misread = approvals.filter(
    ({ source, misread: fault }) => source === 'message' && fault !== undefined,
  );
  // One line is one fault, however many people it names.
  return [...Map.groupBy(misread, ({ line = 1 }) => line)].flatMap(([line, [first]]) => {
    if (!first) return [];
    const { by, misread: fault = '' } = first;
    const problem = `The approval by ${by.name || by.email} does not count: ${fault}.`;
    const remedy =
      'Write "Name <address>" as people.yaml has it, or "@login", several with commas, and nothing else on the line.';
    return [
      { code: 'record/people-line', severity: 'warning', at: { file, line }, problem, remedy },
    ];
  });
}
