import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PolicyVersion } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import { policySchema } from '../schemas/policy.ts';
import { fingerprintOf } from './fingerprint.ts';
import { checkBody } from './check-body.ts';
import { checkText } from './check-text.ts';
import { listClauses } from './clauses.ts';
import { explainMarkdownFault } from './explain-markdown-fault.ts';
import { listReferences } from './list-references.ts';
import { markdownToMdx } from './markdown-to-mdx.ts';
import { parseMarkdown, versionTree } from './parse-markdown.ts';
import { parseYaml } from './parse-yaml.ts';
import { splitFrontmatter } from './split-frontmatter.ts';
import { validate } from './validate.ts';

/** What a policy file gave: a version where it has none but small faults, and every fault either way. */
export interface ParsedPolicy {
  readonly version?: PolicyVersion;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file of content/policies or content/archive. `isCurrent` decides how strict its vocabulary is. */
export function parsePolicy(policy: string, source: SourceFile, isCurrent: boolean): ParsedPolicy {
  const textFaults = [...checkText(source)];
  if (textFaults.length > 0) return { diagnostics: textFaults };

  const split = splitFrontmatter(source);
  if ('diagnostics' in split) return split;

  const { frontmatter, body: written, bodyLine } = split.document;
  const fields = validate(policySchema, parseYaml(frontmatter, source.file, 2));
  const converted = source.file.endsWith('.md') ? markdownToMdx(written) : { body: written };
  const body = 'body' in converted ? converted.body : written;
  const markdown = 'fault' in converted ? converted : parseMarkdown(body);
  const bodyFaults =
    'fault' in markdown
      ? [explainMarkdownFault(markdown.fault, body, source.file, bodyLine)]
      : [...checkBody(markdown.tree, body, { file: source.file, bodyLine, isCurrent })];

  const diagnostics = ['diagnostics' in fields ? fields.diagnostics : [], bodyFaults].flat();
  if ('diagnostics' in fields || 'fault' in markdown) return { diagnostics };
  const version = assembleVersion({ policy, frontmatter: fields.value, body, bodyLine, source });
  return { version, diagnostics };
}

/** A version with what follows from its text. Throws where its body does not parse. */
export function assembleVersion(
  parts: Pick<PolicyVersion, 'policy' | 'frontmatter' | 'body' | 'bodyLine' | 'source'>,
): PolicyVersion {
  const { frontmatter, body, bodyLine } = parts;
  const tree = versionTree(parts);
  return {
    ...parts,
    version: frontmatter.version,
    clauses: listClauses(tree, bodyLine),
    references: listReferences(tree, bodyLine),
    fingerprint: fingerprintOf(frontmatter, body),
  };
}
