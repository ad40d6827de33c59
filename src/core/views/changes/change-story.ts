import type { Book, JudgedChange } from '../../model/book.ts';
import { element, fieldsContent, under, type Content } from '../content.ts';
import {
  answersContent,
  followUpContent,
  originContent,
  reviewLines,
  signatureLines,
} from './change-evidence.ts';
import { changeFields } from './change-fields.ts';
import { changeParts } from './change-people.ts';
import { changeTimes, type ChangeStep } from './change-times.ts';
import { verdictsContent } from './verdict-table.ts';
import { isDeviation } from './verdict-words.ts';

/** A part of a change's page. */
export interface StoryPart {
  readonly title: string;
  readonly content: Content;
}

/** All that is known of a change, from the verdicts to the message, in the order of its page. */
export function changeStory(change: JudgedChange, book: Book): StoryPart[] {
  const { record, verdicts } = change;
  const { people, settings } = book;
  const fields = changeFields(record);
  const review = reviewLines(record, people);
  const signatures = signatureLines(record, people);
  const part = (title: string, content: Content, isShown = true) =>
    isShown ? [{ title, content }] : [];
  return [
    ...part(
      'Verdicts by clause',
      verdicts.length > 0
        ? verdictsContent(verdicts)
        : remark(
            'No version of the policy was in force on that day, so no rule judged the change.',
          ),
    ),
    ...part('Answers to deviations', answersContent(change, book), verdicts.some(isDeviation)),
    ...part('What and why', [
      fields.length === 0 ? remark('The record states no reason, risk or rollback.') : undefined,
      fieldsContent(fields),
    ]),
    ...part('When', stepsContent(changeTimes(record, settings.timeZone))),
    ...part('People', fieldsContent(changeParts(record, book))),
    ...part('Review on the forge', fieldsContent(review), review.length > 0),
    ...part(
      'Signatures',
      signatures.length > 0
        ? fieldsContent(signatures)
        : remark('Neither its commit nor a tag on it is signed.'),
      record.commit !== undefined,
    ),
    ...part(
      'Follow-up',
      record.followUps.map((followUp) => followUpContent(followUp, people)),
      record.followUps.length > 0,
    ),
    ...part('Origin', originContent(record, settings.timeZone)),
    // The text of a change outside git is printed with its own record.
    ...part(
      'Commit message',
      element('pre', { class: 'plain' }, record.message),
      record.form !== 'outside-git' && record.message !== '',
    ),
  ];
}

function remark(words: string): Content {
  return element('p', { class: 'quiet' }, words);
}

function stepsContent(steps: readonly ChangeStep[]): Content {
  const items = steps.map(({ what, words, at, known }) =>
    element('li', {}, [what, under(element('time', { datetime: at }, words)), under(known)]),
  );
  return element('ol', { class: 'steps' }, items);
}
