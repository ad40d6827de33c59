import { looks } from './drawing-words.ts';

/** The rules of a style sheet that are kept: one selector each, and declarations by property. */
export interface StyleRule {
  readonly selector: string;
  readonly declarations: ReadonlyMap<string, string>;
}

const comment = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g;
const selectorForm = /^[\w.#*>+~ -]+$/;

/** The rules of a style sheet that say how shapes look. Rules with an @, and what they contain, are left out. */
export function readStyleSheet(text: string): StyleRule[] {
  const rules: StyleRule[] = [];
  // One pass over the braces: the text before an opening one is a selector, that before a closing one declarations.
  let depth = 0;
  let from = 0;
  let selector = '';
  const plain = text.replace(comment, ' ');
  for (const { 0: mark, index } of plain.matchAll(/[{};]/g)) {
    const before = plain.slice(from, index).trim();
    if (mark === ';' && depth > 0) continue;
    from = index + 1;
    if (mark === ';') continue;
    if (mark === '{') {
      if (depth === 0) selector = before;
      depth += 1;
      continue;
    }
    if (depth === 1 && !selector.startsWith('@')) {
      const declarations = readDeclarations(before);
      for (const one of selector.split(',').map((part) => part.trim().replaceAll(/\s+/g, ' '))) {
        if (selectorForm.test(one) && declarations.size > 0)
          rules.push({ selector: one, declarations });
      }
    }
    depth = Math.max(depth - 1, 0);
  }
  return rules;
}

/** The declarations of a style attribute that say how a shape looks. */
export function readDeclarations(text: string): Map<string, string> {
  const kept = new Map<string, string>();
  for (const declaration of text.replace(comment, ' ').split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (looks.has(property) && isPlainValue(value)) kept.set(property, value);
  }
  return kept;
}

/** Whether a value loads nothing: the only addresses in it are those of parts of the same drawing. */
export function isPlainValue(value: string): boolean {
  if (/[\\<>{}@]/.test(value)) return false;
  const calls = value.toLowerCase().split(/\b(?:url|src|image|image-set|element|expression)\(/);
  return calls.slice(1).every((rest) => /^\s*["']?#[^"')\s]+["']?\s*\)/.test(rest));
}

/** Whether these declarations take a shape out of sight. */
export function isHiding(declarations: ReadonlyMap<string, string>): boolean {
  const value = (property: string) =>
    declarations
      .get(property)
      ?.replace(/!important\s*$/, '')
      .trim()
      .toLowerCase();
  return (
    value('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(value('visibility') ?? '') ||
    /^[+-]?0*(?:\.0*)?%?$/.test(value('opacity') ?? 'shown')
  );
}
