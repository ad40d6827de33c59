import type { PublicBook } from '../../model/edition.ts';

/** The settings that public pages need, each named here. The one address that customers get is the public contact. */
export function publicSettings(
  { organisation, timeZone, editions, sample }: PublicBook['settings'],
  namedPolicies: readonly string[],
): PublicBook['settings'] {
  const contact = editions.public?.contact ?? '';
  const url = editions.public?.url ?? '';
  return {
    organisation: { name: organisation.name, contact },
    timeZone,
    editions: {
      internal: { url },
      public: { url, contact, nameInternalPolicies: [...namedPolicies], withhold: [], allow: [] },
    },
    ...(sample && { sample: { asOf: sample.asOf, landed: {} } }),
  };
}
