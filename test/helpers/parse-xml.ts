/** An element of a well-formed document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text below it. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const tag = /^<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z][\w:.-]*="[^"<]*")*)\s*(\/?)>/;

/** Reads the XML that a feed may use (no DTD, no CDATA, no comments) and throws at what is not well formed. */
export function parseXml(document: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(document);
  if (forbidden) throw new Error(`A character that XML 1.0 forbids at ${forbidden.index}.`);
  const head = /^<\?xml version="1\.0" encoding="utf-8"\?>\n/.exec(document)?.[0] ?? '';
  const top: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];

  for (let at = head.length; at < document.length;) {
    const parent = open.at(-1) ?? top;
    if (document[at] !== '<') {
      const next = document.indexOf('<', at);
      const text = decode(document.slice(at, next < 0 ? undefined : next));
      if (parent === top && text.trim() !== '') throw new Error(`Text outside the root at ${at}.`);
      for (const element of open) element.text += text;
      at = next < 0 ? document.length : next;
      continue;
    }
    const [whole, close, name = '', attributes = '', empty] = tag.exec(document.slice(at)) ?? [];
    if (whole === undefined) throw new Error(`No tag: ${document.slice(at, at + 40)}`);
    at += whole.length;
    if (close) {
      if (open.length === 1 || parent.name !== name)
        throw new Error(`</${name}> ends ${parent.name}`);
      open.pop();
      continue;
    }
    const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)];
    const keys = pairs.map(([, key]) => key);
    if (new Set(keys).size < keys.length) throw new Error(`An attribute of ${name} stands twice.`);
    const values = pairs.map(([, key = '', value = '']) => [key, decode(value)] as const);
    const element = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    parent.children.push(element);
    if (!empty) open.push(element);
  }
  const [root, ...more] = top.children;
  if (!root || more.length > 0 || open.length > 1)
    throw new Error('There is not exactly one root.');
  return root;
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" stands in a text.');
  return text.replaceAll(/&(\w*;?)/g, (whole, name: string) => {
    const character = entities[name.replace(/;$/, '')];
    if (character === undefined || !name.endsWith(';')) throw new Error(`${whole} is no entity.`);
    return character;
  });
}

/** The children of a name. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}
