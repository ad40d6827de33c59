import { changeRules, documentRules } from '../rules/index.ts';
import type { Book } from '../model/book.ts';
import { controlTitles } from '../model/control-titles.ts';
import { isWhole, type PublicBook } from '../model/edition.ts';
import { ruleAnchor } from '../views/changes/verdict-table.ts';
import { listControls } from '../views/controls/controls.ts';
import { changePath, controlPath, ownerPath, policyPath, registerPath } from '../views/paths.ts';
import { frameworkInWords } from '../views/policies/policy-rows.ts';
import { registerParts } from '../views/register/register-parts.ts';
import { filterName, pageTitle } from '../views/register/register-words.ts';
import { listOwners } from '../views/reviews/owners.ts';

/** A place that a search leads to at once when it is named exactly. */
export interface SearchPlace {
  readonly title: string;
  /** What it is, or where. */
  readonly kind: string;
  readonly path: string;
  /** Its names, in lower case. */
  readonly keys: readonly string[];
}

/** The policies, clauses and, for staff, controls, rules, roles, people and repositories of an edition. */
export function searchPlaces(book: PublicBook): SearchPlace[] {
  const documents = book.policies.flatMap(({ id, formerIds = [], current }) => {
    const { frontmatter, clauses } = current;
    return [
      place(frontmatter.title, 'Policy', policyPath(id), [frontmatter.title, id, ...formerIds]),
      ...clauses.map(({ id: clause, number, title }) =>
        place(
          number === undefined ? title : `${number} ${title}`,
          frontmatter.title,
          `${policyPath(id)}#${clause}`,
          [title, ...(number === undefined ? [] : [number, `clause ${number}`])],
        ),
      ),
    ];
  });
  return isWhole(book) ? [...documents, ...staffPlaces(book)] : documents;
}

function staffPlaces(book: Book): SearchPlace[] {
  const controls = listControls(book).map(({ framework, control }) => {
    const name = frameworkInWords(framework);
    const title = controlTitles.get(framework)?.get(control) ?? '';
    return place(`${control} ${title}`.trim(), `Control of ${name}`, controlPath(name, control), [
      control,
      `${name} ${control}`,
    ]);
  });
  const frameworks = [...new Set(listControls(book).map(({ framework }) => framework))].map((id) =>
    place(frameworkInWords(id), 'Controls', `/controls/#${id}`, [id, frameworkInWords(id)]),
  );
  const rules = [...changeRules, ...documentRules].map(({ code, requirement }) =>
    place(code, requirement, `/rules/#${ruleAnchor(code)}`, [code, code.replace(/^.*\//, '')]),
  );
  const roles = listOwners(book).map(({ role, name, holders }) =>
    place(name, holders.join(', '), ownerPath(role), [role, name, ...holders]),
  );
  const parts = registerParts(book)
    .filter(({ kind }) => ['person', 'repository', 'type', 'scope', 'quarter'].includes(kind))
    .map((part) =>
      place(pageTitle({ part }, book), 'Register', registerPath(part), [
        part.key,
        filterName(part.kind, part.key, book),
      ]),
    );
  return [...controls, ...frameworks, ...rules, ...roles, ...parts];
}

/** The changes by id, pull request, ticket and commit; read only when a search looks like one of these. */
export function changePlaces({ changes }: Book): SearchPlace[] {
  return changes.map(({ record }) =>
    place(record.title, `Change ${record.id}`, changePath(record.id), [
      record.id,
      ...(record.pullRequest === undefined ? [] : [String(record.pullRequest)]),
      ...(record.fields.ticket?.value.split(/[\s,;]+/) ?? []),
      ...(record.commit === undefined ? [] : [record.commit]),
    ]),
  );
}

function place(title: string, kind: string, path: string, keys: readonly string[]): SearchPlace {
  return { title, kind, path, keys: [...new Set(keys.map((key) => key.toLowerCase()))] };
}
