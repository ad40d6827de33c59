import { expect, test } from 'vitest';
import { listFollowUpValues } from '#core/changes/follow-ups/follow-up-contents.ts';
import { parseTemplate } from '#core/changes/message/parse-template.ts';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { fieldInWords, recordFields, type RecordField } from '#core/model/record-fields.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';

const entries = Object.entries(recordFields) as [RecordField, (typeof recordFields)['type']][];

test.for(entries)('%s is read in every way that the table names', ([field, definition]) => {
  const { trailer, followUp, value: form, headings = [], boxes = [] } = definition;
  const value = form === 'moment' ? '2026-02-02T10:00:00Z' : 'one-2';

  const { trailers, problems } = parseTrailers(`Title\n\n${trailer}: ${value}`);
  expect([trailers, problems]).toEqual([[{ key: trailer, value, line: 3 }], []]);
  for (const heading of [field, trailer, fieldInWords(field), ...headings]) {
    expect(parseTemplate(`## ${heading}\n\n${value}\n`).fields).toMatchObject([{ field, value }]);
  }
  for (const box of boxes) {
    expect(parseTemplate(`- [x] ${box}: ${value}\n`).fields).toMatchObject([{ field, value }]);
  }
  const written = followUp ? { [followUp]: value } : { trailers: { [trailer]: value } };
  const read = followUpSchema.parse({ change: 'shop-1', ...written });
  expect(listFollowUpValues(read)).toEqual([
    { field, value, path: followUp ? [followUp] : ['trailers', trailer] },
  ]);
});

test('no two fields share a trailer, a heading, a box or a key of a follow-up', () => {
  const textsOf = ({ trailer, headings = [], followUp }: (typeof entries)[number][1]) => [
    trailer,
    ...headings,
    ...(followUp && followUp !== trailer.toLowerCase() ? [followUp] : []),
  ];
  const texts = entries.flatMap(([, definition]) => textsOf(definition));
  expect(texts).toEqual([...new Set(texts)]);
});
