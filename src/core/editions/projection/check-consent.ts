import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { historyRow } from '../../history/in-force.ts';
import { findUnfit } from '../../history/review-clock.ts';
import type { Book } from '../../model/book.ts';
import { earliestDay } from '../../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';

type Words = Pick<Diagnostic, 'problem' | 'remedy'>;

/** What is wrong with the consent to publish a version; a document that is not confidential needs none. */
export function* checkConsent(
  internal: Book,
  policy: Policy,
  version: PolicyVersion,
): Iterable<Diagnostic> {
  if (version.frontmatter.classification !== 'confidential') return;
  // With versions from git a consent may have come after the text.
  const holder = policy.current.frontmatter.publishConsent ? policy.current : version;
  const words = describe(internal, policy, version, holder);
  if (!words) return;
  const field = holder.frontmatter.publishConsent ? 'publishConsent' : 'publish';
  const at = locateField(holder.source, [field]);
  yield { code: 'edition/consent', severity: 'error', at, ...words };
}

/** A warning for a confidential document of which customers read every word. */
export function warnOfWhole({ frontmatter, source }: PolicyVersion): Diagnostic[] {
  if (frontmatter.classification !== 'confidential') return [];
  return [
    {
      code: 'edition/nothing-withheld',
      severity: 'warning',
      at: locateField(source, ['publish']),
      problem: `"${frontmatter.title}" is confidential, and customers read every word of it.`,
      remedy:
        'Put what is for staff alone between <Internal> and </Internal>, or classify the document as public.',
    },
  ];
}

const unfit = {
  unknown: 'people.yaml does not have this person',
  bot: 'this is not a person',
  'no-role': 'this person had no role on that day',
  author: 'this person wrote the version',
};

function describe(
  { people, asOf }: Book,
  policy: Policy,
  version: PolicyVersion,
  { frontmatter }: PolicyVersion,
): Words | undefined {
  const { title } = version.frontmatter;
  const consent = frontmatter.publishConsent;
  if (!consent) {
    return {
      problem: `"${title}" is confidential and is to be published, and nobody's consent is recorded.`,
      remedy:
        'Add publishConsent: { by: <person>, on: <day> } once somebody has agreed, or write "publish: none".',
    };
  }
  const { by, on } = consent;
  const why = findUnfit(by, { on, people, author: undefined });
  if (why !== undefined) {
    return {
      problem: `The consent to publish "${title}" is by "${by}", and ${unfit[why]}.`,
      remedy: 'Name the person with a role who agreed, or write "publish: none".',
    };
  }
  if (on > asOf) {
    return {
      problem: `The consent to publish "${title}" is dated ${on}, which is still to come.`,
      remedy: 'Write the day on which the person agreed.',
    };
  }
  const written = historyRow(policy, version)?.date ?? version.frontmatter.effective;
  if (on < earliestDay(written)) {
    return {
      problem: `The consent to publish "${title}" of ${on} is older than version ${version.version} of ${written}.`,
      remedy: 'Have the person read this version and write the day of the new consent.',
    };
  }
  return undefined;
}
