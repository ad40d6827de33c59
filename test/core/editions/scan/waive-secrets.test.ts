import { expect, test } from 'vitest';
import { collectSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findSecrets } from '#core/editions/scan/find-secrets.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { linesOfWaived, waiveSecrets } from '#core/editions/scan/waive-secrets.ts';
import { briefly, judge, judgeGood, policyText, settingsText } from '../../../helpers/book.ts';

const body =
  '## 1. Purpose\n\nAsk Ada Finch first.\n\n<Internal>The copper lantern swings above the jetty.</Internal>\n';

function order(allow: string, withhold = '[]') {
  const settings = settingsText.replace(
    'contact: trust@example.org',
    `contact: trust@example.org, withhold: ${withhold}, allow:\n${allow}\n    `,
  );
  return {
    files: {
      'policybook.yaml': settings,
      'policies/access.mdx': policyText({ publish: 'extract' }, body),
    },
  };
}

const lantern =
  '      [{ text: Ada Finch, reason: She is the face of the firm. },\n      { text: the copper lantern swings above, reason: It is on our sign. }]';

test('an exception takes a name, an address or a run of words out of the secrets, and nothing beside it', () => {
  const internal = judgeGood(order(lantern));
  const { book: open, diagnostics } = publicBook(internal);
  expect(diagnostics).toEqual([]);
  const { secrets, waived } = waiveSecrets(collectSecrets(internal, open), internal);
  const kindsIn = (text: string) => findSecrets(secrets, text).map(({ kind }) => kind);
  expect(kindsIn('Ada Finch and the copper lantern swings above')).toEqual([]);
  expect(kindsIn('Ben Hollis says: copper lantern swings above the')).toEqual(['text', 'name']);
  expect(kindsIn('Finch, Ada')).toEqual(['name']);
  expect(findSecrets(waived, 'Ada Finch').map(({ place }) => place)).toEqual([
    { file: 'content/policybook.yaml', line: 6 },
  ]);
  expect([...linesOfWaived(waived)].sort()).toEqual([6, 7]);
});

test('without it the same text is a fault', () => {
  const { diagnostics } = publicBook(judgeGood(order('      []')));
  expect(diagnostics.map(({ code }) => code)).toEqual(['edition/secret-left']);
});

test('an exception for what is no secret warns, with its line', () => {
  const allow = `${lantern.slice(0, -1)},\n      { text: nobody ever wrote this sentence, reason: None. }]`;
  const { diagnostics } = publicBook(judgeGood(order(allow)));
  expect(briefly({ diagnostics })).toEqual(['policybook.yaml:8 edition/exception-unneeded']);
});

test('a withheld phrase has no exceptions', () => {
  const withhold = '[{ text: copper lantern, with: a lamp }]';
  const allow =
    '      [{ text: Ada Finch, reason: Known. }, { text: copper lantern, reason: Known. }]';
  const internal = judgeGood(order(allow, withhold));
  const { secrets } = waiveSecrets(collectSecrets(internal, publicBook(internal).book), internal);
  expect(findSecrets(secrets, 'a copper lantern').map(({ kind }) => kind)).toEqual(['withheld']);
});

test('more than twenty exceptions are a fault, and one without a reason is', () => {
  const many = Array.from({ length: 21 }, (_, index) => `{ text: word ${index}, reason: None. }`);
  expect(briefly(judge(order(`      [${many.join(', ')}]`)))).toEqual([
    'policybook.yaml:6 schema/value',
  ]);
  expect(judge(order('      [{ text: word }]')).diagnostics[0]?.problem).toContain('reason');
});
