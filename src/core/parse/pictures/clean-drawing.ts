import { Buffer } from 'node:buffer';
import { isHiding, isPlainValue, readDeclarations, readStyleSheet } from './clean-style.ts';
import { drawnElements, looks, shapeAttributes } from './drawing-words.ts';
import type { Picture } from './picture.ts';
import { readDrawing, type DrawingElement } from './read-drawing.ts';
import { findReferred } from './find-referred.ts';
import { writeDrawing } from './write-drawing.ts';

/** What a picture inside a drawing becomes: an address with its bytes. Throws a `PictureFault`. */
export type CleanInner = (address: string) => string | undefined;

/**
 * A drawing written anew from what a reader can see: without scripts, comments, metadata, hidden parts, names of
 * layers, and addresses of other files. Throws a `PictureFault` where it is not a well-formed drawing.
 */
export function cleanDrawing(text: string, cleanInner: CleanInner): Picture {
  const root = readDrawing(text);
  const rules = listSheets(root).flatMap(readStyleSheet);
  // Of an element, a class or an id alone. Of other selectors the hiding is not published, and the part is seen.
  const hiding = new Set(
    rules.filter(({ declarations }) => isHiding(declarations)).map(({ selector }) => selector),
  );
  const shown = keepShown(root, hiding, cleanInner);
  const visible = rules.map(({ selector, declarations }) => ({
    selector,
    declarations: withoutHiding(declarations),
  }));
  const written = shown ? writeDrawing(shown, visible, findReferred(shown, visible)) : '<svg/>';
  return { bytes: Buffer.from(written), ...sizeOf(root) };
}

function listSheets(element: DrawingElement): string[] {
  const texts = element.children.filter((child) => typeof child === 'string');
  if (element.name === 'style') return [texts.join('')];
  return element.children.flatMap((child) => (typeof child === 'string' ? [] : listSheets(child)));
}

/** The element with what is drawn of it; undefined for one that is not drawn. */
function keepShown(
  element: DrawingElement,
  hiding: ReadonlySet<string>,
  cleanInner: CleanInner,
): DrawingElement | undefined {
  const { name } = element;
  const children = (): (DrawingElement | string)[] =>
    element.children.flatMap<DrawingElement | string>((child) => {
      if (typeof child === 'string') return /^(?:text|tspan|textPath)$/.test(name) ? [child] : [];
      const kept = keepShown(child, hiding, cleanInner);
      return kept ? [kept] : [];
    });
  // A browser shows the first part that it understands; what comes from other programs is left out before.
  if (name === 'switch') return children().find((child) => typeof child !== 'string');
  if (name === 'a') return { name: 'g', attributes: keepAttributes(element), children: children() };
  if (!drawnElements.has(name) || name === 'style') return undefined;
  if (isHidden(element, hiding)) return undefined;
  const attributes = keepAttributes(element);
  const address = element.attributes.get('href') ?? '';
  if (/^(?:image|feImage)$/.test(name) && !address.startsWith('#')) {
    const inner = cleanInner(address);
    if (inner === undefined) return undefined;
    attributes.set('href', inner);
  } else if (/^#\S+$/.test(address)) attributes.set('href', address);
  return { name, attributes, children: children() };
}

function isHidden({ name, attributes }: DrawingElement, hiding: ReadonlySet<string>): boolean {
  const classes = (attributes.get('class') ?? '').split(/\s+/).map((one) => `.${one}`);
  const marks = ['', `#${attributes.get('id') ?? ''}`, ...classes];
  return (
    isHiding(attributes) ||
    isHiding(readDeclarations(attributes.get('style') ?? '')) ||
    marks.some((mark) => hiding.has(mark) || hiding.has(name + mark))
  );
}

function keepAttributes({ attributes }: DrawingElement): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (name === 'style') {
      const text = [...readDeclarations(value)].map(([property, one]) => `${property}:${one}`);
      if (text.length > 0) kept.set(name, text.join(';'));
    } else if (name === 'id' || name === 'class') kept.set(name, value);
    else if ((looks.has(name) || shapeAttributes.has(name)) && isPlainValue(value)) {
      kept.set(name, value);
    }
  }
  return kept;
}

function withoutHiding(declarations: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...declarations].filter((one) => !isHiding(new Map([one]))));
}

/** In pixels, as a browser would show the drawing; empty where it states no size. */
function sizeOf({ attributes }: DrawingElement): Pick<Picture, 'width' | 'height'> {
  const box = (attributes.get('viewBox') ?? '').trim().split(/[\s,]+/);
  const lengthOf = (name: string, inBox: string | undefined) => {
    const written = /^\s*(\d{1,6}(?:\.\d{1,9})?)(?:px)?\s*$/.exec(attributes.get(name) ?? '')?.[1];
    const length = Math.round(Number(written ?? inBox));
    return length > 0 && length < 1_000_000 ? length : undefined;
  };
  const [width, height] = [lengthOf('width', box[2]), lengthOf('height', box[3])];
  return width === undefined || height === undefined ? {} : { width, height };
}
