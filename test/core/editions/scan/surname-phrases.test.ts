import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judge, peopleText, policyText } from '../../../helpers/book.ts';

/** What the check of a public text finds, where the book knows a person of this name. */
function codesFor(name: string, text: string): string[] {
  const { book } = judge({
    files: {
      'people.yaml': `${peopleText}new: { name: ${JSON.stringify(name)}, emails: [new@example.org], roles: [] }\n`,
      'policies/open.mdx': policyText(
        { title: 'Open', publish: 'extract' },
        `## 1. Purpose\n\nIt shall hold for the field. ${text}\n`,
      ),
    },
  });
  if (!book) throw new Error('The book was not read.');
  return publicBook(book).diagnostics.map(({ code }) => code);
}

test.each([
  ['Artur Ventrusca', 'Ask Ventrusca first.'],
  ['Artur Ventrusca', 'Ask VENTRUSCA first.'],
  ['Artur Ventrusca', 'Ask ventrusca first.'],
  ['Artur Ventrusca', 'The ventruscas agree, says Ventrusca.'],
  ['Jürgen Müller', 'Ask mueller.'],
  ['Ana García Márquez', 'Ask márquez.'],
  ['Łukasz Wałecki', 'Ask walecki.'],
  ['Artur Ventrusca', "It is Ventrusca's."],
  ['Artur Ventrusca', 'The Ventruscas agree.'],
  ['Artur Ventrusca', 'Ask Mr. Ventrusca.'],
  ['Artur Ventrusca', 'Ask A. Ventrusca.'],
  ['Artur Ventrusca', 'Ask a.ventrusca.'],
  ['Artur Ventrusca', 'Ask artur_ventrusca.'],
  ['Artur Ventrusca', 'Ask ArturVentrusca.'],
  ['Artur Ventrusca', 'See /people/aventrusca/.'],
  ['Artur Ventrusca', 'Ask Artur V.'],
  ['Artur Ventrusca', 'Ask Ventrusca, A.'],
  ['Artur Ventrusca', '## 2. Ventrusca rota\n\nText.'],
  ['Artur Ventrusca', 'Ask Ven\u00adtrusca.'],
  ['Artur Ventrusca', 'Ask **Ven**trusca.'],
  ['Artur Ventrusca', 'Ask &#86;entrusca.'],
  ['Artur Ventrusca Jr.', 'Ask Ventrusca.'],
  ['Ventrusca, Artur', 'Ask Artur Ventrusca.'],
  ['Ana García Márquez', 'Ask Garcia.'],
  ['Ana García Márquez', 'Ask Márquez.'],
  ['Jürgen Müller', 'Ask Mueller.'],
  ['Jürgen Müller', 'Ask Muller.'],
  ['Søren Kjærgaard', 'Ask Kjaergaard.'],
  ['Hana Sørensen', 'Ask Sorensen.'],
  ['Piet van der Bergh', 'Ask van der Bergh.'],
  ['Piet van der Bergh', 'Ask Bergh.'],
  ["Sean O'Brennan", 'Ask O’Brennan.'],
  ['Ann Smythe-Jonas', 'Ask Smythe-Jonas.'],
  ['Łukasz Wałek', 'Ask Walek.'],
  ['Mira Field', 'Ask Mira Field.'],
  ['Mira Field', 'Ask M. Field.'],
  ['Sam Hall', 'Ask Hall.'],
])('%s is found in "%s"', (name, text) => {
  expect(codesFor(name, text)).toContain('edition/secret-left');
});

test.each([
  ['Mira Field', 'Field work is done by two.'],
  ['Sam Hall', 'They shall work.'],
  ['Ada Fletcher', 'A fletcher works beside another fletcher.'],
  ['Theresa May', 'It began in May.'],
  ['Olga Engineer', 'Each Engineer reads it.'],
  ['Tom Example', 'Example reads it.'],
  ['Ventrusca', 'They may.'],
  ['Renovate Bot', 'They may, says each robot.'],
  ['Artur Ventrusca', 'Artur may.'],
])('%s is not found in "%s"', (name, text) => {
  expect(codesFor(name, text)).toEqual([]);
});
