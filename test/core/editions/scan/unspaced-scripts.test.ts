import { expect, test } from 'vitest';
import { collectSiteSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks } from '#core/editions/scan/find-leaks.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judge, policyText } from '../../../helpers/book.ts';

const scripts = [
  ['Japanese', '港への入港は自由です。', '夜間は灯台守が門を閉めます。', '門を閉めます'],
  ['Chinese', '船只可以自由进入港口。', '夜间由守灯人关闭大门并上锁。', '守灯人关闭大门'],
  ['Thai', 'เรือเข้าท่าได้อย่างอิสระ', 'ผู้ดูแลประภาคารปิดประตูตอนกลางคืน', 'ผู้ดูแลประภาคาร'],
  [
    'Korean',
    '배는 항구에 들어갈 수 있다.',
    '밤에는 등대지기가 항구의 문을 닫고 잠근다.',
    '등대지기가 항구의 문을 닫고 잠근다',
  ],
] as const;

test.each(scripts)('parts of an internal sentence are found in %s', (_, open, closed, part) => {
  const body = `## 1. Purpose\n\n${open} <Internal>${closed}</Internal>\n`;
  const { book } = judge({
    files: { 'policies/harbour.mdx': policyText({ publish: 'extract' }, body) },
  });
  if (!book) throw new Error('The book was not read.');
  const { book: shown, diagnostics } = publicBook(book);
  expect(diagnostics).toEqual([]);
  const secrets = collectSiteSecrets(book, shown);
  const kinds = (text: string) =>
    findLeaks(secrets, { path: 'a.html', bytes: Buffer.from(text) }).map(({ kind }) => kind);
  expect(kinds(`<p>${open}</p>`)).toEqual([]);
  expect(kinds(`<p>${open}${part}</p>`)).toEqual(['text']);
});

test.each(scripts)(
  'an internal sentence that a public body repeats is a fault in %s',
  (_, open, closed) => {
    const body = `## 1. Purpose\n\n${open}${closed}\n`;
    const summary = `history: [{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: "${closed}" }]`;
    const { book } = judge({
      files: {
        'policies/harbour.mdx': policyText({ publish: 'extract' }, body).replace(
          /^history:.*$/m,
          summary,
        ),
      },
    });
    if (!book) throw new Error('The book was not read.');
    const codes = publicBook(book).diagnostics.map(({ code }) => code);
    expect(codes).toContain('edition/staff-sentence');
  },
);
