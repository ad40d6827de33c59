import { expect, test } from 'vitest';
import { parseMergeForm } from '#core/changes/pull-requests/parse-merge-form.ts';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';

const formOf = (message: string, parents: number) =>
  parseMergeForm(parseTrailers(message), parents);

test.for([
  [
    'Merge pull request #1042 from larkfield/fix/mails\n\nLimit mails\n\nMore.\n\nRisk: low\n',
    { form: 'merge', pullRequest: 1042, branch: 'fix/mails', title: 'Limit mails' },
  ],
  [
    "Merge branch 'mails' into 'main'\n\nLimit mails\n\nRisk: low\n\nSee merge request larkfield/platform!12\n",
    { form: 'merge', pullRequest: 12, branch: 'mails', title: 'Limit mails' },
  ],
  [
    "Merge branch 'mails' into 'main'\n\nSee merge request larkfield/platform!12\n",
    { form: 'merge', pullRequest: 12, branch: 'mails', title: "Merge branch 'mails' into 'main'" },
  ],
  [
    "Merge branch 'mails'\n\nRisk: low\n",
    { form: 'merge', branch: 'mails', title: "Merge branch 'mails'" },
  ],
  ['Release 12 (#7)\n\nBody\n', { form: 'merge', title: 'Release 12 (#7)' }],
] as const)('reads a merge of two parents: %j', ([message, expected]) => {
  expect(formOf(message, 2)).toEqual(expected);
  expect(formOf(message, 3)).toEqual(expected);
});

test.for([
  [
    'Limit mails (#1042)\n\nRisk: low\n',
    { form: 'squash', pullRequest: 1042, title: 'Limit mails' },
  ],
  [
    'Revert "Limit mails (#1042)" (#1043)\n',
    { form: 'squash', pullRequest: 1043, title: 'Revert "Limit mails (#1042)"' },
  ],
  [
    'Limit mails\n\nSee merge request larkfield/platform!12\n',
    { form: 'squash', pullRequest: 12, title: 'Limit mails' },
  ],
  ['Revert "Limit mails (#1042)"\n', { form: 'push', title: 'Revert "Limit mails (#1042)"' }],
  ['Limit mails (#12a)\n', { form: 'push', title: 'Limit mails (#12a)' }],
  ['Limit mails (#12345678901)\n', { form: 'push', title: 'Limit mails (#12345678901)' }],
  [' (#1)\n', { form: 'push', title: '(#1)' }],
  [
    'Merge pull request #1042 from larkfield/mails\n\nLimit mails\n',
    { form: 'push', title: 'Merge pull request #1042 from larkfield/mails' },
  ],
  [
    "Merge branch 'mails' into 'main'\n\nLimit mails\n\nSee merge request larkfield/platform!12\n",
    { form: 'push', title: "Merge branch 'mails' into 'main'" },
  ],
] as const)('reads a commit of one parent: %j', ([message, expected]) => {
  expect(formOf(message, 1)).toEqual(expected);
  expect(formOf(message, 0)).toEqual(expected);
});
