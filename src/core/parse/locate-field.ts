import { memoize } from '../model/memoize.ts';
import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';
import { parseYaml, type FieldPath, type YamlSource } from './parse-yaml.ts';
import { splitFrontmatter } from './split-frontmatter.ts';

/** The place of a field in a file of the book, or its nearest parent where it is missing. */
export function locateField(source: SourceFile, path: FieldPath): SourceLocation {
  return parseFields(source).locate(path);
}

// Most files have no faults, so their fields are parsed again only for the first place that a rule needs.
const parseFields = memoize((source: SourceFile): YamlSource => {
  if (source.file.endsWith('.yaml')) return parseYaml(source.text, source.file);
  const split = splitFrontmatter(source);
  const frontmatter = 'document' in split ? split.document.frontmatter : '';
  return parseYaml(frontmatter, source.file, 2);
});
