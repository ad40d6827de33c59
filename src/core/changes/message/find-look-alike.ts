import type { Identity } from '../../model/change-record.ts';
import { skeletonOf } from '../../model/skeleton.ts';
import type { People } from '../../schemas/people.ts';

/** Somebody who looks like a person of the book and is not. */
export interface LookAlike {
  /** The name or address as it was written. */
  readonly written: string;
  /** Id of the person that it looks like. */
  readonly person: string;
}

/** Says of somebody who is not in people.yaml whether the name or the address differs from one there only to a machine. */
export function createLookAlikeFinder(people: People): (who: Identity) => LookAlike | undefined {
  const known = new Map<string, { person: string; exact: string }>();
  for (const [person, { name, emails }] of Object.entries(people)) {
    for (const text of [name, person, ...emails]) {
      known.set(skeletonOf(text), { person, exact: exactOf(text) });
    }
  }
  const find = (written: string): LookAlike | undefined => {
    // Most names and addresses are plain, and for those there is nothing to be taken for.
    if (/^[\x20-\x7e]*$/.test(written) && !hasForeign) return undefined;
    const found = known.get(skeletonOf(written));
    return found && found.exact !== exactOf(written)
      ? { written, person: found.person }
      : undefined;
  };
  const hasForeign = [...known.values()].some(({ exact }) => !/^[\x20-\x7e]*$/.test(exact));

  return ({ name, email, person }) =>
    person === undefined ? (find(email) ?? find(name)) : undefined;
}

function exactOf(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
