import sax from 'sax';
import { PictureFault } from './picture.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const xlinkNamespace = 'http://www.w3.org/1999/xlink';

/** An element of a drawing, by its name without a prefix. */
export interface DrawingElement {
  readonly name: string;
  /** By their names without a prefix; those of other programs are left out. */
  readonly attributes: Map<string, string>;
  readonly children: (DrawingElement | string)[];
}

const maximumDepth = 256;
// Programs declare namespaces in this way, which are short; longer ones make a small file a large one.
const maximumEntity = 128;

/** The elements and texts of an SVG file. Throws a `PictureFault` where it is not well-formed or not a drawing. */
export function readDrawing(text: string): DrawingElement {
  // A picture inside a drawing is one attribute of any length.
  Object.assign(sax, { MAX_BUFFER_LENGTH: Infinity });
  const parser = sax.parser(true, { xmlns: true });
  const outside: DrawingElement = { name: '', attributes: new Map(), children: [] };
  const open: DrawingElement[] = [outside];
  // How many elements deep a part of another program is.
  let foreign = 0;

  parser.onerror = (error) => {
    const [problem = ''] = error.message.split('\n');
    throw new PictureFault(
      `is not well-formed in line ${parser.line + 1}: ${problem.replace(/\.$/, '')}.`,
    );
  };
  parser.ondoctype = (type) => {
    for (const [, name = '', double, single = ''] of type.matchAll(
      /<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]*)"|'([^']*)')\s*>/g,
    )) {
      const value = double ?? single;
      if (value.length <= maximumEntity) parser.ENTITIES[name] = value;
    }
  };
  parser.onopentag = (tag) => {
    const { uri, local, attributes } = tag as sax.QualifiedTag;
    // A drawing without its namespace is one for programs, though not for browsers.
    const isDrawing = uri === svgNamespace || (uri === '' && open.length === 1 && local === 'svg');
    if (foreign > 0 || !isDrawing) {
      foreign += 1;
      return;
    }
    if (open.length > maximumDepth) throw new PictureFault('is nested too deeply.');
    const element: DrawingElement = { name: local, attributes: new Map(), children: [] };
    for (const one of Object.values(attributes)) {
      const isOwn = one.prefix === '' || one.name === 'xml:space';
      if (isOwn) element.attributes.set(one.name, one.value);
      else if (one.uri === xlinkNamespace && one.local === 'href') {
        element.attributes.set('href', element.attributes.get('href') ?? one.value);
      }
    }
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => {
    if (foreign > 0) foreign -= 1;
    else open.pop();
  };
  const add = (part: string) => {
    if (foreign === 0 && open.length > 1) open.at(-1)?.children.push(part);
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.write(text).close();
  const root = outside.children.find((child) => typeof child !== 'string');
  if (root?.name !== 'svg') throw new PictureFault('is not an SVG drawing.');
  return root;
}
