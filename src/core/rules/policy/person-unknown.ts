import type { SourceFile } from '../../model/source-file.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { Book } from '../../model/book.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  unknown: report(
    'people.yaml does not contain a person "{person}".',
    'Add "{person}" to people.yaml, or name another person.',
  ),
};

interface Mention {
  readonly person: string;
  readonly source: SourceFile;
  readonly path: FieldPath;
}

export const personUnknown: DocumentRule = {
  code: 'policy/person-unknown',
  severity: 'error',
  requirement:
    'Every person whom the book names as author, reviewer or approver is in people.yaml.',
  messages,
  example: {
    good: ['approval: { by: ben, on: 2026-01-05 }'],
    bad: ['approval: { by: dora, on: 2026-01-05 }'],
  },

  *check(book) {
    const known = Object.keys(book.people);
    for (const { person, source, path } of listMentions(book)) {
      if (known.includes(person)) continue;
      yield {
        at: locateField(source, path),
        ...fill(messages.unknown, { person }),
        ...suggestName(person, known),
      };
    }
  },
};

function* listMentions({ policies, answers, duties, changes }: Book): Iterable<Mention> {
  for (const { source, frontmatter } of policies.flatMap(({ versions }) => versions)) {
    if (frontmatter.approval) {
      yield { person: frontmatter.approval.by, source, path: ['approval', 'by'] };
    }
    for (const list of ['history', 'reviews'] as const) {
      for (const [index, { by }] of frontmatter[list].entries()) {
        yield { person: by, source, path: [list, index, 'by'] };
      }
    }
  }
  for (const { source, value } of answers) {
    yield { person: value.by, source, path: ['by'] };
    yield { person: value.approvedBy, source, path: ['approvedBy'] };
  }
  for (const { source, value } of duties) {
    for (const [index, { by }] of value.done.entries()) {
      yield { person: by, source, path: ['done', index, 'by'] };
    }
  }
  for (const { source, fields } of changes.flatMap(({ record }) => record.followUps)) {
    const mentions: [FieldPath, string | undefined][] = [
      [['author'], fields.author],
      ...fields.approvals.map(({ by }, index): [FieldPath, string] => [
        ['approvals', index, 'by'],
        by,
      ]),
      [['deployed', 'by'], fields.deployed?.by],
      [['validated', 'by'], fields.validated?.by],
      [['monitored', 'by'], fields.monitored?.by],
      [['retrospective', 'by'], fields.retrospective?.by],
      ...fields.copied.map(({ by }, index): [FieldPath, string] => [['copied', index, 'by'], by]),
    ];
    for (const [path, person] of mentions) {
      if (person !== undefined) yield { person, source, path };
    }
  }
}
