import { stringify } from 'yaml';
import type { SourceFile } from '../model/source-file.ts';
import { freeFile, type Planned } from './writing.ts';

/** What a follow-up can add to a change. */
export const followUpKinds = [
  'deployed',
  'validated',
  'checked',
  'monitored',
  'spokenApproval',
  'securityReview',
  'testedAfter',
  'retrospective',
] as const;
type FollowUpKind = (typeof followUpKinds)[number];

/** What became known of a change after its merge. */
export interface FollowUpOrder {
  readonly change: string;
  readonly what: FollowUpKind;
  /** The fields of it, in the order in which they are written. */
  readonly fields: Readonly<Record<string, string>>;
}

interface Setting {
  /** Name of the content folder. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** A file of its own for each addition: what has landed is not altered. */
export function planFollowUp(
  { change, what, fields }: FollowUpOrder,
  { folder, files }: Setting,
): Planned {
  const file = freeFile(`${folder}/changes`, change, { ending: '.mdx', files });
  return {
    files: [
      { file, text: `---\n${stringify({ change, [what]: fields }, { lineWidth: 100 })}---\n` },
    ],
    lines: [
      ['change', change],
      [what, Object.values(fields).join(', ')],
    ],
    next: ['npm run check', 'Commit it: a follow-up counts from the day on which it lands.'],
  };
}
