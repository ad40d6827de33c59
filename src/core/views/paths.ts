import type { CalendarMonth } from '../model/calendar-date.ts';

// Addresses inside a site, from its root; the site's base is put before them where they are printed.

/** The page of a policy's current version. */
export function policyPath(policy: string): string {
  return `/policies/${policy}/`;
}

/** The permanent address of one version, or of one of its clauses. */
export function versionPath(policy: string, version: string, clause?: string): string {
  return `/policies/${policy}/${version}/${clause === undefined ? '' : `#${clause}`}`;
}

export function changePath(change: string): string {
  return `/changes/${change}/`;
}

/** A part of the register: a month or a repository. */
export function registerPath(part: CalendarMonth | string): string {
  return `/register/${part}/`;
}
