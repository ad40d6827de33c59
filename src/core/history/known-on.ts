import { latestDay, type CalendarDate } from '../model/calendar-date.ts';
import { calendarDateOf } from '../model/instant.ts';
import type { Filed } from '../model/book.ts';
import type { PolicyHistory } from '../model/policy-text.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { Content } from '../parse/parse-content.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Answer } from '../schemas/answer.ts';
import type { People } from '../schemas/people.ts';
import { reviewClock } from './review-clock.ts';

interface Known {
  readonly content: Content;
  readonly policyHistory?: PolicyHistory;
}

interface PastDay {
  readonly asOf: CalendarDate;
  readonly policyHistory?: PolicyHistory | undefined;
}

/**
 * What a book contained on a past day. With git the policies are the texts that had landed by then; without it they are
 * the versions that were approved or drafted by then, with the reviews of that time. A policy of which there was nothing is
 * named as unreadable, so that what refers to it is no fault.
 */
export function contentKnownOn(content: Content, { asOf, policyHistory }: PastDay): Known {
  const { settings, people } = content;
  if (!settings || !people) return { content };
  const history = policyHistory && historyKnownOn(policyHistory, asOf, settings.value.timeZone);
  const policies = content.policies.flatMap((policy) => {
    const known = history
      ? onBranch(policy, history, policyHistory)
      : asApproved(policy, asOf, people.value);
    return known ?? [];
  });
  const ids = policies.map(({ id }) => id);
  const absent = content.policies.flatMap(({ id }) => (ids.includes(id) ? [] : id));
  return {
    content: {
      ...content,
      policies,
      unreadable: [...content.unreadable, ...absent],
      answers: content.answers.flatMap(({ source, value }) => answerKnownOn(source, value, asOf)),
      duties: dutiesKnownOn(content.duties, policies, asOf),
      acknowledgements: content.acknowledgements.filter(({ on }) => on <= asOf),
      checkpoints: content.checkpoints.filter(({ value }) => value.at <= asOf),
    },
    ...(history && { policyHistory: history }),
  };
}

/** What git showed of the policies on a past day. */
export function historyKnownOn(
  { texts, archive, notSeen }: PolicyHistory,
  asOf: CalendarDate,
  timeZone: string,
): PolicyHistory {
  return {
    ...(notSeen && { notSeen }),
    texts: texts.filter(({ landed }) => calendarDateOf(landed, timeZone) <= asOf),
    archive: archive.filter(
      ({ landed, isBase }) => isBase || calendarDateOf(landed, timeZone) <= asOf,
    ),
  };
}

/**
 * A policy as the branch had it; undefined where no readable text of it had landed. Where nothing of it landed later,
 * its file is the text of that day, with what its author has not committed yet.
 */
function onBranch(
  policy: Policy,
  { texts, archive }: PolicyHistory,
  all: PolicyHistory,
): Policy | undefined {
  const own = texts.filter((text) => text.policy === policy.id);
  const landed = all.texts.filter((text) => text.policy === policy.id);
  const isNewest = own.length === landed.length;
  const current = isNewest ? policy.current : own.findLast(({ version }) => version)?.version;
  if (!current) return undefined;
  const later = all.archive.filter((one) => !archive.includes(one)).map(({ file }) => file);
  const archived = policy.versions.filter(
    (version) => version !== policy.current && !later.includes(version.source.file),
  );
  return { ...policy, current, versions: [current, ...archived] };
}

/** A policy with what was approved and with a draft that was written by then; undefined where nothing was. */
function asApproved(policy: Policy, asOf: CalendarDate, people: People): Policy | undefined {
  const [newest, ...earlier] = policy.versions.filter(({ version, frontmatter }) => {
    const { status, approval, history } = frontmatter;
    if (status !== 'draft') return approval !== undefined && approval.on <= asOf;
    const row = history.find((one) => one.version === version);
    return row !== undefined && latestDay(row.date) <= asOf;
  });
  if (!newest) return undefined;
  const current = withRecordsOf(policy, newest, asOf);
  const known: Policy = { ...policy, current, versions: [current, ...earlier] };
  const isUnchanged =
    newest === policy.current &&
    current.frontmatter.reviews.length === newest.frontmatter.reviews.length;
  if (isUnchanged) return known;
  // The typed day belongs to a later review.
  const { latest } = reviewClock(known, { people, asOf });
  const dated: PolicyVersion = {
    ...current,
    frontmatter: { ...current.frontmatter, nextReview: latest.day },
  };
  return { ...known, current: dated, versions: [dated, ...earlier] };
}

/** A version with the reviews and the rows of the history that the present text has of that time. */
function withRecordsOf(policy: Policy, version: PolicyVersion, asOf: CalendarDate): PolicyVersion {
  const { reviews, history } = policy.current.frontmatter;
  const later = policy.versions
    .map((one) => one.version)
    .slice(0, policy.versions.indexOf(version));
  const rows = history.filter((row) => !later.includes(row.version));
  // A text may be reviewed before it is approved, and so before it is known.
  const done = reviews.filter((review) => review.on <= asOf && !later.includes(review.version));
  return {
    ...version,
    frontmatter: { ...version.frontmatter, reviews: done, history: rows },
  };
}

/** An answer as it was on a day; nothing where it was given later. */
function answerKnownOn(
  source: SourceFile,
  { closed, ...value }: Answer,
  asOf: CalendarDate,
): Filed<Answer>[] {
  if (value.on > asOf) return [];
  return [{ source, value: closed && closed.on <= asOf ? { ...value, closed } : value }];
}

function dutiesKnownOn(
  duties: Content['duties'],
  policies: readonly Policy[],
  asOf: CalendarDate,
): Content['duties'] {
  return duties.flatMap(({ source, value }) => {
    const done = value.done.filter(({ on }) => on <= asOf);
    const policy = policies.find(({ id }) => id === value.policy);
    const isKnown = policy?.versions.some(({ frontmatter }) =>
      frontmatter.duties.some(({ id }) => id === value.duty),
    );
    return done.length > 0 && isKnown ? [{ source, value: { ...value, done } }] : [];
  });
}
