import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Book } from '../../model/book.ts';
import type { Policy } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Part } from '../../parse/parse-content.ts';
import type { DocumentRule } from '../rule.ts';
import { eachOf, scopesNamedIn, typesNamedIn, type Named } from './named-in-rules.ts';

/** Names of one kind in one file, and what they may stand for. */
interface Mentions {
  readonly source: SourceFile;
  readonly named: readonly Named[];
  readonly known: readonly string[];
  readonly problem: (name: string) => string;
  /** What to do where no known name is near. */
  readonly remedy: string;
  /** Such a name may come to stand for something later: only a warning where no known name is near. */
  readonly isOpen?: boolean;
  /** Parts from which the known names come: where a file of these could not be read, more may be known. */
  readonly from?: readonly Part[];
}

export const nameUnknown: DocumentRule = {
  code: 'policy/name-unknown',
  severity: 'error',
  requirement:
    'Every type, scope, category and event that rules, settings and records name is one that the book has.',

  *check(book, unread) {
    for (const mentions of [
      ...book.policies.flatMap((policy) => listRuleNames(policy, book)),
      ...book.policies.flatMap((policy) => listReviewNames(policy, book)),
      ...listSettingsNames(book),
      ...listRecordNames(book),
    ]) {
      const { source, known, problem, remedy, isOpen = false, from = [] } = mentions;
      if (from.some((part) => unread.has(part))) continue;
      for (const [path, name] of mentions.named) {
        if (known.includes(name)) continue;
        const near = nearestName(name, known);
        yield {
          at: locateField(source, path),
          problem: problem(name),
          remedy: near ? `Did you mean "${near}"?` : remedy,
          ...(isOpen && !near && { severity: 'warning' }),
        };
      }
    }
  },
};

const giveScopePaths = 'Give the scope its paths under scopes of a repository in policybook.yaml';

function listRuleNames({ id, current }: Policy, { settings, changes }: Book): Mentions[] {
  const { source, frontmatter } = current;
  const rules = frontmatter.changeRules;
  if (!rules) return [];
  const types = Object.keys(rules.types);
  const judged = settings.repositories.filter(({ policy }) => policy === id);
  return [
    {
      source,
      named: typesNamedIn(rules),
      known: types,
      problem: (name) => `The policy has no type "${name}", so naming it here does nothing.`,
      remedy: `Name one of ${types.join(', ')}, or define it under types.`,
    },
    {
      source,
      // Where no repository is judged, nothing says yet which scopes there are.
      named: judged.length > 0 ? scopesNamedIn(rules) : [],
      known: [...judged.flatMap(({ scopes }) => Object.keys(scopes)), ...scopesOutside(changes)],
      problem: (name) =>
        `No repository that the policy judges has the scope "${name}", so naming it here does nothing.`,
      remedy: `${giveScopePaths}, or take it out of the rules.`,
      from: ['changes'],
    },
  ];
}

// What a company calls its own events is not known before it declares one; these two are usual.
const usualEvents = ['regulation', 'security-posture'];

function listReviewNames({ current }: Policy, { policies, settings, changes }: Book): Mentions[] {
  const { source, frontmatter } = current;
  const { repositories, events } = settings;
  const types = policies.flatMap((one) =>
    Object.keys(one.current.frontmatter.changeRules?.types ?? {}),
  );
  return [
    {
      source,
      named: eachOf(['reviewOn'], frontmatter.reviewOn),
      known: [
        ...repositories.flatMap(({ scopes }) => Object.keys(scopes)),
        ...scopesOutside(changes),
        ...events.map(({ event }) => event),
        ...usualEvents,
      ],
      problem: (name) =>
        `No repository has the scope "${name}" and no event of that name is declared, so it makes no review due.`,
      remedy: `${giveScopePaths}, or declare the event there on the day it happens.`,
      isOpen: true,
      from: ['changes'],
    },
    {
      source,
      named: types.length > 0 ? eachOf(['reviewOnTypes'], frontmatter.reviewOnTypes) : [],
      known: types,
      problem: (name) => `No policy has a type of change "${name}", so it makes no review due.`,
      remedy: `Name one of ${[...new Set(types)].join(', ')}.`,
      from: ['policies'],
    },
  ];
}

function listSettingsNames({ policies, settings, settingsSource: source }: Book): Mentions[] {
  const events = settings.events.map(({ event }, index): Named => [
    ['events', index, 'event'],
    event,
  ]);
  return [
    ...settings.repositories.flatMap(({ policy, categories = {} }, index): Mentions[] => {
      const judging = policies.find(({ id }) => id === policy);
      if (!judging) return [];
      return [
        {
          source,
          named: Object.keys(categories).map((name) => [
            ['repositories', index, 'categories', name],
            name,
          ]),
          known: judging.versions.flatMap(({ frontmatter }) =>
            Object.keys(frontmatter.changeRules?.categories ?? {}),
          ),
          problem: (name) =>
            `The policy ${policy} has no category "${name}", so these paths decide none.`,
          remedy: 'Name a category of the policy, or take it out.',
          from: ['archive'],
        },
      ];
    }),
    {
      source,
      named: events,
      known: policies.flatMap(({ current }) => current.frontmatter.reviewOn),
      problem: (name) => `No policy names the event "${name}" in reviewOn, so it makes none due.`,
      remedy: 'Add it to reviewOn of the policies that are to be reviewed upon it, or take it out.',
      isOpen: true,
      from: ['policies'],
    },
  ];
}

/** Rules find a change made outside git by the scopes that its record states; a misspelt one they would not find. */
function listRecordNames({ policies, settings, changes }: Book): Mentions[] {
  const inPolicies = policies.flatMap(({ versions }) =>
    versions.flatMap(({ frontmatter: { changeRules, reviewOn } }) => [
      ...reviewOn,
      ...(changeRules ? scopesNamedIn(changeRules).map(([, name]) => name) : []),
    ]),
  );
  const inGit = settings.repositories.flatMap(({ scopes }) => Object.keys(scopes));
  return changes.flatMap(({ record: { form, followUps, scopes } }) => {
    const own = followUps.find(({ fields }) => fields.change === undefined);
    if (form !== 'outside-git' || !own) return [];
    return {
      source: own.source,
      named: eachOf(['scope'], scopes),
      known: [...inPolicies, ...inGit],
      problem: (name) =>
        `No policy and no repository names the scope "${name}", so nothing is asked of the change because of it.`,
      remedy: 'Correct it, or name the scope in the rules that are to find such changes.',
      isOpen: true,
      from: ['policies', 'archive'],
    };
  });
}

/** A record of a change made outside git states its scopes itself, and they may be others. */
function scopesOutside(changes: Book['changes']): string[] {
  return changes.flatMap(({ record }) => (record.form === 'outside-git' ? record.scopes : []));
}
