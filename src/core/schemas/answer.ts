import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

const expectedRule = 'expected the code of a rule such as change/approvals';
const ruleCode = z.string().regex(/^change\/[a-z-]+$/, expectedRule);

/** One code or several, each once. */
const ruleCodes = z
  .union([z.string(), z.array(z.string()).min(1, expectedRule)], {
    error: `${expectedRule}, or a list of such codes`,
  })
  .superRefine((written, context) => {
    const codes = [written].flat();
    for (const [index, code] of codes.entries()) {
      const path = Array.isArray(written) ? [index] : [];
      const issue = { code: 'custom', input: code, path } as const;
      if (!ruleCode.safeParse(code).success) context.addIssue({ ...issue, message: expectedRule });
      else if (codes.indexOf(code) < index) {
        context.addIssue({ ...issue, message: 'expected each code once' });
      }
    }
  });

const covers = z.strictObject({
  repositories: z.array(slug).min(1).describe('Whose changes it covers, by id in policybook.yaml.'),
  types: z.array(slug).min(1).optional().describe('Only changes of one of these types.'),
  scopes: z.array(slug).min(1).optional().describe('Only changes that touch one of these scopes.'),
});

const closed = z.strictObject({ on: calendarDate, by: slug, note: text });

const fields = {
  change: slug.optional().describe('The change that deviates.'),
  covers: covers
    .optional()
    .describe(
      'Which changes a standing exception is for, from its day to the day on which it expires.',
    ),
  by: slug,
  on: calendarDate,
  why: text,
  action: text.describe('What was done to make up for it.'),
  approvedBy: slug,
  expires: calendarDate.optional().describe('The last day on which it counts.'),
  closed: closed
    .optional()
    .describe('That it is over: a standing exception covers no change after this day.'),
};

/**
 * content/answers/*.yaml: the company's answer to deviations of one change, or a standing exception for changes to come.
 */
export const answerFileSchema = z
  .strictObject({
    ...fields,
    rule: ruleCodes.describe('The rule that was broken, by its code, or a list of several.'),
  })
  .superRefine((written, context) => {
    const refuse = (field: string, message: string) => {
      context.addIssue({ code: 'custom', input: written, path: [field], message });
    };
    if (written.covers === undefined) {
      if (written.change === undefined) {
        refuse('change', 'expected the change that deviates, or covers for a standing exception');
      }
      return;
    }
    if (written.change !== undefined) refuse('covers', 'expected either change or covers');
    if (written.expires === undefined) {
      refuse('expires', 'expected the last day of the exception');
    }
  });

/** An answer to one rule, as it is judged: a file with several rules is one for each of them. */
export const answerSchema = z.strictObject({
  ...fields,
  rule: ruleCode,
  since: calendarDate
    .optional()
    .describe(
      'The first day that a standing exception covers: its own, or the later day on which it landed in the book.',
    ),
});

export type Answer = z.output<typeof answerSchema>;
/** An answer that covers changes to come. */
export type StandingException = Answer & { readonly covers: z.output<typeof covers> };

/** The answers in one file: one for each of its rules. */
export function splitAnswer({ rule, ...shared }: z.output<typeof answerFileSchema>): Answer[] {
  return [rule].flat().map((one) => ({ ...shared, rule: one }));
}

/** How a message names an answer, after "the". */
export function answerInWords({ change }: Answer): string {
  return change === undefined ? 'standing exception' : `answer to ${change}`;
}

/** One answer of each file, for what its rules have in common. */
export function filesOfAnswers<Filed extends { readonly source: object }>(
  answers: readonly Filed[],
): Filed[] {
  return [...new Map(answers.toReversed().map((one) => [one.source, one])).values()].toReversed();
}

export function isStanding(answer: Answer): answer is StandingException {
  return answer.covers !== undefined;
}
