import {
  isSharedName,
  isTooEarly,
  listAcceptances,
  nearestKnown,
  readAcceptances,
} from '../../history/acceptance.ts';
import { listNames, shorten } from '../../diagnostics/show-value.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentExample } from '../example.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const header = 'person,policy,version,time,source';
const row = 'ben@example.org,access-control,1.0,2026-01-07,Staff portal';

/** An export with a row as it should be, and one with a row that breaks a rule. */
function exportExample(bad: string): DocumentExample {
  return { file: 'acknowledgements/portal.csv', good: [header, row], bad: [header, bad] };
}

const unknownMessages = {
  person: report(
    'The row names "{name}", who is not in people.yaml, so it does not count.',
    'Add the person to people.yaml, or add this address to theirs.',
  ),
  shared: report(
    'Several people of people.yaml have the name "{name}", so the row does not count.',
    'Export the address of the person in place of the name.',
  ),
  policy: report(
    'The row names "{name}", which is not a policy of the book, so it does not count.',
    'Export the title or the id of the policy, or delete the row.',
  ),
  version: report(
    'The row names version "{version}" of {policy}, which the book does not have, so it does not count.',
    'Export one of its versions ({known}), or add the text of this version to content/archive.',
  ),
};

export const acknowledgementUnknown: DocumentRule = {
  code: 'book/acknowledgement-unknown',
  severity: 'error',
  requirement: 'Every row of an export names a person, a policy and a version of the book.',
  // On a past day some of the versions and people were not there yet.
  isOfPresent: true,
  messages: unknownMessages,
  example: exportExample('ben@example.com,access-control,1.0,2026-01-07,Staff portal'),

  *check(book, unread) {
    for (const {
      row: { at, ...written },
      person,
      policy,
      version,
    } of readAcceptances(book)) {
      if (person === undefined) {
        const name = shorten(written.person);
        const near = nearestKnown(book, 'person', written.person);
        yield isSharedName(book, written.person)
          ? { at, ...fill(unknownMessages.shared, { name }) }
          : { at, ...fill(unknownMessages.person, { name }), ...suggest(near) };
      }
      if (!policy) {
        const isRead = !book.settings.policies.planned.includes(written.policy);
        if (!isRead || unread.has('policies')) continue;
        const near = nearestKnown(book, 'policy', written.policy);
        yield {
          at,
          ...fill(unknownMessages.policy, { name: shorten(written.policy) }),
          ...suggest(near),
        };
      } else if (!version && !unread.has('archive')) {
        const known = policy.versions.map((one) => one.version);
        const facts = {
          version: shorten(written.version),
          policy: policy.id,
          known: known.join(', '),
        };
        yield {
          at,
          ...fill(unknownMessages.version, facts),
          ...suggestName(written.version, known),
        };
      }
    }
  },
};

function suggest(near: string | undefined): { remedy?: string } {
  return near === undefined ? {} : { remedy: `Did you mean "${near}"?` };
}

const misdatedMessages = {
  future: report(
    'The row is dated {on}, after the day on which the book is judged.',
    'Export the time of the acceptance, or delete the row until then.',
  ),
  early: report(
    'The row is dated {on}, before version {version} of {policy} was approved on {approved}.',
    'Correct the version or the time, or have the approved version accepted.',
  ),
  draft: report(
    'The row accepts version {version} of {policy}, which is a draft.',
    'Have the version accepted once it is approved, and delete the row.',
  ),
};

export const acknowledgementMisdated: DocumentRule = {
  code: 'book/acknowledgement-misdated',
  severity: 'error',
  requirement: 'A version is accepted after it was approved, and not in the future.',
  messages: misdatedMessages,
  example: exportExample('ben@example.org,access-control,1.0,2026-01-02,Staff portal'),

  *check(book) {
    for (const { row: one, policy, version } of readAcceptances(book)) {
      const { at } = one;
      const on = dateInWords(one.on);
      if (one.on > book.asOf) {
        yield { at, ...fill(misdatedMessages.future, { on }) };
        continue;
      }
      if (!policy || !version || !isTooEarly(version, one)) continue;
      const { approval, status } = version.frontmatter;
      const facts = { version: version.version, policy: policy.id };
      yield {
        at,
        ...(status === 'draft' || !approval
          ? fill(misdatedMessages.draft, facts)
          : fill(misdatedMessages.early, { ...facts, on, approved: dateInWords(approval.on) })),
      };
    }
  },
};

const overdue = report(
  'Version {version} of {policy} had to be accepted by {due}; {who} ({count} of {all}) did not.',
  'Have them accept it, and export the list again into content/acknowledgements.',
);

export const acknowledgementOverdue: DocumentRule = {
  code: 'book/acknowledgement-overdue',
  severity: 'error',
  requirement: 'Everybody who has to accept a policy accepts the version in force in time.',
  messages: { overdue },
  example: {
    ...exportExample(row),
    good: [header, row, row.replace('ben', 'ada'), row.replace('ben', 'dana')],
    bad: [header, row, row.replace('ben', 'ada')],
    reported: 'policybook.yaml acknowledgements:',
    beside: {
      'policybook.yaml': [
        'acknowledgements: { policies: { access-control: everybody } }',
        'gates: { overdueAcknowledgement: fail }',
      ],
    },
  },

  *check(book, unread) {
    if (unread.has('acknowledgements')) return;
    const { settings, settingsSource, people } = book;
    const byPolicy = Map.groupBy(listAcceptances(book), ({ policy }) => policy);
    for (const [policy, required] of byPolicy) {
      const late = required.filter(({ state }) => state === 'overdue');
      const [first] = late.flatMap(({ due }) => due ?? []).sort();
      if (first === undefined) continue;
      const names = late.map(({ person }) => personInWords(person, people));
      const facts = {
        version: late[0]?.version ?? '',
        policy: policy.id,
        due: dateInWords(first),
        who: listNames(names, 5),
        count: late.length,
        all: required.length,
      };
      yield {
        severity: settings.gates.overdueAcknowledgement === 'fail' ? 'error' : 'warning',
        at: locateField(settingsSource, ['acknowledgements', 'policies', policy.id]),
        ...fill(overdue, facts),
      };
    }
  },
};

const scopeMessages = {
  policy: report(
    'The book does not have a policy "{name}", so nobody has to accept it.',
    'Name one of {known}, or remove it.',
  ),
  role: report(
    'No person has the role "{name}", so nobody has to accept {policy} by it.',
    'Give the role to a person in people.yaml, with its first day, or remove it.',
  ),
  system: report(
    'content/acknowledgements does not have a file "{name}.csv", so this name of a system has no effect.',
    'Name a file of that folder without .csv, or remove it.',
  ),
};

export const acknowledgementScope: DocumentRule = {
  code: 'book/acknowledgement-scope',
  severity: 'error',
  requirement: 'The settings name policies, roles and files that exist as those to accept.',
  isOfPresent: true,
  messages: scopeMessages,
  example: {
    file: 'policybook.yaml',
    good: ['acknowledgements: { within: P1Y, policies: { access-control: [engineer] } }'],
    bad: ['acknowledgements: { within: P1Y, policies: { access-controls: [engineer] } }'],
  },

  *check({ settings, settingsSource, policies, people, acknowledgements }, unread) {
    const { policies: wanted, systems } = settings.acknowledgements;
    const known = policies.map(({ id }) => id);
    const held = Object.values(people).flatMap(({ roles }) => roles.map(({ role }) => role));
    const place = ['acknowledgements', 'policies'];
    for (const [policy, roles] of Object.entries(wanted)) {
      const at = locateField(settingsSource, [...place, policy]);
      if (!known.includes(policy) && !settings.policies.planned.includes(policy)) {
        const facts = { name: policy, known: known.join(', ') };
        yield { at, ...fill(scopeMessages.policy, facts), ...suggestName(policy, known) };
      }
      for (const [index, role] of roles === 'everybody' ? [] : roles.entries()) {
        if (held.includes(role)) continue;
        const facts = fill(scopeMessages.role, { name: role, policy });
        const at = locateField(settingsSource, [...place, policy, index]);
        yield { at, ...facts, ...suggestName(role, held) };
      }
    }
    if (unread.has('acknowledgements')) return;
    const files = new Set(acknowledgements.map(({ at }) => stemOf(at.file)));
    for (const name of Object.keys(systems)) {
      if (files.has(name)) continue;
      const at = locateField(settingsSource, ['acknowledgements', 'systems', name]);
      yield { at, ...fill(scopeMessages.system, { name }), ...suggestName(name, [...files]) };
    }
  },
};

function stemOf(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.csv$/, '');
}
