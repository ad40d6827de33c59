import type { RedlineSegment } from '../../model/redline.ts';
import { boundedDiff, type DiffBudget, type Stretch } from './bounded-diff.ts';
import { marksKey, runsKey, type Run } from './runs.ts';
import { countWords } from './similarity.ts';

/** A block compared word by word, or as a whole where that would have cost too much. */
export interface ComparedRuns {
  readonly segments: readonly RedlineSegment[];
  readonly isCoarse: boolean;
}

interface Token extends Run {
  readonly key: string;
}

/** Tokens of both texts, or those of one that replaced those of the other. */
interface Stage {
  readonly equal: readonly Token[];
  readonly deleted: readonly Token[];
  readonly inserted: readonly Token[];
}

// A longer stretch is a phrase of its own, however much changed around it.
const mostShortWords = 4;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words that were inserted and deleted; a word whose marks or link differ is another word. */
export function diffRuns(
  from: readonly Run[],
  to: readonly Run[],
  budget: DiffBudget,
): ComparedRuns {
  if (runsKey(from) === runsKey(to)) return { segments: markRuns(to, 'equal'), isCoarse: false };
  const left = tokenise(from);
  const right = tokenise(to);
  const stretches = boundedDiff(
    left.map(({ key }) => key),
    right.map(({ key }) => key),
    budget,
  );
  if (!stretches) {
    return {
      segments: [...markRuns(from, 'deleted'), ...markRuns(to, 'inserted')],
      isCoarse: true,
    };
  }
  const stages = joinShortMatches(stagesOf(stretches, left, right)).flatMap(freeSpace);
  return { segments: toSegments(stages), isCoarse: false };
}

/** Runs that all came, went or stayed. */
export function markRuns(runs: readonly Run[], status: RedlineSegment['status']): RedlineSegment[] {
  return runs.map(({ text, marks }) => ({ text, marks, status }));
}

function tokenise(runs: readonly Run[]): Token[] {
  return runs.flatMap((run) =>
    splitWords(run.text).map((word) => ({ text: word, marks: run.marks, key: runKey(run, word) })),
  );
}

function runKey({ marks }: Run, text: string): string {
  return `${marksKey(marks)}${text}`;
}

const joiner = /^[.\-\u2010\u2011_]$/u;
const wordLike = /[\p{L}\p{N}]$/u;

/** Words and signs, each with the space before it. What reads as one word is one: `4.b`, `key-rotation`. */
function splitWords(text: string): string[] {
  const pieces = Array.from(segmenter.segment(text), ({ segment }) => segment);
  const words: string[] = [];
  let space = '';
  for (let index = 0; index < pieces.length; index += 1) {
    let word = pieces[index] ?? '';
    if (word.trim() === '') {
      space += word;
      continue;
    }
    while (
      wordLike.test(word) &&
      joiner.test(pieces[index + 1] ?? '') &&
      wordLike.test(pieces[index + 2] ?? '')
    ) {
      word += `${pieces[index + 1] ?? ''}${pieces[index + 2] ?? ''}`;
      index += 2;
    }
    words.push(`${space}${word}`);
    space = '';
  }
  return space === '' ? words : [...words, space];
}

/** Equal stretches and replacements by turns. */
function stagesOf(
  stretches: readonly Stretch[],
  left: readonly Token[],
  right: readonly Token[],
): Stage[] {
  const stages: Stage[] = [];
  for (const { status, count, from, to } of stretches) {
    if (status === 'equal') {
      stages.push({ equal: right.slice(to, to + count), deleted: [], inserted: [] });
    } else {
      const deleted = status === 'deleted' ? left.slice(from, from + count) : [];
      const inserted = status === 'inserted' ? right.slice(to, to + count) : [];
      stages.push(joinStages(takeReplacement(stages), { equal: [], deleted, inserted }));
    }
  }
  return stages;
}

function takeReplacement(stages: Stage[]): Stage {
  const last = stages.at(-1);
  if (last?.equal.length !== 0) return { equal: [], deleted: [], inserted: [] };
  stages.pop();
  return last;
}

function joinStages(...stages: readonly Stage[]): Stage {
  return {
    equal: [],
    deleted: stages.flatMap(({ equal, deleted }) => [...equal, ...deleted]),
    inserted: stages.flatMap(({ equal, inserted }) => [...equal, ...inserted]),
  };
}

/** A reader follows one replaced phrase better than words that survived by chance between two replacements. */
function joinShortMatches(stages: readonly Stage[]): Stage[] {
  const joined: Stage[] = [];
  for (const stage of stages) {
    const [first, between] = joined.slice(-2);
    if (first && between && stage.equal.length === 0 && isShortMatch(first, between, stage)) {
      joined.splice(-2, 2, joinStages(first, between, stage));
    } else {
      joined.push(stage);
    }
  }
  // A replacement that grew may be long enough for a match that it was too short for before.
  return joined.length < stages.length ? joinShortMatches(joined) : joined;
}

function isShortMatch(before: Stage, between: Stage, after: Stage): boolean {
  const words = countTokenWords(between.equal);
  if (words > 0)
    return words <= mostShortWords && 2 * words < Math.min(sizeOf(before), sizeOf(after));
  const { deleted, inserted } = joinStages(before, between, after);
  return hasText(deleted) && hasText(inserted);
}

function hasText(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => text.trim() !== '');
}

function sizeOf({ deleted, inserted }: Stage): number {
  return Math.max(countTokenWords(deleted), countTokenWords(inserted));
}

function countTokenWords(tokens: readonly Token[]): number {
  return countWords(tokens.map(({ text }) => text).join(''));
}

const leadingSpace = /^\s*/;

function spaceOf({ text }: Token): string {
  return leadingSpace.exec(text)?.[0] ?? '';
}

function withText(token: Token, text: string): Token[] {
  return text === '' ? [] : [{ ...token, text }];
}

/** A space that precedes both of two replaced texts did not change; nor did a last word that differs in its space alone. */
function freeSpace({ equal, deleted, inserted }: Stage): Stage[] {
  const ends = { deleted: deleted.at(-1), inserted: inserted.at(-1) };
  const hasSameEnd =
    ends.deleted &&
    ends.inserted &&
    runKey(ends.deleted, ends.deleted.text.trim()) ===
      runKey(ends.inserted, ends.inserted.text.trim());
  if (ends.deleted && ends.inserted && hasSameEnd) {
    const before = {
      equal: [],
      deleted: [...deleted.slice(0, -1), ...withText(ends.deleted, spaceOf(ends.deleted))],
      inserted: [...inserted.slice(0, -1), ...withText(ends.inserted, spaceOf(ends.inserted))],
    };
    return [
      before,
      { equal: withText(ends.inserted, ends.inserted.text.trim()), deleted: [], inserted: [] },
    ];
  }

  const [removed, added] = [deleted[0], inserted[0]];
  const space = removed ? spaceOf(removed) : '';
  if (
    !removed ||
    !added ||
    space === '' ||
    runKey(removed, space) !== runKey(added, spaceOf(added))
  ) {
    return [{ equal, deleted, inserted }];
  }
  return [
    { equal: withText(added, space), deleted: [], inserted: [] },
    {
      equal: [],
      deleted: [...withText(removed, removed.text.slice(space.length)), ...deleted.slice(1)],
      inserted: [...withText(added, added.text.slice(space.length)), ...inserted.slice(1)],
    },
  ];
}

function toSegments(stages: readonly Stage[]): RedlineSegment[] {
  const segments: RedlineSegment[] = [];
  const add = (tokens: readonly Token[], status: RedlineSegment['status']) => {
    for (const { text, marks } of tokens) {
      const previous = segments.at(-1);
      if (previous?.status === status && marksKey(previous.marks) === marksKey(marks)) {
        segments[segments.length - 1] = { ...previous, text: previous.text + text };
      } else {
        segments.push({ text, marks, status });
      }
    }
  };
  for (const { equal, deleted, inserted } of stages) {
    add(equal, 'equal');
    add(deleted, 'deleted');
    add(inserted, 'inserted');
  }
  return segments;
}
