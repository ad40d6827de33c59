import { svg } from 'property-information';
import sax from 'sax';

const elements = new Set(
  `a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
  feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter
  foreignObject g image line linearGradient marker mask mpath path pattern polygon polyline
  radialGradient rect set stop style svg switch symbol text textPath title tref tspan use view
  b br div i p span`.split(/\s+/),
);

/** A drawing without comments, metadata and scripts. It ends where it is not well-formed, as in a browser. */
export function stripSvg(source: string): string {
  const text = expandEntities(source);
  const parser = sax.parser(true);
  const kept: string[] = [];
  // Where the last node ended, and the last part of a tag.
  let end = 0;
  let read = 0;
  let attributes = '';
  let depth = 0;
  // How many elements deep the part is that is left out; 0 outside of one.
  let hidden = 0;
  let isEmpty = false;

  const isBroken = () => Boolean(parser.error);
  const keep = (start: number) => text.slice(start, parser.position);
  const drop = () => '';
  /** Reads to the end of a node, and keeps the text before it and what the node is to become. */
  const take = (write: (start: number) => string, to = parser.position) => {
    const start = Math.min(text.indexOf('<', end), to);
    const before = text.slice(end, start);
    if (!isBroken() && hidden === 0)
      kept.push(depth > 0 ? before : whiteSpaceOf(before), write(start));
    end = to;
  };
  parser.oncomment = () => {
    // The parser reports a comment before it reads the last character of it.
    take(drop, parser.position + 1);
  };
  parser.ondoctype = () => {
    take(drop);
  };
  parser.onprocessinginstruction = ({ name }) => {
    take(name === 'xml' ? keep : drop);
  };
  parser.onclosecdata = () => {
    take(keep);
  };
  parser.onopentagstart = ({ name }) => {
    attributes = '';
    read = text.indexOf('<', end) + 1 + name.length;
  };
  parser.onattribute = ({ name }) => {
    if (isDrawn(name)) attributes += text.slice(read, parser.position);
    read = parser.position;
  };
  parser.onopentag = ({ name, isSelfClosing }) => {
    const isShown = elements.has(name.replace(/^svg:/, ''));
    take(() => (isShown ? `<${name}${attributes}${keep(read)}` : ''));
    depth += 1;
    if (hidden > 0 || !isShown) hidden += 1;
    isEmpty = isSelfClosing;
  };
  parser.onclosetag = () => {
    if (!isEmpty) take(keep);
    isEmpty = false;
    depth -= 1;
    hidden = Math.max(hidden - 1, 0);
  };
  parser.write(text);
  if (!isBroken() && depth === 0) kept.push(whiteSpaceOf(text.slice(end)));
  return kept.join('');
}

function whiteSpaceOf(text: string): string {
  return text.replaceAll(/\S+/g, '');
}

/** What a document type declares is moved to where it is used, since the type goes. */
function expandEntities(text: string): string {
  const declared = new Map(
    [...text.matchAll(/<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g)].map(
      ([, name = '', double, single = '']) => [name, double ?? single],
    ),
  );
  return declared.size === 0
    ? text
    : text.replaceAll(/&([\w.-]+);/g, (written, name: string) => declared.get(name) ?? written);
}

function isDrawn(name: string): boolean {
  return name === 'xmlns:svg' || (name.toLowerCase() in svg.normal && !name.startsWith('on'));
}
