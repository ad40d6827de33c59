import type { Approval, ChangeRecord, Identity } from '../model/change-record.ts';
import type { People } from '../schemas/people.ts';

/** Somebody's part in a change, and how it is known. */
export interface ChangePart {
  readonly did: string;
  readonly name: string;
  /** The proof in words. */
  readonly known: string;
}

export const proofWords = {
  stated: 'stated in writing',
  merged: 'stated, and confirmed by the merge commit',
  exported: "from the forge's review record",
  signed: 'signed with a registered key',
} as const;

const sourceWords = {
  message: 'from the commit message',
  graph: "from git's graph",
  export: "from the forge's record",
  signature: 'from a signature',
  deployments: "from the pipeline's file",
  'follow-up': 'from a record in the book',
} as const;

const capacityWords: Readonly<Record<Approval['capacity'], string>> = {
  approved: 'Approved by',
  reviewed: 'Reviewed by',
  'security-reviewed': 'Reviewed for security by',
};

function nameOf({ person, name }: Identity, people: People): string {
  return (person === undefined ? undefined : people[person]?.name) ?? name;
}

function known(identity: Identity, words: string): string {
  return identity.person === undefined ? `${words}; not in the list of people` : words;
}

/** Who did what, in the order in which it is done. */
export function changeParts(record: ChangeRecord, people: People): ChangePart[] {
  const { authors, approvals, merger, followUps, form } = record;
  const authored = form === 'outside-git' ? sourceWords['follow-up'] : sourceWords.graph;
  const part = (did: string, identity: Identity, words: string) => ({
    did,
    name: nameOf(identity, people),
    known: known(identity, words),
  });
  const byId = (did: string, id: string) => ({
    did,
    name: people[id]?.name ?? id,
    known: sourceWords['follow-up'],
  });
  return [
    ...authors.map((author) => part('Written by', author, authored)),
    ...approvals.map(({ by, capacity, proof, void: reason, note }) =>
      part(
        capacityWords[capacity],
        by,
        [
          proofWords[proof],
          ...(reason === undefined ? [] : [`no longer stands: ${reason}`]),
          ...(note === undefined ? [] : [note]),
        ].join('; '),
      ),
    ),
    ...(merger ? [part('Merged by', merger.value, sourceWords[merger.source])] : []),
    ...followUps.flatMap(({ fields }) => [
      ...(fields.deployed ? [byId('Deployed by', fields.deployed.by)] : []),
      ...(fields.validated ? [byId('Validated by', fields.validated.by)] : []),
      ...(fields.monitored ? [byId('Watched by', fields.monitored.by)] : []),
      ...fields.copied.map(({ by }) => byId('Log copied by', by)),
    ]),
  ];
}
