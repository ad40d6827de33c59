import { parseTemplate, type ParsedTemplate, type SectionField } from './parse-template.ts';
import { parseTrailers, type ParsedMessage } from './parse-trailers.ts';
import { fieldOfTrailer, knownKeyLike } from '../../model/record-fields.ts';

/** The sections of a message, with the lines of the message. Where its last paragraph is no known trailer, it is text. */
export function readSections(
  { titleLine, body, trailers }: ParsedMessage,
  message: string,
): ParsedTemplate {
  const isAllText = trailers.every(({ key }) => knownKeyLike(key) === undefined);
  const lines = isAllText ? message.split('\n').slice(titleLine) : body;
  const { fields, problems } = parseTemplate(lines.join('\n'));
  const inMessage = <T extends { readonly line: number }>(one: T): T => ({
    ...one,
    line: one.line + titleLine,
  });
  return { fields: fields.map(inMessage), problems: problems.map(inMessage) };
}

/** The fields that the text of a pull request fills, its trailers before its sections, with the lines of that text. */
export function readDescription(text: string): readonly SectionField[] {
  // A commit message begins with a title, and the text of a pull request does not.
  const title = 'Title\n\n';
  const message = parseTrailers(`${title}${text}`);
  const found = [
    ...message.trailers.flatMap(({ key, value, line }) => {
      const field = fieldOfTrailer.get(key);
      return field === undefined ? [] : [{ field, value, line }];
    }),
    ...readSections(message, `${title}${text}`).fields,
  ];
  return found.map((one) => ({ ...one, line: one.line - 2 }));
}
