import { stringify } from 'yaml';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { addPeriod, type DayPeriod } from '../model/period.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import type { Settings } from '../schemas/settings.ts';
import { refuse, type Planned } from './writing.ts';

/** A policy that somebody begins. */
export interface PolicyOrder extends Pick<
  PolicyFrontmatter,
  'title' | 'kind' | 'classification' | 'owner'
> {
  readonly id: string;
  readonly reviewEvery: DayPeriod;
  /** Id of its author. */
  readonly by: string;
  /** The day of its first row. */
  readonly on: CalendarDate;
  /** The day from which it is to be in force. */
  readonly effective: CalendarDate;
}

interface Setting {
  /** Name of the content folder. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly settings: Settings;
}

const ordinary = ['Purpose', 'Scope', 'Rules', 'Exceptions', 'Review'];

/** A draft with the fields that every policy has and the headings that the book requires of its kind. */
export function planPolicy(order: PolicyOrder, { folder, files, settings }: Setting): Planned {
  const { id, title, kind, classification, owner, reviewEvery, by, on, effective } = order;
  const taken = files.find(
    ({ file }) => file.replace(/\.mdx?$/, '') === `${folder}/policies/${id}`,
  );
  if (taken) {
    return refuse(
      `${taken.file} exists already.`,
      `Choose another id, or write its next version: npm run new -- version ${id}`,
    );
  }
  const required = settings.policies.requiredHeadings[kind];
  const headings = [...required, ...ordinary.filter((one) => !required.includes(one))];
  const shown = required.length > 0 ? required : headings;
  const fields = {
    title,
    ...(kind !== 'policy' && { kind }),
    version: '0.1',
    status: 'draft',
    classification,
    owner,
    effective,
    nextReview: addPeriod(on, reviewEvery),
    reviewEvery,
    history: [{ version: '0.1', date: on, by, change: 'normative', summary: 'First draft.' }],
  };
  const body = shown.map((heading, index) => `## ${index + 1}. ${heading}\n`).join('\n');
  const file = `${folder}/policies/${id}.mdx`;
  return {
    files: [
      {
        file,
        text: `---\n${stringify(fields, { lineWidth: 0, singleQuote: true })}---\n\n${body}`,
      },
    ],
    lines: [
      ['version', '0.1, a draft'],
      ['owner', owner],
      ['effective', dateInWords(effective)],
    ],
    next: [
      `Write the text below its ${shown.length} headings, and look at it: npm run dev`,
      `When ${settings.defaults.approver ?? 'somebody'} approves it, write version 1.0 with status: approved and approval: { by, on }.`,
    ],
  };
}
