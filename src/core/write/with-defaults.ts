import type { SourceFile } from '../model/source-file.ts';
import { valueAt, parseYaml } from '../parse/parse-yaml.ts';
import { splitFrontmatter } from '../parse/split-frontmatter.ts';
import type { Settings } from '../schemas/settings.ts';
import { editFields } from './edit-fields.ts';

/** The text of a draft with the defaults of the book for the fields that it lacks; where they cannot be written, as it was. */
export function withDefaults(
  draft: SourceFile,
  { owner, classification, reviewEvery }: Partial<Settings['defaults']>,
): string {
  const split = splitFrontmatter(draft);
  if ('diagnostics' in split) return draft.text;
  const { value } = parseYaml(split.document.frontmatter, draft.file, 2);
  const edits = Object.entries({ classification, owner, reviewEvery }).flatMap(([set, to]) =>
    to === undefined || valueAt(value, [set]) !== undefined
      ? []
      : { set, to, after: ['status', 'version', 'title'] },
  );
  const edited = editFields(draft, edits);
  return 'text' in edited ? edited.text : draft.text;
}
