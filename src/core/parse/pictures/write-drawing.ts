import type { StyleRule } from './clean-style.ts';
import { drawnElements, referredElements } from './drawing-words.ts';
import { elementsOf } from './find-referred.ts';
import type { DrawingElement } from './read-drawing.ts';

/**
 * A drawing as text. Ids and classes that something refers to get neutral names; others are left out, and so are parts
 * that are drawn only where something refers to them.
 */
export function writeDrawing(
  root: DrawingElement,
  rules: readonly StyleRule[],
  referred: ReadonlySet<string>,
): string {
  const styled = new Set(rules.flatMap(({ selector }) => selector.match(marks) ?? []));
  const names = new Map<string, string>();
  const nameOf = (mark: string): string => {
    const name = names.get(mark) ?? `${mark.startsWith('#') ? 'i' : 'c'}${names.size + 1}`;
    names.set(mark, name);
    return name;
  };

  const valueOf = (name: string, value: string): string => {
    if (name === 'id') {
      return referred.has(value) || styled.has(`#${value}`) ? nameOf(`#${value}`) : '';
    }
    if (name === 'class') {
      const classes = value.split(/\s+/).filter((one) => styled.has(`.${one}`));
      return classes.map((one) => nameOf(`.${one}`)).join(' ');
    }
    if (name === 'href' && value.startsWith('#')) return `#${nameOf(value)}`;
    return renameAddresses(value, nameOf);
  };
  const wanted = listWanted(root, referred);
  const write = (element: DrawingElement, isReferredTo: boolean): string => {
    const { name, attributes, children } = element;
    if (isReferredTo && !wanted.has(element)) return '';
    const written = [...attributes].map(([key, value]) => {
      const text = valueOf(key, value);
      return text === '' ? '' : ` ${key}="${escape(text)}"`;
    });
    const isInside = isReferredTo && !referred.has(attributes.get('id') ?? '');
    const parts = children.map((child) =>
      typeof child === 'string'
        ? escape(child)
        : write(child, isInside || referredElements.has(child.name)),
    );
    const open = element === root ? 'svg xmlns="http://www.w3.org/2000/svg"' : name;
    return `<${open}${written.join('')}>${parts.join('')}</${name}>`;
  };
  const body = write(root, false);
  const sheet = rules.map((rule) => writeRule(rule, names, nameOf)).join('');
  const style = sheet === '' ? '' : `<style>${escape(sheet)}</style>`;
  return `${body.replace('>', () => `>${style}`)}\n`;
}

const marks = /[.#][\w-]+/g;

/** The elements that are referred to or contain one that is. */
function listWanted(root: DrawingElement, referred: ReadonlySet<string>): Set<DrawingElement> {
  const wanted = new Set<DrawingElement>();
  const look = (element: DrawingElement): boolean => {
    const inside = elementsOf(element).map(look).includes(true);
    const isWanted = inside || referred.has(element.attributes.get('id') ?? '');
    if (isWanted) wanted.add(element);
    return isWanted;
  };
  look(root);
  return wanted;
}

/** A rule under the new names; empty where no element has its classes and ids. */
function writeRule(
  { selector, declarations }: StyleRule,
  names: ReadonlyMap<string, string>,
  nameOf: (mark: string) => string,
): string {
  const tags = selector.replaceAll(marks, '').match(/[\w-]+/g) ?? [];
  const isUsed =
    tags.every((tag) => drawnElements.has(tag)) &&
    (selector.match(marks) ?? []).every((mark) => names.has(mark));
  if (!isUsed || declarations.size === 0) return '';
  const own = selector.replaceAll(marks, (mark) => mark.charAt(0) + nameOf(mark));
  const text = [...declarations].map(([property, value]) => `${property}:${value}`).join(';');
  return `${own}{${renameAddresses(text, nameOf)}}`;
}

function renameAddresses(text: string, nameOf: (mark: string) => string): string {
  return text.replaceAll(
    /url\(\s*["']?#([^"'()\s]+)["']?\s*\)/gi,
    (_, id: string) => `url(#${nameOf(`#${id}`)})`,
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
