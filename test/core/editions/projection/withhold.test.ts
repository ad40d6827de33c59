import { expect, test } from 'vitest';
import { withhold } from '#core/editions/projection/public-book.ts';

const phrases = [
  { text: 'Heron', with: 'the project' },
  { text: 'Heron Lake', with: 'a place' },
  { text: 'Project Heron', with: 'an internal project' },
];

test.each([
  ['as it is written', 'See Project Heron.', 'See an internal project.'],
  ['in another case', 'See PROJECT heron.', 'See an internal project.'],
  ['over a line end', 'See Project\nHeron.', 'See an internal project.'],
  ['over a space that does not break', 'See Project\u00a0Heron.', 'See an internal project.'],
  ['with a possessive', "Project Heron's end", "an internal project's end"],
  ['the longer one rather than the shorter', 'Heron Lake, Heron', 'a place, the project'],
  ['whole words only', 'Herons and Heronry', 'Herons and Heronry'],
])('replaces a phrase %s', (_, text, expected) => {
  expect(withhold(text, phrases, 'plain')).toBe(expected);
});

test('takes the signs of a phrase as they are, and writes a replacement so that Markdown shows it', () => {
  const odd = [{ text: 'C++ (old)', with: 'a <b>|{c}' }];
  expect(withhold('the C++ (old) tool', odd, 'markdown')).toBe(String.raw`the a \<b\>\|\{c\} tool`);
});
