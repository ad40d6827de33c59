import { historyRow, inForceSpans } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import { earliestDay, type PartialDate } from '../../model/calendar-date.ts';
import {
  dayContent,
  element,
  emptyContent,
  link,
  listContent,
  span,
  under,
  type Content,
} from '../content.ts';
import { versionPath } from '../paths.ts';

/** A line of "what changed": one version of one policy. */
export interface VersionNews {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  /** From when it is in force; the effective date where it never was. */
  readonly from: PartialDate;
  readonly summary?: string;
}

/** Approved versions of all policies by the day they came into force, newest first. */
export function newestVersions({ policies }: Book): VersionNews[] {
  return policies
    .flatMap((policy) => {
      const { id, versions } = policy;
      const spans = inForceSpans(policy);
      return versions
        .filter(({ frontmatter }) => frontmatter.status === 'approved')
        .map((own) => {
          const { version, frontmatter } = own;
          const summary = historyRow(policy, own)?.summary;
          return {
            policy: id,
            title: frontmatter.title,
            version,
            from: spans.get(version)?.from ?? frontmatter.effective,
            ...(summary !== undefined && { summary }),
          };
        });
    })
    .sort((a, b) => (earliestDay(a.from) < earliestDay(b.from) ? 1 : -1));
}

/** New versions with the day of each and what changed. */
export function newsList(news: readonly VersionNews[]): Content {
  if (news.length === 0) {
    return emptyContent('No policy has been approved yet.');
  }
  const items = news.map(({ policy, title, version, from, summary }) => [
    element('p', { class: 'line' }, [
      link(versionPath(policy, version), `${title}, version ${version}`),
      span('date', dayContent(from)),
    ]),
    under(summary),
  ]);
  return listContent('rows', items);
}
