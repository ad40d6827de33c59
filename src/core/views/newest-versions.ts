import type { Book } from '../model/book.ts';
import { earliestDay, type PartialDate } from '../model/calendar-date.ts';

/** A line of "what changed": one version of one policy. */
export interface VersionNews {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  readonly effective: PartialDate;
  readonly summary?: string;
}

/** Approved versions of all policies by the day they came into force, newest first. */
export function newestVersions({ policies }: Book): VersionNews[] {
  return policies
    .flatMap(({ id, current, versions }) =>
      versions
        .filter(({ frontmatter }) => frontmatter.status === 'approved')
        .map(({ version, frontmatter }) => {
          const rows = [...frontmatter.history, ...current.frontmatter.history];
          const summary = rows.find((row) => row.version === version)?.summary;
          return {
            policy: id,
            title: frontmatter.title,
            version,
            effective: frontmatter.effective,
            ...(summary !== undefined && { summary }),
          };
        }),
    )
    .sort((a, b) => (earliestDay(a.effective) < earliestDay(b.effective) ? 1 : -1));
}
