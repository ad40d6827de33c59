import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { describePlaceholder } from './check-prose.ts';
import type { MarkdownFault } from './parse-markdown.ts';

/** Says in an author's words why a body is not MDX, with the exact characters to write instead. */
export function explainMarkdownFault(
  { kind, line, column, reason }: MarkdownFault,
  lines: readonly string[],
  file: string,
  bodyLine: number,
): Diagnostic {
  const written = lines[line - 1] ?? '';
  return {
    code: 'mdx/syntax',
    severity: 'error',
    at: { file, line: line + bodyLine - 1, column },
    ...{
      syntax: () => describe(written, column, reason),
      size: () => ({
        problem: `This text is larger than a policy may be: ${reason}.`,
        remedy: 'Shorten it, or split the policy.',
      }),
      html: () => ({
        problem: `"${written.slice(column - 1, column + 19)}" is HTML, which a policy cannot contain.`,
        remedy: 'Write it as Markdown, or &lt; for a literal sign.',
      }),
    }[kind](),
  };
}

/** The offset of the sign that a fault of syntax is about; undefined where none is near. */
export function findFaultySign(
  { kind, line, column }: MarkdownFault,
  body: string,
): number | undefined {
  if (kind !== 'syntax') return undefined;
  const lines = body.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const sign = lastSign(lines[line - 1] ?? '', column);
  return sign < 0 ? undefined : start + sign;
}

/** The place of the last `<` or `{` up to a column, of several braces that of the first; -1 where there is none. */
function lastSign(written: string, column: number): number {
  // The place that is reported may lie on the character or behind it.
  const before = written.slice(0, column + 1);
  let sign = Math.max(before.lastIndexOf('<'), before.lastIndexOf('{'));
  while (written[sign] === '{' && written[sign - 1] === '{') sign -= 1;
  return sign;
}

function describe(
  written: string,
  column: number,
  reason: string,
): Pick<Diagnostic, 'problem' | 'remedy'> & Partial<Pick<Diagnostic, 'code'>> {
  const sign = lastSign(written, column);
  const rest = written.slice(Math.max(sign, 0));
  if (rest.startsWith('<')) return describeAngle(rest);
  if (sign >= 0) {
    const template = /^\{[%#{][^\n}]*\}+/.exec(rest)?.[0];
    if (template !== undefined) return describePlaceholder(template);
    const found = rest.slice(0, 20);
    return {
      problem: `"${found}" opens an expression, and a policy is text only.`,
      remedy: `Write \\{ for a literal brace: "\\${found}".`,
    };
  }
  return {
    problem: `This is not MDX: ${reason.split(' (note', 1)[0] ?? reason}.`,
    remedy:
      'Correct the line; every tag that opens has to close, and < and { are written &lt; and \\{.',
  };
}

function describeAngle(rest: string): Pick<Diagnostic, 'problem' | 'remedy'> {
  if (rest.startsWith('<!--')) {
    return {
      problem: '"<!--" is a comment of HTML, which MDX does not have.',
      remedy: 'Write {/* … */} instead of <!-- … -->.',
    };
  }
  const address = /^<([^\s>]+)>/.exec(rest)?.[1];
  if (address !== undefined && /[^][.@:]/.test(address)) {
    return {
      problem: `"<${address}>" looks like a tag to MDX.`,
      remedy: `Write it as a link: [${address}](${address}).`,
    };
  }
  const found = /^<\S{0,20}/.exec(rest)?.[0] ?? '<';
  const tag = /^<\/?([A-Za-z][\w.]*)/.exec(rest)?.[1];
  if (tag !== undefined) {
    return {
      problem: `The tag "${found}" is not closed, or closes something that was never opened.`,
      remedy: `Write both <${tag}> and </${tag}>, on lines of their own around blocks; for a literal sign write &lt;.`,
    };
  }
  return {
    problem: `"${found}" looks like the beginning of a tag to MDX.`,
    remedy: `Write "&lt;${found.slice(1)}", or in words: "under ${found.slice(1)}".`,
  };
}
