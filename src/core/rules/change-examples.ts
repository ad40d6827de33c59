/** A change of the small company by which examples are judged, as far as it differs from its ordinary change. */
export interface ExampleChange {
  /** First line of the message. */
  readonly title?: string;
  /** Trailers that replace those of the ordinary change, or join them. */
  readonly lines?: readonly string[];
  /** Keys that it leaves out. */
  readonly without?: readonly string[];
  readonly paths?: readonly string[];
  /** Id of whoever made the merge; a forge did it otherwise. */
  readonly mergedBy?: string;
  readonly mergedAt?: string;
  /** Pushed to the branch without a merge. */
  readonly isPushed?: true;
  /** Fields of a follow-up in content/changes. */
  readonly followUp?: readonly string[];
}

export interface ChangeExample {
  readonly good: ExampleChange;
  readonly bad: ExampleChange;
}

const major = [
  'Change-Type: major',
  'Staging: since 2 March',
  'Approved-by: Dana Ruiz <dana@example.org>',
];
const bothApprove = ['Approved-by: Ben Hollis <ben@example.org>', ...major.slice(2)];
const emergency = ['Change-Type: emergency', 'Incident: INC-2026-014'];
const migration = ['migrations/0042-visits.sql'];
const sensitive = ['src/auth/session.ts'];

/** One pair for each rule on changes, by code: what passes and what fails by it. */
export const changeExamples: Readonly<Partial<Record<string, ChangeExample>>> = {
  'change/type': {
    good: { lines: ['Change-Type: normal'] },
    bad: { lines: ['Change-Type: small'] },
  },
  'change/category': {
    good: { lines: ['Change-Category: system-prompt'], paths: ['prompts/summary.md'] },
    bad: { without: ['Change-Category'], paths: ['prompts/summary.md'] },
  },
  'change/record-fields': {
    good: { lines: ['Reason: Owners could not find the opening hours.'] },
    bad: { lines: ['Reason: TBD'] },
  },
  'change/trailers': {
    good: { lines: ['Accessibility: checked with a screen reader'] },
    bad: { without: ['Accessibility'] },
  },
  'change/risk-parts': {
    good: { lines: ['Risk: availability low; security none; data none. One more query.'] },
    bad: { lines: ['Risk: availability low.'] },
  },
  'change/rollback-real': {
    good: {
      lines: ['Rollback: Revert, then run migrations/0042-down.sql, which restores the column.'],
      paths: migration,
    },
    bad: { lines: ['Rollback: Revert the merge.'], paths: migration },
  },
  'change/tests': {
    good: { lines: ['Tested: 41 unit tests and the booking flow by hand, all passed.'] },
    bad: { lines: ['Tested: not yet'] },
  },
  'change/staging': {
    good: { lines: [...major, ...bothApprove] },
    bad: { lines: [major[0] ?? '', ...bothApprove], without: ['Staging'] },
  },
  'change/approvals': {
    good: { lines: ['Approved-by: Ben Hollis <ben@example.org>'] },
    bad: { lines: ['Approved-by: Ada Finch <ada@example.org>'] },
  },
  'change/sign-off': {
    good: {
      lines: ['Change-Category: system-prompt', 'Approved-by: Dana Ruiz <dana@example.org>'],
      paths: ['prompts/summary.md'],
    },
    bad: {
      lines: ['Change-Category: system-prompt', 'Approved-by: Ben Hollis <ben@example.org>'],
      paths: ['prompts/summary.md'],
    },
  },
  'change/security-review': {
    good: { lines: ['Security-reviewed-by: Ben Hollis <ben@example.org>'], paths: sensitive },
    bad: { without: ['Security-reviewed-by'], paths: sensitive },
  },
  'change/review-state': {
    good: { title: 'Merge pull request #7 from example/opening-hours' },
    bad: { title: 'Show the opening hours', isPushed: true },
  },
  'change/separation': {
    good: { lines: ['Approved-by: Ben Hollis <ben@example.org>'] },
    bad: { lines: ['Approved-by: Ada Finch <ada@example.org>'] },
  },
  'change/two-people': {
    good: { lines: [...major, ...bothApprove], mergedBy: 'dana' },
    bad: {
      lines: ['Risk: availability low; security high; data none.'],
      mergedBy: 'ben',
      paths: sensitive,
    },
  },
  'change/lead-time': {
    good: { lines: ['Requested-at: 2026-03-02T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
    bad: { lines: ['Requested-at: 2026-03-03T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
  },
  'change/window': {
    good: { mergedAt: '2026-03-03T11:00:00Z' },
    bad: { mergedAt: '2026-03-07T11:00:00Z' },
  },
  'change/record-in-time': {
    good: { lines: emergency },
    bad: { lines: emergency, without: ['Rollback'] },
  },
  'change/emergency-incident': {
    good: { lines: emergency },
    bad: { lines: ['Change-Type: emergency', 'Incident: the outage'] },
  },
  'change/retrospective': {
    good: {
      lines: emergency,
      followUp: ['retrospective: { on: 2026-03-06, by: ben, rootCause: A full disk. }'],
    },
    bad: {
      lines: emergency,
      followUp: ['retrospective: { on: 2026-04-20, by: ben, rootCause: A full disk. }'],
    },
  },
  'change/remediation': {
    good: { lines: ['Vulnerability: CVE-2026-1234; high; found 2026-03-01'] },
    bad: { lines: ['Vulnerability: CVE-2026-1234; high; found 2026-02-01'] },
  },
  'change/rollback-incident': {
    good: { lines: ['Restores: platform-6', 'Incident: INC-2026-014'] },
    bad: { lines: ['Restores: platform-6'], without: ['Incident'] },
  },
  'change/validation': {
    good: {
      paths: sensitive,
      followUp: ['validated: { at: 2026-03-03T15:00:00Z, by: ben, note: Signed in and out. }'],
    },
    bad: {
      paths: sensitive,
      followUp: ['validated: { at: 2026-03-09T15:00:00Z, by: ben, note: Signed in and out. }'],
    },
  },
  'change/monitoring': {
    good: {
      followUp: ['monitored: { until: 2026-03-03T14:00:00Z, by: ada, note: No errors. }'],
    },
    bad: { followUp: ['monitored: { until: 2026-03-03T11:30:00Z, by: ada, note: No errors. }'] },
  },
  'change/retention': {
    good: { lines: ['Tested: 41 unit tests passed, https://ci.example.org/runs/8812'] },
    bad: { lines: ['Tested: https://ci.example.org/runs/8812'] },
  },
};

/** The message of an example, its trailers last. */
export function messageOfExample({ title, lines = [], without = [] }: ExampleChange): string {
  const own = Map.groupBy(lines, keyOf);
  const kept = ordinary.filter((line) => !own.has(keyOf(line)) && !without.includes(keyOf(line)));
  return `${title ?? 'Show the opening hours'}\n\n${[...kept, ...lines].join('\n')}\n`;
}

/** What tells the two sides of an example apart: the trailers that either names, and the facts beside the message. */
export function showExample(side: ExampleChange, { good, bad }: ChangeExample): readonly string[] {
  const keys = new Set(
    [good, bad].flatMap(({ lines = [], without = [] }) => [...lines.map(keyOf), ...without]),
  );
  const { title, paths, mergedBy, mergedAt, isPushed, followUp } = side;
  return [
    ...(title === undefined ? [] : [title]),
    ...messageOfExample(side)
      .split('\n')
      .filter((line) => keys.has(keyOf(line))),
    ...(paths ? [`(touches ${paths.join(', ')})`] : []),
    ...(mergedBy === undefined ? [] : [`(merged by ${mergedBy})`]),
    ...(mergedAt === undefined ? [] : [`(merged at ${mergedAt})`]),
    ...(isPushed ? ['(pushed without a pull request)'] : []),
    ...(followUp ? followUp.map((line) => `(follow-up) ${line}`) : []),
  ];
}

const ordinary = [
  'Change-Type: normal',
  'Reason: Owners could not find the opening hours.',
  'Risk: availability low; security low; data none. One more query.',
  'Rollback: Revert the merge; nothing is stored.',
  'Tested: 41 unit tests passed.',
  'Requested-at: 2026-03-01T09:00:00Z',
  'Accessibility: no change of pages',
  'Approved-by: Ben Hollis <ben@example.org>',
];

function keyOf(line: string): string {
  return line.split(':', 1)[0] ?? '';
}
