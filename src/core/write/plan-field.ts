import { normativeFields } from '../parse/fingerprint.ts';
import type { Policy } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Settings } from '../schemas/settings.ts';
import { editFields, type FieldEdit } from './edit-fields.ts';
import { draftVersion, type VersionOrder } from './plan-version.ts';
import { refuse, type Planned } from './writing.ts';

/** The fields that are set for many policies at once, in the order of the help. */
export const settableFields = ['owner', 'classification', 'publish', 'reviewEvery'] as const;
export type SettableField = (typeof settableFields)[number];

interface FieldOrder {
  readonly field: SettableField;
  readonly value: string;
  /** What a new version states, for the policies that need one. */
  readonly version?: VersionOrder | undefined;
}

interface Setting {
  readonly folder: string;
  readonly settings: Settings;
}

/** Whether a field of a policy can only be altered in a new version: it obliges somebody, and the text is approved. */
export function needsVersion({ current }: Policy, field: SettableField): boolean {
  const isNormative = (normativeFields as readonly string[]).includes(field);
  return isNormative && current.frontmatter.status === 'approved';
}

/** One value for a field of many policies: in the text of a draft, in the next version of an approved one. */
export function planField(
  policies: readonly Policy[],
  { field, value, version }: FieldOrder,
  setting: Setting,
): Planned {
  const edit: FieldEdit = { set: field, to: value, after: ['classification', 'status', 'version'] };
  const altered = policies.filter(({ current }) => current.frontmatter[field] !== value);
  const files: SourceFile[] = [];
  const lines: [string, string][] = [];
  for (const policy of altered) {
    const { id, current } = policy;
    if (needsVersion(policy, field)) {
      if (!version) {
        return refuse(
          `"${current.frontmatter.title}" is approved, and its ${field} is a part of the approved version.`,
          'Add --summary and --by: each approved policy then gets a next version as a draft.',
        );
      }
      const drafted = draftVersion(policy, version, setting, [edit]);
      if ('refusal' in drafted) return drafted;
      files.push(...drafted.files);
      lines.push([id, `${field}: ${value}, in ${drafted.version}, a draft`]);
      continue;
    }
    const edited = editFields(current.source, [edit]);
    if ('problem' in edited) {
      return refuse(
        edited.problem,
        `Write ${field}: ${value} by hand into ${current.source.file}.`,
      );
    }
    files.push({ file: current.source.file, text: edited.text });
    lines.push([id, `${field}: ${value}`]);
  }
  if (altered.length === 0) {
    return refuse(`Each of these policies has ${field}: ${value} already.`, 'Name other policies.');
  }
  const hasVersions = altered.some((policy) => needsVersion(policy, field));
  return {
    files,
    lines,
    next: [
      'npm run check',
      ...(hasVersions
        ? ['Have the new versions approved; the present ones are in force until then.']
        : []),
    ],
  };
}
