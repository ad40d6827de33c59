import matter from 'gray-matter';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../model/source-file.ts';

/** A document in its two parts. */
export interface FencedDocument {
  /** The YAML between the fences; it begins on line 2. */
  readonly frontmatter: string;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
}

const fence = /^---\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/;

function refuse(): never {
  throw new Error('only YAML frontmatter is read');
}

/**
 * Splits the fence from the text. gray-matter would run `---js`, return `{}` for broken YAML on the second call
 * and end a fence at `---more`; the options object, the engines and the pattern close all three.
 */
export function splitFrontmatter({
  file,
  text,
}: SourceFile): { document: FencedDocument } | { diagnostics: readonly Diagnostic[] } {
  const problems = [...findFenceProblems(file, text)];
  if (problems.length > 0) return { diagnostics: problems };

  let frontmatter = '';
  const split = matter(text, {
    engines: {
      yaml: {
        parse: (yaml) => {
          // gray-matter leaves the line end of the opening fence before the first field.
          frontmatter = yaml.replace(/^\n/, '');
          return {};
        },
        stringify: refuse,
      },
      json: refuse,
      javascript: refuse,
    },
  });
  const head = text.slice(0, text.length - split.content.length);
  if (split.language !== 'yaml' || fence.exec(text)?.[0].trimEnd() !== head.trimEnd()) {
    return {
      diagnostics: [
        problem(file, 1, 'file/fence', {
          problem: 'The end of the lines between the two --- is not clear.',
          remedy: 'Write --- alone on its line above and below the fields.',
        }),
      ],
    };
  }
  return { document: { frontmatter, body: split.content, bodyLine: head.split('\n').length } };
}

function problem(
  file: string,
  line: number,
  code: string,
  words: Pick<Diagnostic, 'problem' | 'remedy'>,
): Diagnostic {
  return { code, severity: 'error', at: { file, line }, ...words };
}

function* findFenceProblems(file: string, text: string): Iterable<Diagnostic> {
  const first = text.split('\n', 1)[0] ?? '';
  const language = /^---[ \t]*(\S+)/.exec(first)?.[1];
  if (language !== undefined && !language.startsWith('-')) {
    yield problem(file, 1, 'file/fence-language', {
      problem: `The fence begins with ---${language}; only YAML is read, and nothing in a policy is run.`,
      remedy: 'Write --- alone on the first line and the fields in YAML.',
    });
    return;
  }
  if (first.trimEnd() !== '---') {
    yield problem(file, 1, 'file/fence-missing', {
      problem: `The file begins with "${first.slice(0, 40)}"; a document begins with --- and its fields.`,
      remedy: 'Put the fields (title, version, owner and so on) between two lines of ---.',
    });
    return;
  }
  if (!fence.test(text)) {
    yield problem(file, 1, 'file/fence-open', {
      problem: 'The fence opened on the first line is never closed by a line of ---.',
      remedy: 'Write --- alone on the line after the last field.',
    });
  }
}
