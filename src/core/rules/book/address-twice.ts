import { locateField } from '../../parse/locate-field.ts';
import { skeletonOf } from '../../model/skeleton.ts';
import type { DocumentRule } from '../rule.ts';

export const addressTwice: DocumentRule = {
  code: 'book/address-twice',
  severity: 'error',
  requirement: 'An address is one person’s, and no two people have addresses that look alike.',

  *check({ people, peopleSource }) {
    const first = new Map<string, { person: string; email: string; index: number }>();
    for (const [person, { emails }] of Object.entries(people)) {
      for (const [index, email] of emails.entries()) {
        const key = skeletonOf(email);
        const known = first.get(key);
        if (!known) first.set(key, { person, email, index });
        if (!known || known.person === person) continue;
        yield {
          at: locateField(peopleSource, [person, 'emails', index]),
          problem: `${email} of ${person} and ${known.email} of ${known.person} cannot be told apart, so a commit by it is neither’s.`,
          remedy: 'Give the address to the one whose it is, or make one person of the two.',
          related: [
            {
              at: locateField(peopleSource, [known.person, 'emails', known.index]),
              note: `${known.email}, of ${known.person}`,
            },
          ],
        };
      }
    }
  },
};
