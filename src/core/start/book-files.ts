import { bookFormat } from '../schemas/book-format.ts';
import { stringify } from 'yaml';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { FoundPerson } from './group-authors.ts';

/** A repository that the book judges. */
export interface FoundRepository {
  readonly id: string;
  /** Relative to the parent of the content folder. */
  readonly path: string;
  readonly branch: string;
  /** Globs by scope. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}

/** What a new book is made from. */
export interface BookPlan {
  readonly organisation: string;
  readonly contact: string;
  readonly timeZone: string;
  readonly url: string;
  readonly publicUrl?: string;
  /** Adoption: changes before it are not judged. */
  readonly since: CalendarDate;
  readonly people: readonly FoundPerson[];
  /** Ids of people: the owner of the policies, and who approves them. */
  readonly owner: string;
  readonly approver?: string;
  readonly repositories: readonly FoundRepository[];
  readonly planned: readonly string[];
  /** Whether the policy on changes is in the book, which judges the repositories. */
  readonly judges: boolean;
}

/** policybook.yaml of a new book. `history` is git where the first commit is known. */
export function formatSettings(
  plan: BookPlan,
  landing?: { readonly first: string; readonly branch: string },
): string {
  const { organisation, contact, timeZone, url, publicUrl, planned, since } = plan;
  return stringify(
    {
      organisation: { name: organisation, contact },
      format: bookFormat,
      timeZone,
      editions: {
        internal: { url },
        ...(publicUrl !== undefined && { public: { url: publicUrl, contact } }),
      },
      policies: {
        ...(landing
          ? {
              history: 'git',
              since: landing.first,
              ...(landing.branch !== 'main' && { branch: landing.branch }),
            }
          : { history: 'files' }),
        ...(planned.length > 0 && { planned }),
      },
      ...(plan.judges && {
        repositories: plan.repositories.map(({ id, path, branch, scopes }) => ({
          id,
          path,
          branch,
          since,
          policy: 'change-management',
          scopes,
        })),
      }),
    },
    { lineWidth: 0 },
  );
}

/** people.yaml of a new book: owner and approver first, and a comment where several addresses were joined. */
export function formatPeople({ people, owner, approver, since }: BookPlan): string {
  const isFirst = ({ id }: FoundPerson) => id === owner || id === approver;
  const sorted = [...people.filter(isFirst), ...people.filter((one) => !isFirst(one))];
  const entries = sorted.map(({ id, name, emails, forge, isBot }) => {
    const roles = [
      ...(id === owner ? ['cto', 'ciso'] : []),
      ...(id === (approver ?? owner) ? ['ceo'] : []),
    ];
    const joined =
      emails.length > 1
        ? '# These addresses were joined because a name or an account agrees. Check them.\n'
        : '';
    const person = {
      name,
      emails,
      ...(Object.keys(forge).length > 0 && { forge }),
      ...(roles.length > 0 && { roles: roles.map((role) => ({ role, from: since })) }),
      ...(isBot && { bot: true }),
    };
    return joined + stringify({ [id]: person }, { lineWidth: 0 });
  });
  return [
    '# Everybody whose name counts: an approval by a person who is not here does not count.\n# The policies name the roles ceo, cto and ciso; give each to the person who has it.\n',
    ...entries,
  ].join('\n');
}

/** The scripts of a book's package.json: every command under its own name. */
export function packageOf(
  present: Readonly<Record<string, unknown>>,
  {
    name,
    dependency: [engine, version],
    commands,
  }: {
    name: string;
    dependency: readonly [name: string, version: string];
    commands: readonly string[];
  },
): string {
  const { scripts, dependencies, ...rest } = present as {
    scripts?: Record<string, string>;
    dependencies?: Record<string, string>;
  };
  const whole = {
    ...(Object.keys(rest).length === 0 ? { name, private: true } : rest),
    scripts: {
      ...Object.fromEntries(commands.map((one) => [one, `policybook ${one}`])),
      ...scripts,
    },
    dependencies: { [engine]: version, ...dependencies },
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
