import { earlyReview, reviewDay } from '../history/early-reviews.ts';
import { inForceSpans } from '../history/in-force.ts';
import type { Metric, MetricPeriod } from '../metrics/metric.ts';
import type { Book, JudgedChange } from '../model/book.ts';
import type { PublicBook } from '../model/edition.ts';
import type { Policy } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { countRules } from '../rules/count-rules.ts';
import { apiSchemaVersion, type ApiDocuments } from '../schemas/api.ts';
import { summariseVerdicts } from '../views/changes/verdict-words.ts';
import { controlsFrom, listControls, type Control } from '../views/controls/controls.ts';
import { reportOn } from '../views/metrics/period-report.ts';

type Name = keyof ApiDocuments;

type Unlisted<Value> = Value extends readonly (infer Item)[] ? Iterable<Item> : Value;

/** A file for programs, whose lists may be made item by item as they are printed. */
type ApiDocument<N extends Name> = {
  readonly [Key in keyof ApiDocuments[N]]: Unlisted<ApiDocuments[N][Key]>;
};

type Body<N extends Name> = Omit<ApiDocument<N>, 'schemaVersion' | 'asOf' | 'engine' | 'sample'>;

const bodies: { readonly [N in Name]: (book: Book) => Body<N> } = {
  policies: ({ policies }) => ({ policies: policies.map(exportPolicy) }),
  changes: ({ changes }) => ({ changes: mapLazily(changes, exportChange) }),
  reviews: (book) => ({ reviews: exportReviews(book) }),
  metrics: (book) => ({
    metrics: reportOn(book).metrics.map(exportMetric),
    rules: countRules(book.changes),
  }),
  controls: (book) => ({ from: controlsFrom(book), controls: exportControls(listControls(book)) }),
  population: ({ populations }) => ({ populations }),
};

/** One part of the book as data for other programs. */
export function exportApi(book: Book, name: Name): object {
  return { ...describeBook(book), ...bodies[name](book) };
}

/** The policies, which every edition has. */
export function exportPolicies(book: PublicBook): object {
  return { ...describeBook(book), policies: book.policies.map(exportPolicy) };
}

/** How a file for programs begins. */
export function describeBook({ asOf, engine, settings }: PublicBook) {
  return {
    schemaVersion: apiSchemaVersion,
    asOf,
    engine,
    sample: settings.sample !== undefined,
  };
}

function* mapLazily<From, To>(items: readonly From[], make: (item: From) => To): Iterable<To> {
  for (const item of items) yield make(item);
}

function exportPolicy(policy: Policy): ApiDocuments['policies']['policies'][number] {
  const { frontmatter } = policy.current;
  const spans = inForceSpans(policy);
  return {
    id: policy.id,
    title: frontmatter.title,
    kind: frontmatter.kind,
    version: policy.current.version,
    status: frontmatter.status,
    classification: frontmatter.classification,
    publish: frontmatter.publish,
    owner: frontmatter.owner,
    effective: frontmatter.effective,
    lastReview: lastOf(frontmatter.reviews.map(({ on }) => on)),
    nextReview: frontmatter.nextReview,
    controls: frontmatter.controls,
    versions: policy.versions.map(({ version, fingerprint, frontmatter: { effective } }) => ({
      version,
      effective,
      inForceFrom: spans.get(version)?.from ?? null,
      inForceUntil: spans.get(version)?.until ?? null,
      fingerprint,
    })),
  };
}

function lastOf(days: readonly string[]): string | null {
  return [...days].sort().at(-1) ?? null;
}

function exportChange({
  record,
  judgedBy,
  verdicts,
}: JudgedChange): ApiDocuments['changes']['changes'][number] {
  return {
    id: record.id,
    repository: record.repository ?? null,
    system: record.system ?? null,
    form: record.form,
    pullRequest: record.pullRequest ?? null,
    commit: record.commit ?? null,
    title: record.title,
    authors: record.authors.map(({ name, person }) => ({ name, person: person ?? null })),
    mergedAt: record.mergedAt,
    scopes: [...record.scopes],
    fields: Object.fromEntries(
      Object.entries(record.fields).map(([name, { value, source }]) => [name, { value, source }]),
    ),
    approvals: record.approvals.map(({ by, capacity, proof, source, void: reason }) => ({
      name: by.name,
      person: by.person ?? null,
      capacity,
      proof,
      source,
      void: reason ?? null,
    })),
    signatures: (record.signatures ?? []).map(({ over, tag, state, by, key, reason }) => ({
      over,
      tag: tag ?? null,
      state,
      by: by ?? null,
      key: key ?? null,
      reason: reason ?? null,
    })),
    judgedBy,
    standing: summariseVerdicts(verdicts),
    verdicts: verdicts.map(({ rule, outcome, level, clause, policy, version, ...verdict }) => ({
      rule,
      verdict: outcome,
      level,
      policy,
      version,
      clause: clause ?? null,
      statement: verdict.statement,
      proof: verdict.proof ?? null,
      answer: verdict.answer ?? null,
    })),
  };
}

export function exportReviews(book: Book): ApiDocuments['reviews']['reviews'] {
  return book.policies
    .map((policy) => ({
      current: policy.current,
      due: reviewDay(policy, book),
      early: earlyReview(policy, book),
    }))
    .map(({ current: { policy, frontmatter }, due, early }) => ({
      policy,
      title: frontmatter.title,
      owner: frontmatter.owner,
      nextReview: frontmatter.nextReview,
      due,
      dueBecause: (early?.triggers ?? []).map((trigger) => ({
        on: trigger.on,
        change: trigger.kind === 'change' ? trigger.change : null,
        what: trigger.title,
      })),
      reviewEvery: frontmatter.reviewEvery,
      reviews: frontmatter.reviews.map(({ on, by, version, outcome, note }) => ({
        on,
        by,
        version,
        outcome,
        note,
      })),
    }))
    .sort((left, right) => (left.due < right.due ? -1 : 1));
}

export function exportControls(controls: readonly Control[]): ApiDocuments['controls']['controls'] {
  return controls.map(({ framework, control, policies, verdicts, deviations }) => ({
    framework,
    control,
    policies: policies.map(({ title: _, duties, ...policy }) => ({
      ...policy,
      duties: duties.map(({ id }) => id),
    })),
    verdicts,
    deviations: deviations.map(({ change, verdict }) => ({
      change: change.record.id,
      rule: verdict.rule,
      clause: verdict.clause ?? null,
      answered: verdict.answer !== undefined,
    })),
  }));
}

type ExportedMetric = ApiDocuments['metrics']['metrics'][number];
type ExportedPeriod = Omit<ExportedMetric['years'][number], 'year'>;

/** A metric as data. The changes that it counted are with its weeks and months. */
function exportMetric({ definition, weeks, months, quarters, years }: Metric): ExportedMetric {
  const { metric, title, unit, definition: text, counts, sources } = definition;
  return {
    metric,
    title,
    unit,
    definition: text,
    counts,
    sources,
    weeks: weeks.map((period) => ({ week: period.span.key, ...exportWithChanges(period) })),
    months: months.map((period) => ({ month: period.span.key, ...exportWithChanges(period) })),
    quarters: quarters.map((period) => ({ quarter: period.span.key, ...exportPeriod(period) })),
    years: years.map((period) => ({ year: period.span.key, ...exportPeriod(period) })),
  };
}

function exportWithChanges(period: MetricPeriod) {
  const { counted, unknownChanges } = period;
  return { ...exportPeriod(period), changes: counted, unknownChanges };
}

export function exportPeriod(
  period: MetricPeriod<Pick<Span, 'from' | 'until' | 'isOver'>>,
): ExportedPeriod {
  const { span, value, numerator, denominator, unknown, target, standing } = period;
  return {
    from: span.from,
    until: span.until,
    isOver: span.isOver,
    value: value ?? null,
    numerator,
    denominator,
    unknown,
    target: target ? { ...target, clause: target.clause ?? null } : null,
    standing,
  };
}
