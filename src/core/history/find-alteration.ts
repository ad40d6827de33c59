import type { PolicyVersion } from '../model/policy.ts';
import type { Alteration } from '../model/version-fault.ts';
import { locateField } from '../parse/locate-field.ts';
import { canonicalJson, normativeFields } from '../parse/fingerprint.ts';
import {
  blockKey,
  listBlocks,
  splitSentences,
  textOfWords,
  type TextBlock,
  type Word,
} from './list-blocks.ts';

// They decide whether, from when and by whose approval a version is in force.
const fixedFields = ['status', 'approval', ...normativeFields] as const;

/**
 * The first place where a later text of the same version has other content. Form alone (white space, emphasis, bullets,
 * anchors on the same page) and fields without duties (history, reviews, controls, contacts) do not count.
 */
export function findAlteration(
  before: PolicyVersion,
  after: PolicyVersion,
): Alteration | undefined {
  return (
    findField(before, after) ?? (before.body === after.body ? undefined : findWords(before, after))
  );
}

function findField(before: PolicyVersion, after: PolicyVersion): Alteration | undefined {
  for (const field of fixedFields) {
    const was = valueOf(before, field);
    const is = valueOf(after, field);
    if (was !== is) return { field, was, is, line: locateField(after.source, [field]).line };
  }
  return undefined;
}

function valueOf({ frontmatter }: PolicyVersion, field: (typeof fixedFields)[number]): string {
  const value = frontmatter[field];
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}

function findWords(before: PolicyVersion, after: PolicyVersion): Alteration | undefined {
  const earlier = listBlocks(before);
  const later = listBlocks(after);
  const [earlierKeys, laterKeys] = [earlier.map(blockKey), later.map(blockKey)];
  const first = laterKeys.findIndex((key, index) => key !== earlierKeys[index]);
  const at = first < 0 ? later.length : first;
  if (at === later.length && earlier.length === later.length) return undefined;

  const wasAdded = earlierKeys[at] === undefined || laterKeys[at + 1] === earlierKeys[at];
  const wasRemoved = laterKeys[at] === undefined || earlierKeys[at + 1] === laterKeys[at];
  const [removed, added] = [earlier[at], later[at]];
  if (added && wasAdded && !wasRemoved) return describe([], added.words);
  if (removed && wasRemoved && !wasAdded) {
    return {
      ...describe(removed.words, []),
      line: lineOf(added ?? later.at(-1)) ?? after.bodyLine,
    };
  }
  return describe(removed?.words ?? [], added?.words ?? []);
}

function lineOf(block: TextBlock | undefined): number | undefined {
  return block?.words[0]?.line;
}

/** The first sentence in which two blocks differ. */
function describe(earlier: readonly Word[], later: readonly Word[]): Alteration {
  const before = splitSentences(earlier);
  const after = splitSentences(later);
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index += 1) {
    const was = before[index] ?? [];
    const is = after[index] ?? [];
    if (textOfWords(was) === textOfWords(is)) continue;
    const word = is.find(({ text }, place) => text !== was[place]?.text) ?? is.at(-1);
    const line = word?.line ?? later.at(-1)?.line ?? 1;
    return { was: textOfWords(was), is: textOfWords(is), line };
  }
  // The words are equal and the kind of block is not: a heading of another depth, a paragraph made a cell.
  return { was: textOfWords(earlier), is: textOfWords(later), line: later[0]?.line ?? 1 };
}
