import ts from 'typescript';
import { alternativesTo } from './alternatives-to.ts';

/** One small fault that is planted in a rule. */
export interface Mutant {
  /** What selects it while the tests run; never 0. */
  readonly id: number;
  /** Path below the root of the checkout. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  /** The line without its indentation. */
  readonly lineText: string;
  readonly before: string;
  readonly after: string;
}

export interface PlantedFile {
  /** The file with all its mutants in it; without one selected it does what it did before. */
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** Where planted files read which mutant is active. */
const switchImport = '#core/rules/active-mutant.ts';

/**
 * Plants every mutant of a file at once, each behind a switch of its own, so that one copy of the tree serves them all:
 * `a < b` becomes `(active.mutant === 7 ? (a <= b) : (a < b))`. Works on the syntax tree; types are left alone.
 */
export function plantMutants(file: string, text: string, firstId: number): PlantedFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const mutants: Mutant[] = [];

  function plant(node: ts.Node): string {
    const inner = plantChildren(node);
    const alternatives = alternativesTo(node);
    if (alternatives.length === 0) return inner;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line;
    const before = onOneLine(node.getText());
    const choices = alternatives.map((after) => {
      const id = firstId + mutants.length;
      const lineText = lines[line]?.trim() ?? '';
      mutants.push({ id, file, line: line + 1, lineText, before, after: onOneLine(after) });
      return `active.mutant === ${id} ? (${after}) : `;
    });
    return `(${choices.join('')}(${inner}))`;
  }

  function plantChildren(node: ts.Node): string {
    let planted = '';
    let from = node.getStart();
    ts.forEachChild(node, (child) => {
      planted += text.slice(from, child.getStart()) + plant(child);
      from = child.getEnd();
    });
    return planted + text.slice(from, node.getEnd());
  }

  const planted = plant(source);
  return { text: `import { active } from '${switchImport}';\n${planted}`, mutants };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
