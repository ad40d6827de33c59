import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FollowUp } from '../model/change-record.ts';
import type { SourceFile } from '../model/source-file.ts';
import { followUpSchema } from '../schemas/follow-up.ts';
import { checkText } from './check-text.ts';
import { parseYaml } from './parse-yaml.ts';
import { splitFrontmatter } from './split-frontmatter.ts';
import { validate } from './validate.ts';

/** Reads a file of content/changes. */
export function parseFollowUp(
  source: SourceFile,
): { followUp: FollowUp } | { diagnostics: readonly Diagnostic[] } {
  const faults = [...checkText(source)];
  if (faults.length > 0) return { diagnostics: faults };
  const split = splitFrontmatter(source);
  if ('diagnostics' in split) return split;
  const { frontmatter, body } = split.document;
  const fields = validate(followUpSchema, parseYaml(frontmatter, source.file, 2));
  if ('diagnostics' in fields) return fields;
  return { followUp: { source, fields: fields.value, body: body.trim() } };
}
