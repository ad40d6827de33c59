import type { PolicyVersion, TextReferences } from '../../model/policy.ts';
import { placeIn } from './place-in.ts';
import { isPublicFramework } from '../projection/public-frontmatter.ts';
import type { SecretPhrase } from './secrets.ts';
import { countWords } from './tokenise.ts';

/**
 * What a version's data is called and where its links lead: ids of duties, of controls in catalogues that are not
 * public, addresses of links. One word alone is left out, since it may be an ordinary one.
 */
export function* idPhrases({
  frontmatter,
  references,
  source,
}: PolicyVersion): Iterable<SecretPhrase> {
  const controls = Object.entries(frontmatter.controls).flatMap(([framework, ids]) =>
    isPublicFramework(framework) ? [] : ids,
  );
  for (const text of [...frontmatter.duties.map(({ id }) => id), ...controls]) {
    if (countWords(text) < 2) continue;
    yield { kind: 'id', text, match: 'literal', place: placeIn(source, text), isFirm: false };
  }
  for (const text of listAddresses(references)) {
    yield { kind: 'link', text, match: 'literal', place: placeIn(source, text), isFirm: false };
  }
}

/** Addresses elsewhere without their scheme; those inside the book are known by the ids of its policies. */
function listAddresses({ links }: TextReferences): string[] {
  return links.flatMap(({ url }) => /^https?:\/\/(.+?)\/*$/i.exec(url)?.[1] ?? []);
}
