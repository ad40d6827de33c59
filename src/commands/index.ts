import type { Command } from './command.ts';

/** One line of the list of commands, and how its module is loaded. */
export interface CommandEntry {
  /** What the command does: a verb and its object. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command by its name, in the order of the list. A module is loaded when its command is called. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: { summary: 'starts a book with starter policies', load: () => import('./init.ts') },
  check: { summary: 'judges the book and publishes nothing', load: () => import('./check.ts') },
  build: {
    summary: 'judges the book and publishes both editions',
    load: () => import('./build.ts'),
  },
  dev: {
    summary: 'shows the internal edition while you write',
    load: () => import('./dev.ts'),
  },
  preview: { summary: 'serves what was built', load: () => import('./preview.ts') },
  export: {
    summary: 'writes the evidence of a period, which proves itself',
    load: () => import('./export.ts'),
  },
  verify: { summary: 'checks an evidence pack', load: () => import('./verify.ts') },
  sample: {
    summary: 'draws changes of a period for an auditor, and writes a worksheet',
    load: () => import('./sample.ts'),
  },
  import: {
    summary: 'turns a document into a draft of a policy',
    load: () => import('./import.ts'),
  },
  migrate: {
    summary: 'brings a book to the format of this engine',
    load: () => import('./migrate.ts'),
  },
  new: {
    summary: 'begins a policy, a version, a record of a duty or a follow-up',
    load: () => import('./new.ts'),
  },
  set: {
    summary: 'sets a field of many policies',
    load: () => import('./set.ts'),
  },
  answer: {
    summary: 'answers deviations of a change, or accepts some to come',
    load: () => import('./answer.ts'),
  },
  review: { summary: 'records a review of a policy', load: () => import('./review.ts') },
  diff: {
    summary: 'prints what changed between two versions of a policy',
    load: () => import('./diff.ts'),
  },
  next: { summary: 'prints the one thing to do now', load: () => import('./next.ts') },
  remind: {
    summary: 'prints what is due, by owner, for a channel',
    load: () => import('./remind.ts'),
  },
  since: {
    summary: 'prints what happened from a day on',
    load: () => import('./since.ts'),
  },
  change: { summary: 'judges a change before its merge', load: () => import('./change.ts') },
  explain: {
    summary: 'describes a rule with its clause and examples',
    load: () => import('./explain.ts'),
  },
  templates: {
    summary: 'writes the templates and pipelines of the policy in force',
    load: () => import('./templates.ts'),
  },
};
