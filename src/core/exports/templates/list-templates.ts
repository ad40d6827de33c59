import { formatGithubChangeJob, formatGitlabChangeJob } from './format-change-jobs.ts';
import { formatCommitTemplate } from './format-commit-template.ts';
import {
  formatGithubNightlyJob,
  formatGitlabNightlyJob,
  type NightlySource,
} from './format-nightly-jobs.ts';
import { formatPullRequestTemplate } from './format-pull-request-template.ts';
import type { TemplateSource } from './template-source.ts';

/** A file to be copied into a repository, by its path there. */
export interface TemplateFile {
  readonly path: string;
  readonly contents: string;
  /** Whether it belongs to the repository of the changes or to that of the book. */
  readonly into: 'changes' | 'book';
}

/** All files that follow from a policy in force, and those of its book. */
export function listTemplates(source: TemplateSource & NightlySource): readonly TemplateFile[] {
  const request = formatPullRequestTemplate(source);
  return [
    { into: 'changes', path: '.github/pull_request_template.md', contents: request },
    { into: 'changes', path: '.gitlab/merge_request_templates/Default.md', contents: request },
    { into: 'changes', path: '.gitmessage', contents: formatCommitTemplate(source) },
    {
      into: 'changes',
      path: '.github/workflows/change.yml',
      contents: formatGithubChangeJob(source),
    },
    { into: 'changes', path: '.gitlab/ci/change.yml', contents: formatGitlabChangeJob(source) },
    ...listBookTemplates(source),
  ];
}

/** The pipelines of a book, by forge. */
export function listBookTemplates(source: NightlySource): readonly TemplateFile[] {
  return [
    {
      into: 'book',
      path: '.github/workflows/policies.yml',
      contents: formatGithubNightlyJob(source),
    },
    { into: 'book', path: '.gitlab/ci/policies.yml', contents: formatGitlabNightlyJob(source) },
  ];
}
