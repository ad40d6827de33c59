import { visit } from 'unist-util-visit';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Clause, PolicyVersion } from '../../model/policy.ts';
import { listClauses } from '../../parse/clauses.ts';
import { versionTree } from '../../parse/parse-markdown.ts';
import { isInternal } from '../../parse/vocabulary.ts';
import { cutInternal } from './cut-internal.ts';

/** A version with what is left of its text, and the clauses of that. */
export interface PublicExtract {
  readonly version: PolicyVersion;
  readonly body: string;
  readonly clauses: readonly Clause[];
}

type Words = Pick<Diagnostic, 'code' | 'problem' | 'remedy'> & {
  readonly line: number;
  readonly column?: number;
};

/** The text of a version without its internal parts, or why it has none that could be public. */
export function extractBody(version: PolicyVersion): {
  extract?: PublicExtract;
  diagnostics: readonly Diagnostic[];
} {
  const faults = [...checkWhole(version)];
  const result = cutInternal(version.body);
  if ('faults' in result) {
    faults.push(
      ...result.faults.map(({ line, ...fault }) => ({
        code: 'edition/cut',
        line: line + version.bodyLine - 1,
        ...fault,
      })),
    );
  } else if (result.text.trim() === '') {
    faults.push({
      code: 'edition/nothing-left',
      line: 1,
      problem: `"${version.frontmatter.title}" is to be published, and without its internal parts nothing is left of it.`,
      remedy: 'Write "publish: none", or leave a part of the text public.',
    });
  }
  const diagnostics = faults.map((fault) => locate(fault, version));
  if ('faults' in result || diagnostics.length > 0) return { diagnostics };
  const body = result.text;
  const clauses = listClauses(versionTree({ ...version, body }), 1);
  return { extract: { version, body, clauses }, diagnostics };
}

function locate({ line, column, ...words }: Words, { source }: PolicyVersion): Diagnostic {
  const at = { file: source.file, line, ...(column !== undefined && { column }) };
  return { ...words, severity: 'error', at };
}

function* checkWhole(version: PolicyVersion): Iterable<Words> {
  const { frontmatter, bodyLine, source } = version;
  if (frontmatter.publish !== 'whole') return;
  if (frontmatter.classification !== 'public') {
    const line = source.text.split('\n').findIndex((one) => one.startsWith('publish:')) + 1;
    yield {
      code: 'edition/whole-not-public',
      line: Math.max(line, 1),
      problem: `publish is "whole", and the classification of the document is ${frontmatter.classification}; only a public document may be published whole.`,
      remedy:
        'Write "publish: extract", or "classification: public" if all of it may be read by anybody.',
    };
  }
  const found: Words[] = [];
  visit(versionTree(version), (node) => {
    if (!isInternal(node)) return;
    const { line = 1, column = 1 } = node.position?.start ?? {};
    found.push({
      code: 'edition/whole-with-internal',
      line: line + bodyLine - 1,
      column,
      problem: 'publish is "whole", and this part is marked <Internal>.',
      remedy: 'Write "publish: extract", or remove the tags if the part is public.',
    });
  });
  yield* found;
}
