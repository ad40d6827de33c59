import type { Settings } from '../../schemas/settings.ts';

/** The settings that public pages need, each named here. The one address that customers get is the public contact. */
export function publicSettings(
  { organisation, timeZone, editions, sample }: Settings,
  namedPolicies: readonly string[],
): Settings {
  const contact = editions.public?.contact ?? '';
  const url = editions.public?.url ?? '';
  return {
    organisation: { name: organisation.name, contact },
    timeZone,
    holidays: [],
    editions: {
      internal: { url },
      public: { url, contact, nameInternalPolicies: [...namedPolicies], withhold: [], allow: [] },
    },
    policies: { history: 'files', branch: '-', renamed: {}, requiredHeadings: {}, planned: [] },
    reviews: { warnDays: [] },
    gates: { overdueReview: 'show', overdueDuty: 'show', deviation: 'show' },
    events: [],
    repositories: [],
    ...(sample && { sample: { asOf: sample.asOf, landed: {} } }),
  };
}
