import { expect, test } from 'vitest';
import { assembleBook } from '#core/assemble-book.ts';
import type { ForgePull } from '#core/model/forge-pull.ts';
import type { CheckedSignature, RawCommit } from '#core/model/raw-commit.ts';
import type { BookHistory } from '#core/model/record-history.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { policyPage } from '#core/views/policies/policy-page.ts';
import { day, peopleText, policyText, settingsText } from '../../../helpers/book.ts';
import { historyOf, instant } from '../../../helpers/policy-history.ts';

const at = '2026-01-05T10:00:00Z';
const landingId = '1'.repeat(40);
const branchId = 'b'.repeat(40);
const people = {
  ada: { name: 'Ada Finch', email: 'ada@example.org' },
  ben: { name: 'Ben Hollis', email: 'ben@example.org' },
  una: { name: 'Una Known', email: 'una@elsewhere.example' },
  forge: { name: 'GitHub', email: 'noreply@github.com' },
};
type Who = keyof typeof people;

interface Landing {
  /** Who wrote the commit of the branch, or of the line where there is no merge. */
  readonly writer?: Who;
  readonly merger?: Who;
  readonly isClean?: boolean;
  readonly signature?: Partial<CheckedSignature>;
  readonly reviews?: ForgePull['reviews'];
}

function bookHistory({ writer = 'ada', merger, isClean = true, ...given }: Landing): BookHistory {
  const by = (who: Who) => ({ ...people[who], at: instant(at) });
  const commit = (id: string, parents: string[], own: Who): RawCommit => ({
    id,
    parents,
    author: by(own),
    committer: by(own),
    message: 'Add a policy',
    paths: ['content/policies/access-control.mdx'],
  });
  const landing: RawCommit = {
    ...commit(landingId, merger ? ['a'.repeat(40), branchId] : ['a'.repeat(40)], merger ?? writer),
    ...(given.signature && {
      signatures: [{ over: 'commit', state: 'good', by: 'ben', ...given.signature }],
    }),
  };
  const merged = merger ? { [landingId]: [commit(branchId, ['a'.repeat(40)], writer)] } : {};
  const pull: ForgePull = {
    forge: 'github',
    number: 7,
    title: 'Add a policy',
    body: '',
    author: 'adaf',
    createdAt: instant(at),
    mergedAt: instant(at),
    mergeCommit: landingId,
    headCommit: branchId,
    commits: [{ id: branchId, authors: [{ login: 'adaf' }] }],
    ...(given.reviews && { reviews: given.reviews }),
  };
  const forgeExports = given.reviews ? [{ file: 'e.json', digest: 'd', pulls: [pull] }] : [];
  return {
    history: { repository: 'book', branch: 'main', line: [landing], merged },
    evidence: { forgeExports, cleanMerges: merger ? { [landingId]: isClean } : {} },
  };
}

function judgeLanded(
  landing: Landing | undefined,
  { least, fields = {} }: { least?: string; fields?: Readonly<Record<string, string>> } = {},
) {
  const text = policyText(fields);
  const proof = least === undefined ? '' : `, approvalProof: ${least}`;
  const files = Object.entries({
    'policybook.yaml': `${settingsText}policies: { history: git, since: '0000000'${proof} }\n`,
    'people.yaml': peopleText
      .replace('roles: [{ role: cto', 'forge: { github: adaf }\n  roles: [{ role: cto')
      .replace('roles: [{ role: engineer', 'forge: { github: benh }\n  roles: [{ role: engineer'),
    'policies/access-control.mdx': text,
  }).map(([name, own]) => ({ file: `content/${name}`, text: own }));
  const { texts, archive } = historyOf('access-control', [{ at, text }]);
  const isMerge = landing?.merger !== undefined;
  return assembleBook(parseContent({ folder: 'content', files, assets: [] }), [], {
    asOf: day('2026-06-01'),
    engine: 'policybook test',
    policyHistory: { texts: texts.map((one) => ({ ...one, isMerge })), archive },
    ...(landing && { bookHistory: bookHistory(landing) }),
  });
}

const approved = (login: string, commit = branchId) =>
  [{ login, state: 'approved', at: instant(at), commit }] as const;
const forged = { merger: 'forge' } as const;
const cases: readonly [name: string, landing: Landing | undefined, proof: string][] = [
  ['a copy without git', undefined, 'stated'],
  ['a commit of its author', {}, 'stated'],
  ['a merge by its approver', { merger: 'ben' }, 'merged'],
  ['a merge that changes something itself', { merger: 'ben', isClean: false }, 'stated'],
  ['a merge by another person', { merger: 'ada' }, 'stated'],
  ['a merge by nobody known', { merger: 'una' }, 'stated'],
  ['a merge by the forge', forged, 'stated'],
  ['a review on the forge', { ...forged, reviews: approved('benh') }, 'exported'],
  ['a review by somebody else', { ...forged, reviews: approved('cleo') }, 'stated'],
  ['a commit that its approver signed', { signature: {} }, 'signed'],
  ['a signature by another person', { signature: { by: 'ada' } }, 'stated'],
  ['a signature that does not fit', { signature: { state: 'bad' } }, 'stated'],
  ['a signed merge', { merger: 'ben', signature: {} }, 'signed'],
];

test.each(cases)(
  'the approval and the review of a policy are proved by %s',
  (_, landing, proof) => {
    const assembled = judgeLanded(landing);
    const { book, diagnostics } = assembled;
    const [policy] = book?.policies ?? [];
    if (!book || !policy) throw new Error('The book was not read.');
    expect(diagnostics).toEqual([]);
    expect([...(policy.proofs?.approvals.values() ?? [])]).toEqual([{ proof }]);
    expect([...(policy.proofs?.reviews.values() ?? [])]).toEqual([{ proof }]);
    expect(policyPage(book, policy).head).toMatchObject({ approval: { proof }, review: { proof } });
    expect(formatSummary(book)).toContain(`approvals of policies: 1 ${proof}`);
  },
);

const refused: readonly [name: string, landing: Landing, codes: readonly string[]][] = [
  [
    'requested changes',
    { ...forged, reviews: [{ ...approved('benh')[0], state: 'changes-requested' }] },
    ['policy/approval-unproven', 'policy/review-unproven'],
  ],
  [
    'approved an earlier revision',
    { ...forged, reviews: approved('benh', 'c'.repeat(40)) },
    ['policy/approval-unproven', 'policy/review-unproven'],
  ],
  ['wrote all of it', { ...forged, writer: 'ben' }, ['policy/approval-unproven']],
  [
    'wrote and signed all of it',
    { ...forged, writer: 'ben', signature: {} },
    ['policy/approval-unproven'],
  ],
];

test.each(refused)('the approval is refused of a person who %s', (_, landing, codes) => {
  expect(judgeLanded(landing).diagnostics.map(({ code }) => code)).toEqual(codes);
});

const order = ['stated', 'merged', 'exported', 'signed'];
test.each(
  order.flatMap((least) =>
    cases.map(([name, landing, proof]) => ({ least, name, landing, proof })),
  ),
)('a least proof of $least with $name', ({ least, landing, proof }) => {
  const isEnough = order.indexOf(proof) >= order.indexOf(least);
  const codes = ['policy/approval-unproven', 'policy/review-unproven'];
  const ofBook = judgeLanded(landing, { least }).diagnostics.map(({ code }) => code);
  expect(ofBook).toEqual(isEnough ? [] : codes);
  const fields = { approvalProof: least };
  const ofPolicy = judgeLanded(landing, { fields }).diagnostics.map(({ code }) => code);
  expect(ofPolicy).toEqual(ofBook);
});
