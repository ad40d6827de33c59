import type { StyleRule } from './clean-style.ts';
import { referredElements } from './drawing-words.ts';
import type { DrawingElement } from './read-drawing.ts';

/** The ids of the parts that what is seen refers to, directly or through other parts. */
export function findReferred(
  root: DrawingElement,
  rules: readonly StyleRule[],
): ReadonlySet<string> {
  const byId = new Map<string, DrawingElement>();
  const indexIds = (element: DrawingElement) => {
    const id = element.attributes.get('id');
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of elementsOf(element)) indexIds(child);
  };
  indexIds(root);

  const referred = new Set<string>();
  const waiting = rules.flatMap(({ declarations }) =>
    [...declarations.values()].flatMap((value) => listIds(value)),
  );
  const seen = new Set<DrawingElement>();
  const look = (element: DrawingElement, isWanted: boolean) => {
    if (seen.has(element) || (!isWanted && referredElements.has(element.name))) return;
    seen.add(element);
    for (const [name, value] of element.attributes) waiting.push(...listIds(value, name));
    for (const child of elementsOf(element)) look(child, false);
  };
  look(root, true);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (referred.has(id)) continue;
    referred.add(id);
    const element = byId.get(id);
    if (element) look(element, true);
  }
  return referred;
}

/** The elements among the children of one. */
export function elementsOf({ children }: DrawingElement): DrawingElement[] {
  return children.filter((child) => typeof child !== 'string');
}

function listIds(value: string, attribute?: string): string[] {
  if (attribute === 'href') return value.startsWith('#') ? [value.slice(1)] : [];
  return [...value.matchAll(/url\(\s*["']?#([^"')\s]+)/gi)].map(([, id = '']) => id);
}
