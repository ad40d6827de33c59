import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';
import { parseYaml, type FieldPath, type YamlSource } from './parse-yaml.ts';
import { splitFrontmatter } from './split-frontmatter.ts';

// Most fields are never pointed at, so places are worked out when a rule first asks for one of a file.
const parsed = new WeakMap<SourceFile, YamlSource>();

/** The place of a field in a file of the book, or its nearest parent where it is missing. */
export function locateField(source: SourceFile, path: FieldPath): SourceLocation {
  let yaml = parsed.get(source);
  if (!yaml) {
    yaml = readFields(source);
    parsed.set(source, yaml);
  }
  return yaml.locate(path);
}

function readFields(source: SourceFile): YamlSource {
  if (source.file.endsWith('.yaml')) return parseYaml(source.text, source.file);
  const split = splitFrontmatter(source);
  const frontmatter = 'document' in split ? split.document.frontmatter : '';
  return parseYaml(frontmatter, source.file, 2);
}
