import type { Book } from '../../model/book.ts';
import { scopeNamesOf } from '../../model/dependency-change.ts';
import type { Policy } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Part } from '../../parse/find-unread.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { fill, report, suggestName, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const giveScopePaths = 'Give the scope its paths under scopes of a repository in policybook.yaml';
const messages = {
  type: report(
    'The policy does not have a type "{name}", so this name has no effect.',
    'Name one of {known}, or define it under types.',
  ),
  scope: report(
    'No repository that the policy judges has the scope "{name}", so this name has no effect.',
    `${giveScopePaths}, or remove it from the rules.`,
  ),
  trigger: report(
    'No repository has the scope "{name}" and no event of that name is declared, so it makes no review due.',
    `${giveScopePaths}, or declare the event there on the day it happens.`,
  ),
  triggerType: report(
    'No policy has a type of change "{name}", so it makes no review due.',
    'Name one of {known}.',
  ),
  category: report(
    'The policy that judges the repository does not have a category "{name}", so these paths decide none.',
    'Name a category of the policy, or remove it.',
  ),
  kind: report(
    'The policy that judges the repository does not have a kind "{name}", so these paths bind none.',
    'Name a kind of a type of the policy, or remove it.',
  ),
  system: report(
    'The system "{name}" is not one of those whose settings cannot be kept in git ({known}).',
    'Change its settings in git, or add it to outsideGit.systems in policybook.yaml.',
  ),
  event: report(
    'No policy names the event "{name}" in reviewOn, so it makes no review due.',
    'Add it to reviewOn of the policies that it makes due, or remove it.',
  ),
  gatedPolicy: report(
    'The book does not have a policy "{name}", so this exception of the gates has no effect.',
    'Name one of {known}, or remove it.',
  ),
  namedPolicy: report(
    'The book does not have a policy "{name}", so this name has no effect.',
    'Name one of {known}, or remove it.',
  ),
  scopeOutsideGit: report(
    'No policy and no repository names the scope "{name}", so it has no effect on the change.',
    'Correct it, or name the scope in the rules that apply to such changes.',
  ),
};

const unheld = report(
  'No person has the role "{role}".',
  'Give the role to a person in people.yaml, with its first day.',
);

export const roleUnknown: DocumentRule = {
  code: 'policy/role-unknown',
  severity: 'error',
  requirement: 'A person in people.yaml has every role that a policy names.',
  isOfPresent: true,
  messages: { unheld },
  example: { good: ['owner: cto'], bad: ['owner: ciso'] },

  *check({ policies, people, asOf }) {
    const held = Object.values(people)
      .flatMap(({ roles }) => roles)
      .filter(({ to }) => to === undefined || to >= asOf)
      .map(({ role }) => role);
    for (const { current } of policies) {
      for (const [path, role] of rolesNamedIn(current.frontmatter)) {
        if (held.includes(role)) continue;
        const problem = { ...fill(unheld, { role }), ...suggestName(role, held) };
        yield { at: locateField(current.source, path), ...problem };
      }
    }
  },
};

function rolesNamedIn({ owner, duties, changeRules }: PolicyFrontmatter): Named[] {
  const { types = {}, categories = {}, separation, sensitive } = changeRules ?? {};
  return [
    [['owner'], owner],
    ...duties.map(({ owner: role }, index): Named => [['duties', index, 'owner'], role]),
    ...below('changeRules', [
      ...Object.entries(types).flatMap(([name, { approvers, afterwards }]) => [
        ...eachOf(['types', name, 'approvers'], approvers),
        ...eachOf(
          ['types', name, 'afterwards', 'securityReview', 'roles'],
          afterwards?.securityReview?.roles,
        ),
      ]),
      ...Object.entries(categories).flatMap(([name, { signOff, securityReview }]) => [
        ...eachOf(['categories', name, 'signOff'], signOff),
        ...eachOf(['categories', name, 'securityReview'], securityReview),
      ]),
      ...Object.entries(separation?.deputies ?? {}).flatMap(([name, roles]) =>
        eachOf(['separation', 'deputies', name], roles),
      ),
      ...eachOf(['sensitive', 'reviewers'], sensitive?.reviewers),
    ]),
  ];
}

/** A name and its place, below the frontmatter or the settings. */
type Named = readonly [path: FieldPath, name: string];

/** Names of one kind in one file, and the names that are known. */
interface Mentions {
  readonly source: SourceFile;
  readonly named: readonly Named[];
  readonly known: readonly string[];
  readonly message: DocumentMessage;
  /** Whether the name may be declared later: then it is only a warning, unless a known name is near. */
  readonly isOpen?: boolean;
  /** Parts from which the known names come. More may be known where a file of these was not read. */
  readonly from?: readonly Part[];
}

export const nameUnknown: DocumentRule = {
  code: 'policy/name-unknown',
  severity: 'error',
  requirement:
    'The book has every type, scope, category, kind, event and system that rules, settings and records name.',
  isOfPresent: true,
  messages,
  example: { good: ['reviewOn: [regulation]'], bad: ['reviewOn: [regulatoin]'] },

  *check(book, unread) {
    for (const mentions of [
      ...book.policies.flatMap((policy) => listRuleNames(policy, book)),
      ...book.policies.flatMap((policy) => listReviewNames(policy, book)),
      ...listSettingsNames(book),
      ...listRecordNames(book),
    ]) {
      const { source, known, message, isOpen = false, from = [] } = mentions;
      if (from.some((part) => unread.has(part))) continue;
      for (const [path, name] of mentions.named) {
        if (known.includes(name)) continue;
        const suggestion = suggestName(name, known);
        yield {
          at: locateField(source, path),
          ...fill(message, { name, known: [...new Set(known)].join(', ') }),
          ...suggestion,
          ...(isOpen && !suggestion.remedy && { severity: 'warning' }),
        };
      }
    }
  },
};

function listRuleNames({ id, current }: Policy, { settings, changes }: Book): Mentions[] {
  const { source, frontmatter } = current;
  const rules = frontmatter.changeRules;
  if (!rules) return [];
  const types = Object.keys(rules.types);
  const judged = settings.repositories.filter(({ policy }) => policy === id);
  return [
    { source, named: typesNamedIn(rules), known: types, message: messages.type },
    {
      source,
      // Without a judged repository no scopes are known yet.
      named: judged.length > 0 ? scopesNamedIn(rules) : [],
      known: [...judged.flatMap(scopeNamesOf), ...scopesOutside(changes)],
      message: messages.scope,
      from: ['changes'],
    },
  ];
}

// A company declares events under names of its own; these two are usual before it does.
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
        ...repositories.flatMap(scopeNamesOf),
        ...scopesOutside(changes),
        ...events.map(({ event }) => event),
        ...usualEvents,
      ],
      message: messages.trigger,
      isOpen: true,
      from: ['changes'],
    },
    {
      source,
      named: types.length > 0 ? eachOf(['reviewOnTypes'], frontmatter.reviewOnTypes) : [],
      known: types,
      message: messages.triggerType,
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
    ...settings.repositories.flatMap(
      ({ policy, categories = {}, kinds = {} }, index): Mentions[] => {
        const judging = policies.find(({ id }) => id === policy);
        if (!judging) return [];
        const rules = judging.versions.flatMap(({ frontmatter }) => frontmatter.changeRules ?? []);
        const named = (field: string, names: object) =>
          Object.keys(names).map((name): Named => [['repositories', index, field, name], name]);
        return [
          {
            source,
            named: named('categories', categories),
            known: rules.flatMap((one) => Object.keys(one.categories ?? {})),
            message: messages.category,
            from: ['archive'],
          },
          {
            source,
            named: named('kinds', kinds),
            known: rules.flatMap(({ types }) =>
              Object.values(types).flatMap((type) => type.kinds ?? []),
            ),
            message: messages.kind,
            from: ['archive'],
          },
        ];
      },
    ),
    {
      source,
      named: [
        ...eachOf(
          ['editions', 'public', 'nameInternalPolicies'],
          settings.editions.public?.nameInternalPolicies,
        ),
        ...Object.entries(settings.policies.renamed).map(([former, id]): Named => [
          ['policies', 'renamed', former],
          id,
        ]),
      ],
      known: [...policies.map(({ id }) => id), ...settings.policies.planned],
      message: messages.namedPolicy,
      isOpen: true,
      from: ['policies'],
    },
    {
      source,
      named: settings.gates.exceptions.flatMap(({ policies: ids }, index) =>
        eachOf(['gates', 'exceptions', index, 'policies'], ids),
      ),
      known: [...policies.map(({ id }) => id), ...settings.policies.planned],
      message: messages.gatedPolicy,
    },
    {
      source,
      named: events,
      known: policies.flatMap(({ current }) => current.frontmatter.reviewOn),
      message: messages.event,
      isOpen: true,
      from: ['policies'],
    },
  ];
}

/** The scopes that the record of a change made outside git states: rules do not apply by one that is misspelt. */
function listRecordNames({ policies, settings, changes }: Book): Mentions[] {
  const inPolicies = policies.flatMap(({ versions }) =>
    versions.flatMap(({ frontmatter: { changeRules, reviewOn } }) => [
      ...reviewOn,
      ...(changeRules ? scopesNamedIn(changeRules).map(([, name]) => name) : []),
    ]),
  );
  const inGit = settings.repositories.flatMap(({ scopes }) => Object.keys(scopes));
  return changes.flatMap(({ record: { form, followUps, scopes } }): Mentions[] => {
    const own = followUps.find(({ fields }) => fields.change === undefined);
    if (form !== 'outside-git' || !own) return [];
    const { source, fields } = own;
    const systems = settings.outsideGit?.systems;
    return [
      {
        source,
        named: eachOf(['scope'], scopes),
        known: [...inPolicies, ...inGit],
        message: messages.scopeOutsideGit,
        isOpen: true,
        from: ['policies', 'archive'],
      },
      ...(systems
        ? [
            {
              source,
              named: [[['system'], fields.system ?? ''] as const],
              known: systems,
              message: messages.system,
            },
          ]
        : []),
    ];
  });
}

/** Scopes that no repository has, because the record of a change made outside git states them itself. */
function scopesOutside(changes: Book['changes']): string[] {
  return changes.flatMap(({ record }) => (record.form === 'outside-git' ? record.scopes : []));
}

/** Every place of the rules, but the definitions themselves, that names a type of change. */
function typesNamedIn(rules: ChangeRules): Named[] {
  const { scopeTypes, workTypes, separation, windows, monitoring, record, categories = {} } = rules;
  return below('changeRules', [
    ...namesIn(scopeTypes).flatMap((scope) => eachOf(['scopeTypes', scope], scopeTypes?.[scope])),
    ...namesIn(workTypes).flatMap((work) => eachOf(['workTypes', work], workTypes?.[work])),
    ...eachOf(['separation', 'highRisk', 'types'], separation?.highRisk?.types),
    ...eachOf(['windows', 'exempt'], windows?.exempt),
    ...namesIn(monitoring).map((name): Named => [['monitoring', name], name]),
    ...eachOf(['record', 'rollbackSteps'], record?.rollbackSteps),
    ...eachOf(['deploymentChecks', 'types'], rules.deploymentChecks?.types),
    ...(record?.trailers ?? []).flatMap(({ types }, index) =>
      eachOf(['record', 'trailers', index, 'types'], types),
    ),
    ...Object.entries(categories).map(([name, { type }]): Named => [
      ['categories', name, 'type'],
      type,
    ]),
  ]);
}

/** Every place of the rules that names a scope. */
function scopesNamedIn(rules: ChangeRules): Named[] {
  const { scopeTypes, separation, sensitive, validation, rollback, categories = {} } = rules;
  return below('changeRules', [
    ...namesIn(scopeTypes).map((scope): Named => [['scopeTypes', scope], scope]),
    ...eachOf(['separation', 'highRisk', 'scopes'], separation?.highRisk?.scopes),
    ...eachOf(['sensitive', 'scopes'], sensitive?.scopes),
    ...eachOf(['validation', 'scopes'], validation?.scopes),
    ...eachOf(['rollback', 'scopes'], rollback?.scopes),
    ...Object.entries(categories).map(([name, { scope }]): Named => [
      ['categories', name, 'scope'],
      scope,
    ]),
  ]);
}

/** The names of a list, each with its place. */
function eachOf(path: FieldPath, names: readonly string[] = []): Named[] {
  return names.map((name, index) => [[...path, index], name]);
}

/** The keys of a section that are names of the company. */
function namesIn(section: object = {}): string[] {
  return Object.keys(section).filter((key) => key !== 'clause' && key !== 'level');
}

function below(field: string, named: readonly Named[]): Named[] {
  return named.map(([path, name]) => [[field, ...path], name]);
}
