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
  const { source: clean, diagnostics: faults, isConflicted } = checkText(source);
  if (isConflicted) return { diagnostics: faults };
  const split = splitFrontmatter(clean);
  if ('diagnostics' in split) return { diagnostics: [...faults, ...split.diagnostics] };
  const { frontmatter, body } = split.document;
  const fields = validate(followUpSchema, parseYaml(frontmatter, source.file, 2));
  const diagnostics = [...faults, ...('diagnostics' in fields ? fields.diagnostics : [])];
  if ('diagnostics' in fields || diagnostics.length > 0) return { diagnostics };
  return { followUp: { source, fields: fields.value, body: body.trim() } };
}
