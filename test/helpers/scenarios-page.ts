import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './command.ts';

const page = readFileSync(path.join(root, 'src/scenarios.md'), 'utf8');

/** The text below a heading of src/scenarios.md, up to the next one. */
export function sectionOf(heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`src/scenarios.md has no section "${heading}".`);
  const end = page.indexOf('\n## ', start + 1);
  return page.slice(start, end < 0 ? page.length : end);
}

/** The entries of its list, each a name in bold and a sentence. */
export function listOf(heading: string): { name: string; text: string }[] {
  return [...sectionOf(heading).matchAll(/^- \*\*(.+?)\*\*: (.+)$/gm)].map(
    ([, name = '', text = '']) => ({ name, text }),
  );
}
