import type { Book } from '../../model/book.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { expandComponent } from '../../parse/expand-component.ts';
import {
  findAsset,
  findClause,
  isPublishable,
  publishable,
  type PolicyTarget,
  readLinkTarget,
} from '../../parse/link-target.ts';
import { imagePath } from '../../parse/list-references.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import { isPictureName } from '../../parse/pictures/picture.ts';
import { filesOfAnswers } from '../../schemas/answer.ts';
import { fill, report, suggestName, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const clauseMissing = report(
  'The text of "{title}" {version} does not have a clause {clause}.',
  'Name one of its clauses ({known}), or give the heading its number.',
);
const oneType = (clause: string) =>
  `changeRules: { types: { normal: { clause: "${clause}", approvals: 1 } } }`;

export const clauseUnknown: DocumentRule = {
  code: 'policy/clause-unknown',
  severity: 'error',
  requirement: 'A clause that a rule or a duty names is in the text of the same version.',
  isOfPresent: true,
  messages: { unknown: clauseMissing },
  example: { good: [oneType('1')], bad: [oneType('9')] },

  *check({ policies }) {
    for (const { source, frontmatter, clauses } of policies.flatMap(({ versions }) => versions)) {
      const ids = clauses.map(({ id }) => id);
      const { title, version, changeRules, duties } = frontmatter;
      for (const { text: clause, path } of listTexts({ changeRules, duties }, ['clause'])) {
        if (ids.includes(clause)) continue;
        const facts = { title, version, clause, known: ids.slice(0, 12).join(', ') };
        const problem = { ...fill(clauseMissing, facts), ...suggestName(clause, ids) };
        yield { at: locateField(source, path), ...problem };
      }
    }
  },
};

/** Every text in a field of one of some names, at any depth, with its path. */
function* listTexts(
  node: unknown,
  names: readonly string[],
  path: FieldPath = [],
): Iterable<{ text: string; path: FieldPath }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const own = [...path, Array.isArray(node) ? Number(key) : key];
    if (names.includes(key) && typeof value === 'string') yield { text: value, path: own };
    else yield* listTexts(value, names, own);
  }
}

const personMissing = report(
  'people.yaml does not contain a person "{person}".',
  'Add "{person}" to people.yaml, or name another person.',
);

export const personUnknown: DocumentRule = {
  code: 'policy/person-unknown',
  severity: 'error',
  requirement:
    'Every person whom the book names as author, reviewer or approver is in people.yaml.',
  isOfPresent: true,
  messages: { unknown: personMissing },
  example: {
    good: ['approval: { by: ben, on: 2026-01-05 }'],
    bad: ['approval: { by: dora, on: 2026-01-05 }'],
  },

  *check({ policies, answers, duties, changes, people }) {
    const known = Object.keys(people);
    const files = [
      ...policies.flatMap(({ versions }) =>
        versions.map(({ source, frontmatter: { approval, history, reviews } }) => ({
          source,
          value: { approval, history, reviews },
        })),
      ),
      ...filesOfAnswers(answers),
      ...duties,
      ...changes.flatMap(({ record }) =>
        record.followUps.map(({ source, fields }) => ({ source, value: fields })),
      ),
    ];
    for (const { source, value } of files) {
      for (const { text: person, path } of listTexts(value, ['by', 'author', 'approvedBy'])) {
        if (known.includes(person)) continue;
        const problem = { ...fill(personMissing, { person }), ...suggestName(person, known) };
        yield { at: locateField(source, path), ...problem };
      }
    }
  },
};

const valueMissing = report(
  '{tag} prints nothing, because the frontmatter does not contain this value.',
  'Name a value of changeRules as it is written there, such as types.normal.leadTime.',
);
const printing = (name: string) => [oneType('1'), `The value is <Param name="${name}"/>.`];

export const parameterUnknown: DocumentRule = {
  code: 'policy/parameter-unknown',
  severity: 'error',
  requirement:
    'A value of the rules that the text prints is in the frontmatter of the same version.',
  isOfPresent: true,
  messages: { unknown: valueMissing },
  example: { good: printing('types.normal.approvals'), bad: printing('types.normal.leadTime') },

  *check({ policies }) {
    for (const { source, references, frontmatter } of policies.flatMap(
      ({ versions }) => versions,
    )) {
      for (const { component, parameter, line, column } of references.data) {
        const isNameless = component === 'Param' && parameter === undefined;
        if (isNameless || expandComponent(component, parameter, frontmatter) !== undefined)
          continue;
        const tag = `<${component}${parameter === undefined ? '' : ` name="${parameter}"`}/>`;
        yield { at: { file: source.file, line, column }, ...fill(valueMissing, { tag }) };
      }
    }
  },
};

const linkMessages = {
  noPolicy: report(
    'The link leads to "{url}", but the book does not have this policy.',
    'Write the policy, list "{policy}" under policies.planned in policybook.yaml, or write a whole address.',
  ),
  noClause: report(
    'The link leads to clause {clause} of "{title}", which does not have this clause.',
    'Link to one of its headings: {known}.',
  ),
  noFile: report(
    'content/assets does not contain the file "{file}", to which the link leads.',
    'Add the file, or correct its name.',
  ),
  kindOfFile: report(
    'The link leads to "{file}", a kind of file that a site does not publish for a policy.',
    'Publish one of: {kinds}.',
  ),
  nowhere: report(
    'The link leads to "{url}", which is not an address that a page can have.',
    'Write the name of a policy, a heading such as #4, a file such as ../assets/form.pdf, or a whole address with https://, mailto: or tel:.',
  ),
};

export const linkUnknown: DocumentRule = {
  code: 'policy/link-unknown',
  severity: 'error',
  requirement: 'A local link leads to a policy, a heading or a file of the book that exists.',
  isOfPresent: true,
  messages: linkMessages,
  example: { good: ['See [the purpose](#1).'], bad: ['See [the purpose](#7).'] },

  *check(book) {
    for (const { current } of book.policies) {
      for (const { url, line, column } of current.references.links) {
        const fault = findLinkFault(url, current, book);
        if (fault) yield { at: { file: current.source.file, line, column }, ...fault };
      }
    }
  },
};

function findLinkFault(url: string, own: PolicyVersion, book: Book): DocumentMessage | undefined {
  const target = readLinkTarget(url);
  switch (target.kind) {
    case 'elsewhere':
      return undefined;
    case 'heading':
      return target.anchor === '' ? undefined : checkAnchor(own, target.anchor);
    case 'policy':
      return checkReference(url, target, book);
    case 'file':
      return checkFile(target.path, book.assets);
    case 'unknown':
      return fill(linkMessages.nowhere, { url });
  }
}

function checkReference(
  url: string,
  { policy: id, anchor }: PolicyTarget,
  { policies, settings }: Book,
): DocumentMessage | undefined {
  const policy = policies.find((one) => one.id === id);
  if (policy) return anchor === undefined ? undefined : checkAnchor(policy.current, anchor);
  if (settings.policies.planned.includes(id)) return undefined;
  const ids = policies.map((one) => one.id);
  return { ...fill(linkMessages.noPolicy, { url, policy: id }), ...suggestName(id, ids) };
}

function checkFile(file: string, assets: readonly string[]): DocumentMessage | undefined {
  const names = assets.map((asset) => asset.split('/').slice(2).join('/'));
  if (findAsset(assets, file) === undefined) {
    return { ...fill(linkMessages.noFile, { file }), ...suggestName(file, names) };
  }
  return isPublishable(file)
    ? undefined
    : fill(linkMessages.kindOfFile, { file, kinds: publishable.join(', ') });
}

function checkAnchor(version: PolicyVersion, clause: string): DocumentMessage | undefined {
  if (findClause(version.clauses, clause)) return undefined;
  const ids = version.clauses.map(({ id }) => id);
  const { title } = version.frontmatter;
  const facts = { clause, title, known: ids.slice(0, 12).join(', ') };
  return { ...fill(linkMessages.noClause, facts), ...suggestName(clause, ids) };
}

const imageMessages = {
  outside: report(
    'The image "{image}" is outside the book.',
    'Put it into content/assets and write ../assets/<name>.',
  ),
  kind: report(
    'The file "{image}" is not a picture by its name.',
    'Show a PNG, JPEG, GIF, WebP or SVG.',
  ),
  missing: report(
    'content/assets does not contain the image "{image}".',
    'Add the file, or correct its name.',
  ),
  unlabelled: report(
    'The image "{image}" has no text in its brackets.',
    'Write what it shows: ![what it shows](../assets/<name>).',
  ),
};

export const imageUnknown: DocumentRule = {
  code: 'policy/image-unknown',
  severity: 'error',
  requirement:
    'An image of a policy is in the assets of the book and has a text for readers who cannot see it.',
  isOfPresent: true,
  messages: imageMessages,
  example: {
    good: ['![The layers of access](../assets/layers.svg)'],
    bad: ['![The layers of access](../assets/layer.svg)'],
  },

  *check({ policies, assets }) {
    for (const { references, source } of policies.flatMap(({ versions }) => versions)) {
      for (const { url, alternative, line, column } of references.images) {
        const fault = findImageFault(url, alternative, assets);
        if (fault) yield { at: { file: source.file, line, column }, ...fault };
      }
    }
  },
};

function findImageFault(
  url: string,
  alternative: string,
  assets: readonly string[],
): DocumentMessage | undefined {
  const image = imagePath(url);
  if (image === undefined) return fill(imageMessages.outside, { image: url });
  if (!isPictureName(image)) return fill(imageMessages.kind, { image });
  if (findAsset(assets, image) === undefined) return fill(imageMessages.missing, { image });
  return alternative.trim() === '' ? fill(imageMessages.unlabelled, { image }) : undefined;
}

const policyMissing = report(
  'The book does not have a policy "{related}".',
  'Write it, remove the line, or list "{related}" under policies.planned in policybook.yaml.',
);

export const relatedUnknown: DocumentRule = {
  code: 'policy/related-unknown',
  severity: 'error',
  requirement:
    'A policy that another names as related is in the book, or is planned in policybook.yaml.',
  isOfPresent: true,
  messages: { unknown: policyMissing },
  example: { good: ['related: [change-management]'], bad: ['related: [chnage-management]'] },

  *check({ policies, settings }) {
    const ids = policies.map(({ id }) => id);
    const known = new Set([...ids, ...settings.policies.planned]);
    for (const { current } of policies) {
      for (const [index, related] of current.frontmatter.related.entries()) {
        if (known.has(related)) continue;
        const problem = { ...fill(policyMissing, { related }), ...suggestName(related, ids) };
        yield { at: locateField(current.source, ['related', index]), ...problem };
      }
    }
  },
};
