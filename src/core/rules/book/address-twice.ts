import { skeletonOf } from '../../model/skeleton.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  alike: report(
    '{email} of {person} and {otherEmail} of {other} look alike, so a commit by this address belongs to neither.',
    'Leave the address to the person whose it is, or make one person of the two.',
  ),
};

export const addressTwice: DocumentRule = {
  code: 'book/address-twice',
  severity: 'error',
  requirement:
    'An address belongs to one person, and no two people have addresses that look alike.',
  messages,
  example: {
    file: 'people.yaml',
    good: ['eve: { name: Eve Lund, emails: [eve@example.org] }'],
    bad: ['eve: { name: Eve Lund, emails: [ada@example.org] }'],
  },

  *check({ people, peopleSource }) {
    const first = new Map<string, { other: string; otherEmail: string; index: number }>();
    for (const [person, { emails }] of Object.entries(people)) {
      for (const [index, email] of emails.entries()) {
        const skeleton = skeletonOf(email);
        const known = first.get(skeleton);
        if (!known) first.set(skeleton, { other: person, otherEmail: email, index });
        if (!known || known.other === person) continue;
        const { other, otherEmail } = known;
        yield {
          at: locateField(peopleSource, [person, 'emails', index]),
          ...fill(messages.alike, { email, person, other, otherEmail }),
          related: [
            {
              at: locateField(peopleSource, [other, 'emails', known.index]),
              note: `${otherEmail}, of ${other}`,
            },
          ],
        };
      }
    }
  },
};
