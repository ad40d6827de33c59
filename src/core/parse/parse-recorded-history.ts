import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggestName } from '../diagnostics/nearest-name.ts';
import type { Instant } from '../model/instant.ts';
import type { SourceFile } from '../model/source-file.ts';
import {
  recordedCommitsSchema,
  recordedIdentitiesSchema,
  type RecordedCommitFields,
} from '../schemas/recorded-history.ts';
import { checkText } from './check-text.ts';
import { parseYaml, type FieldPath, type YamlSource } from './parse-yaml.ts';
import { validate } from './validate.ts';

export interface RecordedSignature {
  readonly name: string;
  readonly email: string;
  readonly at: Instant;
}

/** A commit as a recorded history describes it. Its id follows from all that came before it. */
export interface RecordedCommit {
  readonly author: RecordedSignature;
  readonly committer: RecordedSignature;
  readonly message: string;
  readonly files: readonly string[];
  readonly remove: readonly string[];
  /** Text by path. */
  readonly write?: Readonly<Record<string, string>>;
  /** New path, by old path. */
  readonly move?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** The commits that this one merges, oldest first. Absent for one that is not a merge. */
  readonly branch?: readonly RecordedCommit[];
  /** Key of an earlier commit on which the branch begins, where that is not the one before the merge. */
  readonly from?: string;
}

type Identities = Readonly<Record<string, string>>;
type Report = (
  path: FieldPath,
  code: string,
  words: Pick<Diagnostic, 'problem' | 'remedy'>,
) => void;

const identitiesFile = 'identities.yaml';

/** Reads the files of one recorded history, in the order of their names. */
export function parseRecordedHistory(files: readonly SourceFile[]): {
  readonly commits: readonly RecordedCommit[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const identities = parseIdentities(files, diagnostics);
  const keys = new Set<string>();
  const commits: RecordedCommit[] = [];

  for (const { file, yaml } of listCommitFiles(files, diagnostics)) {
    const checked = validate(recordedCommitsSchema, yaml);
    if ('diagnostics' in checked) {
      diagnostics.push(...checked.diagnostics);
      continue;
    }
    const report: Report = (path, code, words) => {
      diagnostics.push({ code, severity: 'error', at: { ...yaml.locate(path), file }, ...words });
    };
    for (const [index, fields] of checked.value.entries()) {
      checkGraph(fields, { path: [index], isFirst: commits.length === 0, keys, report });
      commits.push(resolveMerge(fields, [index], identities, report));
    }
  }
  if (commits.length === 0 && diagnostics.length === 0) {
    diagnostics.push({
      code: 'recorded/empty',
      severity: 'error',
      at: { file: files[0]?.file ?? identitiesFile, line: 1 },
      problem: 'The recorded history has no commits.',
      remedy: 'Add a file such as 2026-03.yaml beside it, with a list of commits, oldest first.',
    });
  }
  return { commits, diagnostics };
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function* listCommitFiles(
  files: readonly SourceFile[],
  diagnostics: Diagnostic[],
): Iterable<{ file: string; yaml: YamlSource }> {
  const sorted = files
    .filter(({ file }) => file.endsWith('.yaml') && baseName(file) !== identitiesFile)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const source of sorted) {
    const { diagnostics: faults } = checkText(source);
    diagnostics.push(...faults);
    if (faults.length === 0) yield { file: source.file, yaml: parseYaml(source.text, source.file) };
  }
}

function parseIdentities(files: readonly SourceFile[], diagnostics: Diagnostic[]): Identities {
  const source = files.find(({ file }) => baseName(file) === identitiesFile);
  if (!source) {
    diagnostics.push({
      code: 'recorded/identities-missing',
      severity: 'error',
      at: { file: files[0]?.file ?? identitiesFile, line: 1 },
      problem: `The recorded history has no ${identitiesFile}, which names the authors behind its keys.`,
      remedy: `Add ${identitiesFile} beside it, with a line such as "mira: Mira Oduya <mira@larkfield.example>" for each.`,
    });
    return {};
  }
  const checked = validate(recordedIdentitiesSchema, parseYaml(source.text, source.file));
  if ('value' in checked) return checked.value;
  diagnostics.push(...checked.diagnostics);
  return {};
}

function checkGraph(
  fields: RecordedCommitFields,
  {
    path,
    isFirst,
    keys,
    report,
  }: { path: FieldPath; isFirst: boolean; keys: Set<string>; report: Report },
): void {
  const { branch, from } = fields;
  if (from !== undefined && !branch) {
    report([...path, 'from'], 'recorded/from-without-branch', {
      problem: `"from" names "${from}" as the start of a branch, and this commit has no branch.`,
      remedy: 'Remove "from", or add the commits of the branch.',
    });
  }
  if (from !== undefined && !keys.has(from)) {
    report([...path, 'from'], 'recorded/key-unknown', {
      problem: `No commit before this one has the key "${from}".`,
      remedy: suggestName(from, [...keys], `Add "key: ${from}" to the commit that is meant.`),
    });
  }
  if (branch && isFirst) {
    report([...path, 'branch'], 'recorded/merge-first', {
      problem:
        'The first commit of the history is a merge; there is nothing that it could merge into.',
      remedy: 'Put an ordinary commit before it.',
    });
  }
  const named = [
    ...(branch ?? []).map(({ key }, index) => ({ key, at: [...path, 'branch', index, 'key'] })),
    { key: fields.key, at: [...path, 'key'] },
  ];
  for (const { key, at } of named) {
    if (key === undefined) continue;
    if (keys.has(key)) {
      report(at, 'recorded/key-duplicate', {
        problem: `The key "${key}" is the key of an earlier commit too.`,
        remedy: 'Give each commit a key of its own, or none.',
      });
    }
    keys.add(key);
  }
}

function resolveMerge(
  fields: RecordedCommitFields,
  path: FieldPath,
  identities: Identities,
  report: Report,
): RecordedCommit {
  const { branch, from } = fields;
  const commit = resolveCommit(fields, path, identities, report);
  if (!branch) return commit;
  return {
    ...commit,
    branch: branch.map((side, index) =>
      resolveCommit(side, [...path, 'branch', index], identities, report),
    ),
    ...(from === undefined ? {} : { from }),
  };
}

function resolveCommit(
  fields: Omit<RecordedCommitFields, 'branch' | 'from'>,
  path: FieldPath,
  identities: Identities,
  report: Report,
): RecordedCommit {
  const { at, authoredAt = at, author, committer = author, message, files, remove, key } = fields;
  const { write, move } = fields;
  const resolve = (field: 'author' | 'committer', who: string) => {
    const identity = Object.hasOwn(identities, who) ? identities[who] : undefined;
    if (identity === undefined) {
      report([...path, field], 'recorded/identity-unknown', {
        problem: `The ${field} "${who}" is not a key of ${identitiesFile}.`,
        remedy: suggestName(who, Object.keys(identities), `Add "${who}" to ${identitiesFile}.`),
      });
    }
    const [name = '', email = ''] = (identity ?? '').split(/ <|>/, 2);
    return { name, email };
  };
  const authorIdentity = resolve('author', author);
  return {
    author: { ...authorIdentity, at: authoredAt },
    committer: { ...(committer === author ? authorIdentity : resolve('committer', committer)), at },
    message,
    files,
    remove,
    ...(write && { write }),
    ...(move && { move }),
    ...(key === undefined ? {} : { key }),
  };
}
