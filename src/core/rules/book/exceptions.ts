import type { Book } from '../../model/book.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import { locateField } from '../../parse/locate-field.ts';
import { filesOfAnswers, isStanding } from '../../schemas/answer.ts';
import type { DocumentExample } from '../example.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

function exceptionLines(fields: Readonly<Record<string, string>> = {}): readonly string[] {
  const ordinary = {
    covers: '{ repositories: [platform] }',
    rule: 'change/window',
    by: 'ada',
    on: '2026-03-05',
    expires: '2026-08-31',
    why: 'The provider migrates at night.',
    action: 'Two people watch each of these deployments.',
    approvedBy: 'ben',
  };
  return Object.entries({ ...ordinary, ...fields }).map(([name, value]) => `${name}: ${value}`);
}

function exceptionExample(bad: Readonly<Record<string, string>>): DocumentExample {
  return {
    file: 'answers/night-migration.yaml',
    good: exceptionLines(),
    bad: exceptionLines(bad),
    change: {},
  };
}

const unknown = report(
  'The standing exception names the {kind} "{name}", which the book does not have.',
  'Write one of {known}.',
);

export const exceptionUnknown: DocumentRule = {
  code: 'book/exception-unknown',
  severity: 'error',
  requirement:
    'A standing exception names rules, repositories, types and scopes that the book has.',
  messages: { unknown },
  example: exceptionExample({ covers: '{ repositories: [plattform] }' }),

  *check(book) {
    const known = namesOf(book);
    for (const { source, value } of book.answers) {
      if (!isStanding(value)) continue;
      const { repositories, types = [], scopes = [] } = value.covers;
      const named = [
        { kind: 'rule', names: [value.rule], path: ['rule'] },
        { kind: 'repository', names: repositories, path: ['covers', 'repositories'] },
        { kind: 'type', names: types, path: ['covers', 'types'] },
        { kind: 'scope', names: scopes, path: ['covers', 'scopes'] },
      ] as const;
      for (const { kind, names, path } of named) {
        const all = known[kind];
        if (kind === 'rule' && all.length === 0) continue;
        for (const name of names.filter((one) => !all.includes(one))) {
          const message = fill(unknown, {
            kind,
            name,
            known: all.join(', ') || 'those that you add',
          });
          yield { at: locateField(source, path), ...message, ...suggestName(name, all) };
        }
      }
    }
  },
};

/** Every name that an exception may use. The rules are those of a judged change: empty where none was judged. */
function namesOf({ settings, policies, changes }: Book) {
  const { repositories } = settings;
  const rules = policies.flatMap(({ versions }) =>
    versions.flatMap(({ frontmatter }) => frontmatter.changeRules ?? []),
  );
  const judged = changes.find(({ verdicts }) => verdicts.length > 0)?.verdicts ?? [];
  return {
    rule: judged.map(({ rule }) => rule),
    repository: repositories.map(({ id }) => id),
    type: [...new Set(rules.flatMap(({ types }) => Object.keys(types)))],
    scope: [...new Set(repositories.flatMap(({ scopes }) => Object.keys(scopes)))],
  };
}

const long = report(
  'The standing exception expires on {expires}, more than {longest} after {on}.',
  'Write {latest} at the latest; where it is still needed then, write a new file with a new approval.',
);

export const exceptionTooLong: DocumentRule = {
  code: 'book/exception-too-long',
  severity: 'error',
  requirement:
    'A standing exception expires within the longest time that a policy may go without a review (reviews.atMost).',
  messages: { long },
  example: exceptionExample({ expires: '2028-03-05' }),

  *check({ answers, settings: { reviews } }) {
    for (const { source, value } of filesOfAnswers(answers)) {
      const { covers, on, expires } = value;
      const latest = addPeriod(on, reviews.atMost);
      if (!covers || expires === undefined || expires <= latest) continue;
      const facts = {
        expires: dateInWords(expires),
        longest: periodInWords(reviews.atMost),
        on: dateInWords(on),
        latest: dateInWords(latest),
      };
      yield { at: locateField(source, ['expires']), ...fill(long, facts) };
    }
  },
};
