import { monthOf, type CalendarDate, type CalendarMonth } from '../model/calendar-date.ts';
import type { Policy } from '../model/policy.ts';
import type { Span } from '../model/span.ts';

// Addresses inside a site, from its root; the site's base is put before them where they are printed.

/** A file of the book's assets, from its path in the book. */
export function assetPath(asset: string): string {
  return `/assets/${asset.split('/').slice(2).map(encodeURIComponent).join('/')}`;
}

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

/** A part of the register, or one month of it: `/register/2026-03/`, `/register/type/normal/2026-03/`. */
export function registerPath(
  { kind, key }: { readonly kind: string; readonly key: string },
  month?: CalendarMonth,
): string {
  const part = kind === 'month' || kind === 'repository' ? key : `${kind}/${key}`;
  return `/register/${part}/${month === undefined ? '' : `${month}/`}`;
}

/** The list of a policy's versions. */
export function versionsPath(policy: string): string {
  return `/policies/${policy}/versions/`;
}

/** What changed from one version to another. */
export function redlinePath(policy: string, from: string, to: string): string {
  return `/policies/${policy}/redline/${from}-${to}/`;
}

/** Policies on a date; without one, the page with the field for it. */
export function dayPath(day?: CalendarDate): string {
  return day === undefined ? '/on/' : `/on/${day}/`;
}

/** What a role has to review and to do. */
export function ownerPath(role: string): string {
  return `/reviews/${role}/`;
}

/** The report on a month, a quarter or a year. */
export function metricsPath(period: string): string {
  return `/metrics/${period}/`;
}

/** A metric with the changes that it counted; that of a week is on the page of the month in which the week ends. */
export function measuredPath(metric: string, { kind, key, until }: Span): string {
  return kind === 'week'
    ? `${metricsPath(monthOf(until))}#${weekAnchor(metric, key)}`
    : metricsPath(key);
}

export function weekAnchor(metric: string, week: string): string {
  return `${metric}-${week.toLowerCase()}`;
}

/** The register of exceptions. */
export const exceptionsPath = '/evidence/exceptions/';

/** A control on the page of controls; the framework is given in words. */
export function controlPath(framework: string, control: string): string {
  return `/controls/#${controlAnchor(framework, control)}`;
}

export function controlAnchor(framework: string, control: string): string {
  return `${framework} ${control}`.replaceAll(/[^A-Za-z0-9.]+/g, '-');
}

/** The whole address of a path of an edition; the edition may have a path of its own. */
export function siteAddress(edition: string, path: string): string {
  return new URL(edition.replace(/(?<!\/)\/+$/, '') + path).href;
}

/** An id under which a policy is found. */
export interface PolicyAddress {
  readonly id: string;
  readonly policy: Policy;
  /** Whether the policy has another id today. */
  readonly isFormer: boolean;
}

/** The current and former ids of all policies. A former id that another policy has today leads to that one. */
export function policyAddresses(policies: readonly Policy[]): PolicyAddress[] {
  const taken = new Set(policies.map(({ id }) => id));
  return policies.flatMap((policy) => {
    const former = (policy.formerIds ?? []).filter((id) => !taken.has(id));
    for (const id of former) taken.add(id);
    return [
      { id: policy.id, policy, isFormer: false },
      ...former.map((id) => ({ id, policy, isFormer: true })),
    ];
  });
}
