import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { compareVersions, type Policy } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Settings } from '../schemas/settings.ts';
import { editFields, type FieldEdit } from './edit-fields.ts';
import { refuse, type Planned, type Refusal } from './writing.ts';

/** The next version of a policy, which its author is about to write. */
export interface VersionOrder {
  /** The number after the present one where absent. */
  readonly version?: string | undefined;
  readonly change: 'normative' | 'editorial';
  readonly summary: string;
  readonly publicSummary?: string | undefined;
  /** Id of its author. */
  readonly by: string;
  readonly on: CalendarDate;
  /** The day from which it is to be in force. */
  readonly effective: CalendarDate;
}

interface Setting {
  /** Name of the content folder. */
  readonly folder: string;
  readonly settings: Settings;
}

/** The present text as a draft of the next version; where versions come from files, the present one goes to the archive. */
export function planVersion(policy: Policy, order: VersionOrder, setting: Setting): Planned {
  const drafted = draftVersion(policy, order, setting);
  if ('refusal' in drafted) return drafted;
  const { id, current } = policy;
  return {
    files: drafted.files,
    lines: [
      ['version', `${drafted.version}, a draft; ${current.version} stays in force`],
      ['effective', dateInWords(order.effective)],
      ['summary', order.summary],
    ],
    next: [
      'Edit the text, and compare the versions: ' + `npm run diff -- ${id}`,
      'When somebody approves it, write status: approved and approval: { by, on }.',
    ],
  };
}

export interface DraftedVersion {
  readonly version: string;
  readonly files: readonly SourceFile[];
}

/** The files of the next version, with further fields that it alters. */
export function draftVersion(
  { id, current }: Policy,
  { version: wanted, change, summary, publicSummary, by, on, effective }: VersionOrder,
  { folder, settings }: Setting,
  others: readonly FieldEdit[] = [],
): DraftedVersion | { readonly refusal: Refusal } {
  const { source, frontmatter } = current;
  if (frontmatter.status === 'draft') {
    return refuse(
      `Version ${current.version} of "${frontmatter.title}" is a draft already.`,
      `Edit ${source.file}; a draft needs no further version.`,
    );
  }
  const version = wanted ?? numberAfter(current.version);
  if (compareVersions(version, current.version) <= 0) {
    return refuse(
      `Version ${version} does not follow ${current.version}.`,
      `Write a higher number with --version, such as ${numberAfter(current.version)}.`,
    );
  }
  const edited = editFields(source, [
    { set: 'version', to: version },
    { set: 'status', to: 'draft' },
    { set: 'effective', to: effective },
    { remove: 'approval' },
    ...others,
    {
      prepend: 'history',
      item: {
        version,
        date: on,
        by,
        change,
        summary,
        ...(publicSummary !== undefined && { publicSummary }),
      },
      after: ['reviewEvery'],
    },
  ]);
  if ('problem' in edited) {
    return refuse(edited.problem, `Write the version by hand into ${source.file}.`);
  }
  const ending = source.file.slice(source.file.lastIndexOf('.'));
  const archived = {
    file: `${folder}/archive/${id}/${current.version}${ending}`,
    text: source.text,
  };
  return {
    version,
    files: [
      { file: source.file, text: edited.text },
      ...(settings.policies.history === 'files' ? [archived] : []),
    ],
  };
}

function numberAfter(version: string): string {
  const [major = '0', minor = '0'] = version.split('.');
  return `${major}.${Number(minor) + 1}`;
}
