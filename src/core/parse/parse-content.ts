import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import {
  compareVersions,
  type IncompleteDraft,
  type Policy,
  type PolicyVersion,
} from '../model/policy.ts';
import type { Filed } from '../model/book.ts';
import type { FollowUp } from '../model/change-record.ts';
import { findUnread, isInPart, type Part, partOf, parts } from './find-unread.ts';
import { type FiledCheckpoint, parseCheckpoints } from './parse-checkpoints.ts';
import type { SourceFile } from '../model/source-file.ts';
import { answerFileSchema, splitAnswer, type Answer } from '../schemas/answer.ts';
import { dutyRecordSchema, type DutyRecord } from '../schemas/duty-record.ts';
import { peopleSchema, type People } from '../schemas/people.ts';
import { bookFormat } from '../schemas/book-format.ts';
import { slug } from '../schemas/scalars.ts';
import { settingsSchema, type Settings } from '../schemas/settings.ts';
import { checkText } from './check-text.ts';
import type { Acknowledgement } from '../model/acknowledgement.ts';
import { parseAcknowledgements } from './parse-acknowledgements.ts';
import { locateField } from './locate-field.ts';
import { parseFollowUp } from './parse-follow-up.ts';
import { parsePolicy } from './parse-policy.ts';
import { parseYaml, type YamlSource } from './parse-yaml.ts';
import { validate } from './validate.ts';

/** The files of a book, each in its shape. A file with faults is missing here and named by its diagnostics. */
export interface Content {
  readonly settings?: Filed<Settings>;
  readonly people?: Filed<People>;
  readonly policies: readonly Policy[];
  readonly incomplete: readonly IncompleteDraft[];
  /** Ids of the policies whose text could not be read or found, so that links to them are not called dangling. */
  readonly unreadable: readonly string[];
  /** The parts of which some file is missing here. */
  readonly unread: ReadonlySet<Part>;
  readonly followUps: readonly FollowUp[];
  readonly answers: readonly Filed<Answer>[];
  readonly duties: readonly Filed<DutyRecord>[];
  readonly checkpoints: readonly FiledCheckpoint[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** Paths of the files below assets/. */
  readonly assets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The files of a content folder, before any is parsed. */
export interface ContentFiles {
  /** Name of the folder, with which every path begins. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly assets: readonly string[];
  /** Paths of files that were found and whose text was not read. */
  readonly others?: readonly string[];
}

/** Reads all files of a book, its policies by a function that may know some of them from before. */
export function parseContent(
  { folder, files, assets, others = [] }: ContentFiles,
  readPolicy = parsePolicy,
): Content {
  const diagnostics: Diagnostic[] = [];
  const below = (part: Part) => files.filter(({ file }) => isInPart(file, part));

  const readYaml = <Schema extends z.ZodType>(source: SourceFile, schema: Schema) => {
    const value = readFields(source, schema, (text) => parseYaml(text, source.file));
    if ('diagnostics' in value) diagnostics.push(...value.diagnostics);
    return 'value' in value ? [{ source, value: value.value }] : [];
  };
  const readOnly = <Schema extends z.ZodType>(name: string, schema: Schema) => {
    const source = files.find(({ file }) => file === `${folder}/${name}`);
    if (source) return readYaml(source, schema)[0];
    diagnostics.push(missingFile(`${folder}/${name}`));
    return undefined;
  };

  const settings = readOnly('policybook.yaml', settingsSchema);
  const people = readOnly('people.yaml', peopleSchema);
  if (settings) diagnostics.push(...checkFormat(settings));
  const paths = [...files.map(({ file }) => file), ...others].sort();
  diagnostics.push(...findUnread(paths, settings?.value));
  const followUps = below('changes').flatMap((source) => {
    const parsed = parseFollowUp(source);
    if ('diagnostics' in parsed) diagnostics.push(...parsed.diagnostics);
    return 'followUp' in parsed ? [parsed.followUp] : [];
  });
  const answerFiles = below('answers').flatMap((source) => readYaml(source, answerFileSchema));
  const duties = below('duties').flatMap((source) => readYaml(source, dutyRecordSchema));
  const ended = files.find(({ file }) => file === `${folder}/checkpoints.jsonl`);
  const { checkpoints, diagnostics: faults } = ended
    ? parseCheckpoints(ended)
    : { checkpoints: [], diagnostics: [] };
  diagnostics.push(...faults);
  // Without settings it is not known how the files are to be read, and that is reported.
  const exported = settings
    ? below('acknowledgements').map((source) => parseAcknowledgements(source, settings.value))
    : [];
  diagnostics.push(...exported.flatMap((one) => one.diagnostics));
  const { policies, incomplete, unreadable } = parsePolicies(
    { current: below('policies'), archive: below('archive'), readPolicy },
    diagnostics,
  );
  const misnamed = paths.filter((path) =>
    parts.some((part) => partOf(path) === part && !isInPart(path, part)),
  );

  const read: Readonly<Record<Part, number>> = {
    policies: policies.length + incomplete.length,
    archive: policies.flatMap(({ versions }) => versions.slice(1)).length,
    changes: followUps.length,
    answers: answerFiles.length,
    duties: duties.length,
    acknowledgements: exported.filter((one) => one.diagnostics.length === 0).length,
  };
  return {
    ...(settings && { settings }),
    ...(people && { people }),
    policies,
    incomplete,
    unreadable: [
      ...unreadable,
      ...misnamed.filter((path) => partOf(path) === 'policies').map(idOf),
    ],
    unread: new Set([
      ...parts.filter((part) => read[part] < below(part).length),
      ...misnamed.flatMap((path) => partOf(path) ?? []),
    ]),
    followUps,
    answers: answerFiles.flatMap(({ source, value }) =>
      splitAnswer(value).map((answer) => ({ source, value: answer })),
    ),
    duties,
    checkpoints,
    acknowledgements: exported.flatMap((one) => one.acknowledgements),
    assets,
    diagnostics,
  };
}

/** A book of a later format may state what this engine does not know, and so does not judge. */
function* checkFormat({ value: { format = bookFormat }, source }: Filed<Settings>) {
  if (format <= bookFormat) return;
  yield {
    code: 'book/format',
    severity: 'error',
    at: locateField(source, ['format']),
    problem: `The book has format ${format}; this engine reads ${bookFormat}.`,
    remedy: 'Install a later version of policybook.',
  } satisfies Diagnostic;
}

function missingFile(file: string): Diagnostic {
  return {
    code: 'file/missing',
    severity: 'error',
    at: { file, line: 1 },
    problem: `The file ${file} is missing; every book has one.`,
    remedy:
      'Copy it from the sample book and put your own values in, or name another folder with --content.',
  };
}

function readFields<Schema extends z.ZodType>(
  source: SourceFile,
  schema: Schema,
  parse: (text: string) => YamlSource,
): ReturnType<typeof validate<Schema>> {
  const { source: clean, diagnostics, isConflicted } = checkText(source);
  if (isConflicted) return { diagnostics };
  const fields = validate(schema, parse(clean.text));
  if (diagnostics.length === 0) return fields;
  return { diagnostics: [...diagnostics, ...('diagnostics' in fields ? fields.diagnostics : [])] };
}

interface PolicyFiles {
  readonly current: readonly SourceFile[];
  readonly archive: readonly SourceFile[];
  readonly readPolicy: typeof parsePolicy;
}

function parsePolicies(
  { current, archive, readPolicy }: PolicyFiles,
  diagnostics: Diagnostic[],
): Pick<Content, 'policies' | 'incomplete' | 'unreadable'> {
  const policies: Policy[] = [];
  const incomplete: IncompleteDraft[] = [];
  const unreadable: string[] = [];
  const files = new Map<string, string>();
  const archived = Map.groupBy(archive, ({ file }) => file.split('/').at(-2));
  for (const source of current) {
    const id = idOf(source.file);
    const twin = files.get(id);
    files.set(id, source.file);
    diagnostics.push(...checkId(id, source.file, twin));
    if (twin !== undefined) continue;

    const parsed = readPolicy(id, source, true);
    const isDraft = parsed.incomplete !== undefined && !archived.has(id);
    if (isDraft) incomplete.push(parsed.incomplete);
    diagnostics.push(...(isDraft ? parsed.diagnostics.map(tolerateMissing) : parsed.diagnostics));
    const earlier = (archived.get(id) ?? [])
      .flatMap((text): PolicyVersion[] => {
        const { version, diagnostics: faults } = readPolicy(id, text, false);
        diagnostics.push(...faults);
        return version ? [version] : [];
      })
      .sort((left, right) => compareVersions(right.version, left.version));
    if (parsed.version) {
      policies.push({ id, current: parsed.version, versions: [parsed.version, ...earlier] });
    } else unreadable.push(id);
  }
  diagnostics.push(...findOrphans(archive, files));
  // Its archive shows that there is such a policy.
  const orphans = archive.map(({ file }) => file.split('/').at(-2) ?? '');
  unreadable.push(...new Set(orphans.filter((id) => !files.has(id))));
  return {
    policies: policies.sort((left, right) =>
      left.current.frontmatter.title.localeCompare(right.current.frontmatter.title, 'en'),
    ),
    incomplete,
    unreadable,
  };
}

/** A draft may lack fields until somebody approves it. */
function tolerateMissing(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'schema/field-missing'
    ? { ...diagnostic, severity: 'warning' }
    : diagnostic;
}

function idOf(file: string): string {
  return file
    .split('/')
    .slice(2)
    .join('/')
    .replace(/\.[a-z]+$/i, '');
}

function* checkId(id: string, file: string, twin: string | undefined): Iterable<Diagnostic> {
  if (twin !== undefined) {
    yield {
      code: 'book/policy-twice',
      severity: 'error',
      at: { file, line: 1 },
      problem: `${file} and ${twin} are both the policy "${id}"; a policy is one file.`,
      remedy: 'Delete one of them, or give it a name of its own.',
    };
  } else if (!slug.safeParse(id).success) {
    yield {
      code: 'book/policy-name',
      severity: 'error',
      at: { file, line: 1 },
      problem: `"${id}" cannot be the id of a policy; expected lower-case letters, digits and single hyphens.`,
      remedy:
        'Rename the file, such as content/policies/access-control.mdx, without folders below policies.',
    };
  }
}

function* findOrphans(
  archive: readonly SourceFile[],
  current: ReadonlyMap<string, string>,
): Iterable<Diagnostic> {
  for (const { file } of archive) {
    const id = file.split('/').at(-2) ?? '';
    if (current.has(id)) continue;
    const near = nearestName(id, [...current.keys()]);
    yield {
      code: 'book/archive-orphan',
      severity: 'error',
      at: { file, line: 1 },
      problem: `${file} is an earlier version of "${id}", which is not a policy of the book.`,
      remedy: near
        ? `Did you mean "${near}"? Give the folder and the policy's file one name.`
        : 'Rename the folder to the id of its policy; a policy that ended stays with the status retired.',
    };
  }
}
