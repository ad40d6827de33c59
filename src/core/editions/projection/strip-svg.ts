interface Tag {
  readonly kind: 'start' | 'end' | 'empty';
  readonly name: string;
}

const drawnPrefixes = new Set(['svg', 'xlink', 'xml']);

/**
 * A drawing without what nobody sees in it: comments, metadata, and what drawing programs keep for themselves under
 * prefixes of their own, such as the names of files and layers. What is broken off in the middle ends there.
 */
export function stripSvg(text: string): string {
  const kept: string[] = [];
  // How many elements deep the part lies that is being left out; 0 outside of one.
  let hidden = 0;
  for (const token of splitMarkup(expandEntities(text))) {
    if (token.startsWith('<!') || token.startsWith('<?')) {
      const isKept = token.startsWith('<![CDATA[') || /^<\?xml\s/.test(token);
      if (isKept && hidden === 0) kept.push(token);
      continue;
    }
    const tag = parseTag(token);
    if (!tag) {
      if (hidden === 0) kept.push(token);
      continue;
    }
    if (hidden === 0 && !isHidden(tag.name)) kept.push(withoutHidden(token));
    else if (tag.kind === 'start') hidden += 1;
    else if (tag.kind === 'end') hidden = Math.max(hidden - 1, 0);
  }
  return kept.join('');
}

// Quoted values and the inner part of a document type may hold a ">".
const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!(?:[^[\]>"']|"[^"]*"|'[^']*'|\[[^\]]*\])*>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/y;

function* splitMarkup(text: string): Iterable<string> {
  markup.lastIndex = 0;
  for (let match = markup.exec(text); match; match = markup.exec(text)) yield match[0];
}

/** A document type goes, so that what it declares has to stand where it is used. */
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

function parseTag(token: string): Tag | undefined {
  const [, slash, name] = /^<(\/?)([^\s/>]+)[\s\S]*>$/.exec(token) ?? [];
  if (name === undefined) return undefined;
  return { kind: slash ? 'end' : token.endsWith('/>') ? 'empty' : 'start', name };
}

function isHidden(name: string): boolean {
  const [prefix, local] = splitName(name);
  return local === 'metadata' || (prefix !== '' && prefix !== 'svg');
}

function withoutHidden(token: string): string {
  return token.replaceAll(/\s+([^\s=/]+)\s*=\s*(?:"[^"]*"|'[^']*')/g, (written, name: string) =>
    isDrawn(name) ? written : '',
  );
}

function isDrawn(name: string): boolean {
  const [prefix, local] = splitName(name);
  if (prefix === 'xmlns') return drawnPrefixes.has(local);
  return prefix === '' ? !name.startsWith('data-') : drawnPrefixes.has(prefix);
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}
