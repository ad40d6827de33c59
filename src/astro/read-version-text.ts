import { getEntry, render } from 'astro:content';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import type { Policy, PolicyVersion } from '#core/model/policy.ts';
import { versionEntryId } from '#astro/edition.ts';

/** The text of a version of the edition, as a component that prints it. */
export async function readVersionText(
  policy: Policy,
  { version }: PolicyVersion,
): Promise<AstroComponentFactory> {
  const entry = await getEntry('versions', versionEntryId(policy.id, version));
  if (!entry) throw new Error(`The text of ${policy.id} ${version} was not rendered.`);
  return (await render(entry)).Content;
}
