import type { SourceFile } from '../../model/source-file.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { closeIt, type Alteration, type VersionFault } from '../../model/version-fault.ts';
import type { Book } from '../../model/book.ts';
import { locateField } from '../../parse/locate-field.ts';
import { accessPolicy, earlierText, historyOf, historyRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const alteredMessages = {
  corrected: report(
    'Version {version} of "{title}" landed on {day}. A later commit altered it for a time{by}: {difference}.',
    `The file needs no correction. Inform those who read it in between. Then ${closeIt}`,
  ),
  altered: report(
    'Version {version} of "{title}" landed on {day} and was altered since{by}: {difference}.',
    'Write version: "{next}" with its approval and a row in history, or restore the earlier text.',
  ),
};
const [should, must] = ['It should end with the role.', 'It must end with the role.'];

export const versionAltered: DocumentRule = {
  code: 'policy/version-altered',
  severity: 'error',
  requirement:
    'The text of a version stays as it was when it landed; another text is another version.',
  messages: alteredMessages,
  example: { good: [should], bad: [must], landed: [[should]] },

  *check({ policies }) {
    for (const { fault, facts } of faultsOf('altered', policies)) {
      const by = facts.commit === '' ? '' : ` (commit ${facts.commit})`;
      const difference = describeAlteration(fault.alteration);
      const all = { ...facts, next: fault.next, by, day: dateInWords(fault.landedOn), difference };
      yield fault.isMended
        ? { severity: 'warning', at: fault.at, ...fill(alteredMessages.corrected, all) }
        : { at: fault.at, ...fill(alteredMessages.altered, all) };
    }
  },
};

function describeAlteration({ field, was, is }: Alteration): string {
  const name = field === undefined ? '' : `${field}: `;
  if (was === '') return `${name}${quote(is)} was added`;
  if (is === '') return `${name}${quote(was)} was removed`;
  return `${name}${quote(was)} became ${quote(is)}`;
}

function quote(text: string): string {
  return `"${text.length > 300 ? `${text.slice(0, 300)}…` : text}"`;
}

const downMessages = {
  corrected: report(
    'Commit {commit} brought version {version} of "{title}" back after {from}; a later commit corrected it.',
    `The file needs no correction. Next time, give an older text that returns a new version. Then ${closeIt}`,
  ),
  down: report(
    '"{title}" is version {version}, but version {from} has already landed.',
    'Give this text the version after {from}, with its approval and a row in history. The text itself may be the older one.',
  ),
};
const [later, earlier] = ['1.1', '1.0'].map((one) => [
  `version: '${one}'`,
  historyOf('1.1', '1.0'),
]) as [string[], string[]];

export const versionDown: DocumentRule = {
  code: 'policy/version-down',
  severity: 'error',
  requirement: 'The version of a policy only goes up, also when an older text returns.',
  messages: downMessages,
  example: { good: later, bad: earlier, landed: [[], later] },

  *check({ policies }) {
    for (const { source, fault, facts } of faultsOf('down', policies)) {
      const all = { ...facts, from: fault.from };
      yield fault.isMended
        ? { severity: 'warning', at: fault.at, ...fill(downMessages.corrected, all) }
        : { at: locateField(source, ['version']), ...fill(downMessages.down, all) };
    }
  },
};

const twiceMessages = {
  archived: report(
    'Version {version} of "{title}" has two texts: this one and {other}.',
    'Give the current text the next version, or delete the archived text.',
  ),
  landed: report(
    'Version {version} has two texts: this one, and the text of {other} that landed with commit {commit}.',
    'Delete the archived file. Git keeps the text that landed.',
  ),
  filed: report(
    'Version {version} has two texts: this one, and the text of {other} that landed with commit {commit}.',
    'Write the text that landed: git cat-file blob {blob} > {file}',
  ),
};

export const versionTwice: DocumentRule = {
  code: 'policy/version-twice',
  severity: 'error',
  requirement: 'A version has one text.',
  messages: twiceMessages,
  example: {
    file: 'archive/access-control/1.0.mdx',
    good: [],
    bad: ['Access must end with the role.'],
    reported: 'archive/access-control/1.0.mdx version:',
  },

  *check({ policies, settings }) {
    for (const { versions } of policies) {
      const seen = new Map<string, string>();
      for (const { version, source, frontmatter } of versions) {
        const other = seen.get(version);
        seen.set(version, other ?? source.file);
        if (other === undefined) continue;
        const facts = { version, title: frontmatter.title, other };
        yield { at: locateField(source, ['version']), ...fill(twiceMessages.archived, facts) };
      }
    }
    for (const { fault, facts } of faultsOf('twice', policies)) {
      const { at, other } = fault;
      const filed = { ...facts, other, blob: fault.blob.slice(0, 12), file: at.file };
      yield settings.policies.history === 'git'
        ? { at, ...fill(twiceMessages.landed, { ...facts, other }) }
        : { at, ...fill(twiceMessages.filed, filed) };
    }
  },
};

const backwards = report(
  'Commit {commit} added version {version} of "{title}" and states {stated}; an earlier commit states {counted}.',
  `The file needs no correction, because the later time counts. Find out whose clock or command was wrong. Then ${closeIt}`,
);

export const landedBackwards: DocumentRule = {
  code: 'policy/landed-backwards',
  severity: 'warning',
  requirement: 'The commit that adds a version states a later time than the commits before it.',
  messages: { backwards },
  example: {
    file: 'commit',
    good: ['2026-01-05T10:00:00Z'],
    bad: ['2025-12-01T10:00:00Z'],
    reported: 'policies/access-control.mdx ---',
    landed: [[]],
  },

  *check({ policies }) {
    for (const { fault, facts } of faultsOf('landed-backwards', policies)) {
      yield { at: fault.at, ...fill(backwards, { ...fault, ...facts }) };
    }
  },
};

const contradicted =
  'The history of "{title}" states {field}: {row} for version {version}; {git} (commit {commit}).';
const contradictedMessages = {
  author: report(
    contradicted,
    'Name the person who wrote it, or add the address of the commit to that person in people.yaml.',
  ),
  other: report(contradicted, 'Write the facts of the day on which the version landed.'),
};

export const historyContradicted: DocumentRule = {
  code: 'policy/history-contradicted',
  severity: 'error',
  requirement: 'What the history states of a version agrees with the commit that added it.',
  messages: contradictedMessages,
  example: {
    good: [historyOf('1.0')],
    bad: [`history: [${historyRow('1.0', { date: '2026-01-06' })}]`],
    landed: [[]],
  },

  *check({ policies }) {
    for (const { fault, facts } of faultsOf('contradicted', policies)) {
      const message = contradictedMessages[fault.field === 'by' ? 'author' : 'other'];
      yield { at: fault.at, ...fill(message, { ...fault, ...facts }) };
    }
  },
};

const edited = report(
  'The archived version {version} of "{title}" was edited after commit {commit} added it on {day}.',
  'Restore it: git cat-file blob {blob} > {file}',
);
const first = ["version: '0.9'", should];

export const archiveEdited: DocumentRule = {
  code: 'policy/archive-edited',
  severity: 'error',
  requirement: 'An archived version stays as it was when it was first committed.',
  messages: { edited },
  example: {
    file: earlierText,
    good: first,
    bad: ["version: '0.9'", must],
    archived: first,
    beside: { [accessPolicy]: [historyOf('1.0', '0.9')] },
    landed: [[historyOf('1.0', '0.9')]],
  },

  *check({ policies }) {
    for (const { fault, facts } of faultsOf('archive-edited', policies)) {
      const { at, landedOn, blob } = fault;
      const text = { day: dateInWords(landedOn), blob: blob.slice(0, 12), file: at.file };
      yield { at, ...fill(edited, { ...facts, ...text }) };
    }
  },
};

interface FoundFault<Fault> {
  readonly fault: Fault;
  readonly facts: { readonly title: string; readonly version: string; readonly commit: string };
  /** The policy's current file. */
  readonly source: SourceFile;
}

/** The faults of one kind that git shows of versions and nobody closed. */
export function* faultsOf<Kind extends VersionFault['kind']>(
  kind: Kind,
  policies: Book['policies'],
): Iterable<FoundFault<Extract<VersionFault, { kind: Kind }>>> {
  for (const { current, faults = [] } of policies) {
    for (const fault of faults) {
      if (fault.kind !== kind || fault.closing) continue;
      const commit = (fault.commit ?? '').slice(0, 12);
      const facts = { title: current.frontmatter.title, version: fault.version, commit };
      yield {
        fault: fault as Extract<VersionFault, { kind: Kind }>,
        facts,
        source: current.source,
      };
    }
  }
}
