import { collectAuthors } from './collect-authors.ts';
import { createPeopleIndex, type PeopleIndex } from './identify-people.ts';
import { proveApprovals } from './prove-approvals.ts';
import { parseTrailers } from '../message/parse-trailers.ts';
import { fileOfCommit, findMerger, mergerOf } from '../population/assemble-record.ts';
import { createExportViewer, type ExportViewer } from '../pull-requests/join-export.ts';
import { parseMergeForm } from '../pull-requests/parse-merge-form.ts';
import type { Approval, Identity } from '../../model/change-record.ts';
import type { PolicyText } from '../../model/policy-text.ts';
import type { Decision, Policy, PolicyVersion } from '../../model/policy.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import type { BookHistory } from '../../model/record-history.ts';
import { proofs } from '../../schemas/change-rules.ts';
import type { People } from '../../schemas/people.ts';
import { reviewKey } from '../../history/find-removed-reviews.ts';

interface DecisionSources {
  readonly people: People;
  /** The texts of the policies in the order in which they landed. */
  readonly texts: readonly PolicyText[];
  readonly book: BookHistory | undefined;
}

const stated: Decision = { proof: 'stated' };

/**
 * The policies with what proves their approvals and reviews. As with the approvals of changes it is the commit that
 * brought the decision into the book: whoever merged it or signed it, and what the forge exported of its pull request.
 * Without git every decision is only stated.
 */
export function proveDecisions(
  policies: readonly Policy[],
  { people, texts, book }: DecisionSources,
): Policy[] {
  const byPolicy = Map.groupBy(texts, ({ policy }) => policy);
  const prover = book && createProver(book, createPeopleIndex(people));
  return policies.map((policy) => {
    const own = byPolicy.get(policy.id) ?? [];
    const approvals = policy.versions.flatMap((version): [string, Decision][] => {
      const decision = prover ? decideApproval(version, own, prover) : stated;
      return version.frontmatter.approval && decision ? [[version.version, decision]] : [];
    });
    const reviews = policy.current.frontmatter.reviews.flatMap((review): [string, Decision][] => {
      const key = reviewKey(review);
      const landing = own.find(({ version }) =>
        version?.frontmatter.reviews.some((one) => reviewKey(one) === key),
      );
      const decision = prover ? landing && prover.prove(review.by, landing.commit) : stated;
      return decision ? [[key, decision]] : [];
    });
    return { ...policy, proofs: { approvals: new Map(approvals), reviews: new Map(reviews) } };
  });
}

/** The proof of an approval; undefined while its version has not landed. */
function decideApproval(
  { version: number, frontmatter, landed }: PolicyVersion,
  texts: readonly PolicyText[],
  { prove, authorsOf }: Prover,
): Decision | undefined {
  const { by = '' } = frontmatter.approval ?? {};
  const written = texts.filter(({ version }) => version?.version === number);
  const isApproved = ({ version }: PolicyText) => version?.frontmatter.approval?.by === by;
  const first = written.findIndex(isApproved);
  const commit = landed?.commit ?? written[first]?.commit;
  // What was there before the first commit that counts may have been written by anybody.
  if (commit === undefined) return texts.length > 0 && written.length === 0 ? undefined : stated;
  const decision = prove(by, commit);
  const until = written.slice(0, first + 1);
  if (until.some(({ isBase }) => isBase)) return decision;
  const authors = until.flatMap((text) => authorsOf(text.commit));
  const isSole = authors.length > 0 && authors.every(({ person }) => person === by);
  return isSole
    ? { ...decision, void: 'git shows that the same person wrote all of it' }
    : decision;
}

interface Prover {
  readonly prove: (by: string, commit: string) => Decision;
  readonly authorsOf: (commit: string) => readonly Identity[];
}

function createProver({ history, evidence }: BookHistory, people: PeopleIndex): Prover {
  const commits = new Map(history.line.map((commit) => [commit.id, commit]));
  const exports = createExportViewer(history, evidence);
  const seen = new Map<string, Landed>();
  const landedBy = (id: string): Landed | undefined => {
    const commit = commits.get(id);
    if (!commit) return undefined;
    const known = seen.get(id) ?? examine(commit, { book: { history, evidence }, people, exports });
    seen.set(id, known);
    return known;
  };
  return {
    authorsOf: (id) => landedBy(id)?.authors ?? [],
    prove(by, id) {
      const landed = landedBy(id);
      return landed ? proveBy(by, landed, people) : stated;
    },
  };
}

/** What is known of a commit that brought a decision. */
interface Landed {
  readonly authors: readonly Identity[];
  readonly evidence: Parameters<typeof proveApprovals>[1];
}

function examine(
  commit: RawCommit,
  {
    book: { history, evidence },
    people,
    exports,
  }: { readonly book: BookHistory; readonly people: PeopleIndex; readonly exports: ExportViewer },
): Landed {
  const merged = history.merged[commit.id] ?? [];
  const message = parseTrailers(commit.message);
  const file = fileOfCommit(history.repository, commit.id);
  const form = parseMergeForm(message, commit.parents.length);
  const merger = findMerger(commit, people);
  const exported = exports.view({ commit, merged, people, form, merger, file, earlier: undefined });
  const { cleanMerges } = evidence;
  const authors = collectAuthors(
    {
      // The signature of whoever approves is the proof that is looked for here.
      commit: { ...commit, signatures: [] },
      merged,
      coAuthors: message.coAuthors,
      exported: exported.authors,
      recognise: exported.recognise,
      ownWork: cleanMerges[commit.id] === false ? merger : undefined,
      cleanMerges,
      ...(exported.isByForge && { isByForge: exported.isByForge }),
    },
    people,
  );
  return {
    authors,
    evidence: {
      file,
      commit,
      merger: mergerOf(exported, merger),
      authors,
      cleanMerges,
      review: exported.review,
      exported: exported.approvals,
      isExportComplete: exported.areApprovalsComplete,
    },
  };
}

function proveBy(by: string, { authors, evidence }: Landed, people: PeopleIndex): Decision {
  const isBy = ({ person }: Identity) => person === by;
  if (evidence.review?.changesRequested.some(isBy)) {
    return { proof: 'stated', void: 'the forge shows that this person requested changes' };
  }
  const approval: Approval = {
    by: people.identifyId(by),
    capacity: 'approved',
    proof: 'stated',
    source: 'follow-up',
  };
  const found = proveApprovals([approval], evidence).approvals.filter((one) => isBy(one.by));
  const refused = found.find((one) => one.void !== undefined);
  if (refused) return { proof: 'stated', void: `the forge shows that ${refused.void ?? ''}` };
  // Who wrote a part of it proves nothing by pressing a button, but may sign.
  const isAuthor = authors.some(isBy);
  const grades = found.map(({ proof }) => (isAuthor && proof !== 'signed' ? 'stated' : proof));
  return { proof: proofs.findLast((proof) => grades.includes(proof)) ?? 'stated' };
}
