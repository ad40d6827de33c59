/** A change of the small company of the examples, with what differs from its ordinary change. */
export interface ExampleChange {
  /** First line of the message. */
  readonly title?: string;
  /** Trailers that replace those of the ordinary change, or join them. */
  readonly lines?: readonly string[];
  /** Keys that it leaves out. */
  readonly without?: readonly string[];
  readonly paths?: readonly string[];
  /** Id of the person who merged it; a forge merged it otherwise. */
  readonly mergedBy?: string;
  readonly mergedAt?: string;
  /** Pushed to the branch without a merge. */
  readonly isPushed?: true;
  /** Fields of a follow-up in content/changes. */
  readonly followUp?: readonly string[];
}

/** A change that passes a rule and one that fails it. */
export interface ChangeExample {
  readonly good: ExampleChange;
  readonly bad: ExampleChange;
}

/** The lines of one file, once as a good book has them and once as they break a rule. */
export interface DocumentExample {
  /** Path below content/, the policy on access unless given, or `commit`: the time that a commit of it states. */
  readonly file?: string;
  /** Of a policy: fields that replace its own, or its text. Of other files: what they contain besides the ordinary. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
  /** Beginning of the reported line, after its file, where it is not one that only the bad side has. */
  readonly reported?: string;
  /** Lines of other files. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
  /** Earlier texts of the policy as git knows them, oldest first. */
  readonly landed?: readonly (readonly string[])[];
  /** The text of an archived file when it was first committed. */
  readonly archived?: readonly string[];
  /** A change that the answers of the example belong to. */
  readonly change?: ExampleChange;
}

export const accessPolicy = 'policies/access-control.mdx';
export const earlierText = 'archive/access-control/0.9.mdx';

/** One row of a history, as YAML writes it. */
export function historyRow(
  version: string,
  { change = 'normative', date = '2026-01-05' }: { change?: string; date?: string } = {},
): string {
  return `{ version: '${version}', date: ${date}, by: ada, change: ${change}, summary: First. }`;
}

export function historyOf(...versions: readonly string[]): string {
  return `history: [${versions.map((version) => historyRow(version)).join(', ')}]`;
}

/** One review, as YAML writes it. */
export function reviewRow(
  on: string,
  { note = 'All of it.', by = 'ben', version = '1.0' } = {},
): string {
  return `{ on: ${on}, by: ${by}, version: '${version}', outcome: unchanged, note: ${note} }`;
}

/** The fields of a policy that was reviewed once, and is reviewed again after a year. */
export function reviewedOn(on: string, fields: Parameters<typeof reviewRow>[1] = {}) {
  const nextReview = `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;
  return [`reviews: [${reviewRow(on, fields)}]`, `nextReview: ${nextReview}`];
}

/** The record of a duty of the policy on access, and the policy that has the duty. */
export function dutyExample(
  good: Readonly<Record<string, string>>,
  bad: Readonly<Record<string, string>>,
): DocumentExample {
  const done = (fields: Readonly<Record<string, string>>) => {
    const ordinary = { on: '2026-05-04', by: 'ben', evidence: 'The list of accounts.' };
    const written = Object.entries({ ...ordinary, ...fields });
    return [`done: [{ ${written.map(([name, value]) => `${name}: ${value}`).join(', ')} }]`];
  };
  return {
    file: 'duties/access-review.yaml',
    good: done(good),
    bad: done(bad),
    beside: {
      [accessPolicy]: [
        'duties: [{ id: access-review, every: P1Y, owner: cto, what: Look, clause: "1" }]',
      ],
    },
  };
}

export const robot = 'robo: { name: Robo, emails: [robo@example.org], bot: true }';

/** An answer to the deviation of a change whose reason is filler; a field that is given replaces the ordinary one. */
export function answerLines(fields: Readonly<Record<string, string>> = {}): readonly string[] {
  const ordinary = {
    change: 'platform-7',
    rule: 'change/record-fields',
    by: 'ada',
    on: '2026-03-05',
    why: 'The template was not filled in.',
    action: 'The reason was written down afterwards.',
    approvedBy: 'ben',
  };
  return Object.entries({ ...ordinary, ...fields }).map(([name, value]) => `${name}: ${value}`);
}

export const deviatingChange: ExampleChange = {
  title: 'Merge pull request #7 from example/opening-hours',
  lines: ['Reason: TBD'],
};

/** An answer as it should be and one that breaks a rule. */
export function answerExample(
  bad: Readonly<Record<string, string>>,
  good: Readonly<Record<string, string>> = {},
): DocumentExample {
  return {
    file: 'answers/platform-7.yaml',
    good: answerLines(good),
    bad: answerLines(bad),
    change: deviatingChange,
  };
}

const ordinary = [
  'Change-Type: normal',
  'Reason: Owners could not find the opening hours.',
  'Risk: availability low; security low; data none. One more query.',
  'Rollback: revert; nothing is stored',
  'Tested: passed; 41 unit tests',
  'Requested-at: 2026-03-01T09:00:00Z',
  'Accessibility: no change of pages',
  'Approved-by: Ben Hollis <ben@example.org>',
];

export const emergency = ['Change-Type: emergency', 'Incident: INC-2026-014'];
export const major = [
  'Change-Type: major',
  'Approved-by: Ben Hollis <ben@example.org>',
  'Approved-by: Dana Ruiz <dana@example.org>',
];

/** The message of an example, its trailers last. */
export function messageOfExample({ title, lines = [], without = [] }: ExampleChange): string {
  const own = new Set([...lines.map(trailerKey), ...without]);
  const kept = ordinary.filter((line) => !own.has(trailerKey(line)));
  return `${title ?? 'Show the opening hours'}\n\n${[...kept, ...lines].join('\n')}\n`;
}

/** In what the two sides of an example differ: the trailers that either names, and the facts beside the message. */
export function showExample(side: ExampleChange, { good, bad }: ChangeExample): readonly string[] {
  const keys = new Set(
    [good, bad].flatMap(({ lines = [], without = [] }) => [...lines.map(trailerKey), ...without]),
  );
  const { title, paths, mergedBy, mergedAt, isPushed, followUp = [] } = side;
  return [
    ...(title === undefined ? [] : [title]),
    ...messageOfExample(side)
      .split('\n')
      .filter((line) => keys.has(trailerKey(line))),
    ...(paths ? [`(touches ${paths.join(', ')})`] : []),
    ...(mergedBy === undefined ? [] : [`(merged by ${mergedBy})`]),
    ...(mergedAt === undefined ? [] : [`(merged at ${mergedAt})`]),
    ...(isPushed ? ['(pushed without a pull request)'] : []),
    ...followUp.map((line) => `(follow-up) ${line}`),
  ];
}

function trailerKey(line: string): string {
  return line.split(':', 1)[0] ?? '';
}
