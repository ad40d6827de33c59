/** A document as a company might have it, and what its readers have to find on the page. */
export interface GeneratedDocument {
  readonly body: string;
  /** Each once, in no order. */
  readonly words: readonly string[];
  /** Those of internal parts. */
  readonly internal: ReadonlySet<string>;
  /** Those that no page can show, which a message has to name by their line. */
  readonly lost: ReadonlySet<string>;
}

const stems = ['word', 'Wörter', 'λέξη', 'слово', 'كلمة', '語句', 'คำ', 'naïve', 'ſtraße', '🔑key'];

/** The same document for the same seed. `isMarkdown` leaves out what only MDX has. */
export function generateDocument(seed: number, isMarkdown: boolean): GeneratedDocument {
  const draw = createDraw(seed);
  const words: string[] = [];
  const internal = new Set<string>();
  const lost = new Set<string>();
  const definitions: string[] = [];
  let isInside = false;
  let clause = 0;
  let label = 0;

  const pick = <T>(all: readonly T[]): T => all[draw(all.length)] as T;
  const word = (): string => {
    const made = `${pick(stems)}${seed}x${words.length}z`;
    words.push(made);
    if (isInside) internal.add(made);
    return made;
  };
  const losing = (): string => {
    const made = word();
    lost.add(made);
    return made;
  };
  const define = (target: string): string => {
    label += 1;
    definitions.push(`[r${label}]: ${target}`);
    return `r${label}`;
  };
  const target = () =>
    pick([
      'https://a.example/b',
      '../assets/form.pdf',
      './other.mdx',
      'other#1',
      '#1',
      'mailto:a@a.example',
    ]);

  const inline = (): string =>
    pick<() => string>([
      word,
      word,
      word,
      () => `**${word()}**`,
      () => `*${word()} ${word()}*`,
      () => `_${word()}_`,
      () => `~~${word()}~~`,
      () => `\`${word()} {x} <b>\``,
      () => `[${word()}](${target()})`,
      () => `[${word()} **${word()}**](${target()} "${word()}")`,
      () => `[${word()}][${define(`${target()} "${word()}"`)}]`,
      () => `![${word()}](../assets/a.png "${word()}")`,
      () => `![${word()}][${define('../assets/a.png')}]`,
      () => `[![${word()}](../assets/a.png)](${target()})`,
      () => `https://a.example/${encodeURIComponent('p')}${words.length} ${word()}`,
      () => `${word()}  \n${word()}`,
      () => `${word()}\\\n${word()}`,
      () => `${word()}&nbsp;${word()}`,
      () => `\\*${word()}\\* 5 &lt; 6 \\{${word()}}`,
      () => `"${word()}" – ${word()}…`,
      footnote,
      ...(isMarkdown ? [() => `<https://a.example/${seed}> 4 < 5 {${word()}}`] : mdxInline),
    ])();
  function footnote(): string {
    label += 1;
    const name = pick([`${label}`, `n-${label}`, `ü${label}`]);
    definitions.push(`[^${name}]: ${word()} *${word()}*\n    ${word()}`);
    return `${word()}[^${name}]`;
  }
  const mdxInline = [
    () => `<Note>${word()}</Note>`,
    () => `${word()} {/* a comment */} ${word()}`,
    () => within(() => `<Internal>${word()}</Internal>`),
  ];
  function within(make: () => string): string {
    if (isInside) return word();
    isInside = true;
    const made = make();
    isInside = false;
    return made;
  }
  const line = (): string => Array.from({ length: 1 + draw(5) }, inline).join(' ');
  const plain = (): string => Array.from({ length: 1 + draw(3) }, word).join(' ');
  const cell = (): string =>
    pick([plain, plain, () => `**${word()}**`, () => `\`${word()} \\| ${word()}\``, () => ''])();
  const indent = (text: string, by: string) => text.replaceAll(/\n(?=.)/g, `\n${by}`);

  const heading = (): string => {
    clause += 1;
    const text = pick<() => string>([
      () => `${clause}. ${plain()}`,
      () => `${clause} ${plain()}`,
      plain,
      () => `${clause}.1 **${word()}** \`${word()}\``,
      () => `${pick(['Search', 'Main', 'Footnote label', 'Versions'])} ${word()}`,
      () => `a) ${word()}`,
    ])();
    return pick([`## ${text}`, `### ${text} ###`, `${text}\n---`, `#### ${text}`]);
  };
  const table = (): string => {
    const columns = 1 + draw(4);
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const full = () => row(Array.from({ length: columns }, cell));
    const rows = Array.from({ length: 1 + draw(4) }, full);
    if (draw(8) === 0) rows.push(row([...Array.from({ length: columns }, cell), losing()]));
    if (draw(4) === 0) rows.push(row([word()]));
    const sides = Array.from({ length: columns }, () => pick(['---', ':-:', '--:', ':--']));
    return [row(Array.from({ length: columns }, plain)), row(sides), ...rows].join('\n');
  };
  const list = (depth = 0): string => {
    const start = 1 + draw(4);
    const sign = pick([
      () => '-',
      () => '*',
      (at: number) => `${start + at}.`,
      () => '- [x]',
      () => '- [ ]',
    ]);
    const items = Array.from({ length: 1 + draw(4) }, (_, at) => {
      const by = sign(at).startsWith('-') || sign(at) === '*' ? '  ' : '   ';
      const more = [
        ...(draw(4) === 0 ? [`\n\n${line()}`] : []),
        ...(depth < 2 && draw(3) === 0 ? [`\n${list(depth + 1)}`] : []),
        ...(draw(8) === 0 ? [`\n\n${table()}`] : []),
      ];
      return `${sign(at)} ${indent(line() + more.join(''), by)}`;
    });
    return items.join('\n');
  };
  const block = (): string =>
    pick<() => string>([
      line,
      line,
      line,
      heading,
      heading,
      table,
      () => list(),
      () => `> ${indent(`${line()}\n\n${list()}`, '> ')}`.replaceAll(/\n(?!>)/g, '\n> '),
      () => `\`\`\`${pick(['', 'js', 'yaml'])}\n${word()} | <b> {x}\n\n  ${word()}\n\`\`\``,
      () => `~~~js ${losing()}\n${word()}\n~~~`,
      () => '***',
      () => `${word()}\n: ${word()}`,
      () => {
        label += 1;
        return `[^unused${label}]: ${losing()}\n\n${word()}`;
      },
      () => `${word()}: ${plain()}\n${word()}: ${plain()}`,
      ...(isMarkdown
        ? [
            () => `***\n\n    ${word()} <b>\n    ${word()}`,
            () => `import ${word()}\nexport ${word()}`,
          ]
        : [
            () => `<Note>\n\n${line()}\n\n${list()}\n\n</Note>`,
            () => within(() => `<Internal>\n\n${line()}\n\n${table()}\n\n</Internal>`),
          ]),
    ])();

  const blocks = ['## 1. Purpose', ...Array.from({ length: 6 + draw(14) }, block)];
  return { body: `${[...blocks, ...definitions].join('\n\n')}\n`, words, internal, lost };
}

/** Numbers below a limit, the same for the same seed. */
function createDraw(seed: number): (limit: number) => number {
  let state = (seed * 2654435761) >>> 0;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    state ^= state >>> 13;
    return (state >>> 0) % limit;
  };
}
