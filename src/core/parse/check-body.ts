import type { Nodes, Root } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { checkProse, describePlaceholder, type Words } from './check-prose.ts';
import { eachNode } from './each-node.ts';
import { describeCrossing, isComponent, vocabulary } from './vocabulary.ts';

interface BodyPlace {
  readonly file: string;
  readonly bodyLine: number;
  /** In an earlier version an unknown component is shown as a neutral block instead of being a fault. */
  readonly isCurrent: boolean;
}

// Without one of these MDX is Markdown, and the tree need not be walked.
const program = /[<{]|^[^\S\n\r\u2028\u2029]*(?:import|export)\b/m;

type Component = MdxJsxFlowElement | MdxJsxTextElement;

/** The faults of a body that can be read. What is said of its prose applies to a current text only. */
export function* checkBody(tree: Root, body: string, place: BodyPlace): Iterable<Diagnostic> {
  if (place.isCurrent) {
    for (const { line, ...words } of checkProse(tree)) {
      yield {
        severity: 'error',
        ...words,
        at: { file: place.file, line: line + place.bodyLine - 1 },
      };
    }
  }
  if (program.test(body)) yield* findPrograms(tree, body, place);
}

/** What a body contains although a policy is text and not a program. */
function* findPrograms(tree: Root, body: string, place: BodyPlace): Iterable<Diagnostic> {
  const faults: Diagnostic[] = [];
  const report = (node: Nodes, words: Words) => {
    const { line = 1, column = 1 } = node.position?.start ?? {};
    faults.push({
      severity: 'error',
      at: { file: place.file, line: line + place.bodyLine - 1, column },
      ...words,
    });
  };

  eachNode(tree, (node) => {
    if (node.type === 'mdxjsEsm') report(node, describeProgram(node.value));
    else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
      if (!isComment(node.value)) report(node, describeExpression(node.value));
    } else if (isComponent(node)) {
      const words =
        describeUnknown(node, place.isCurrent) ??
        describeAttributes(node) ??
        (place.isCurrent ? describeEmpty(node) : undefined);
      const crossing = words ? undefined : describeCrossing(node, body);
      if (words) report(node, words);
      else if (crossing) report(node, { code: 'mdx/crossing-tags', ...crossing });
    }
  });
  yield* faults;
}

function isComment(expression: string): boolean {
  const text = expression.trim();
  return text.startsWith('/*') && text.indexOf('*/') === text.length - 2;
}

function describeProgram(value: string): Words {
  const word = value.startsWith('export') ? 'export' : 'import';
  return {
    code: 'mdx/program',
    problem: `The paragraph begins with "${word}", which MDX takes for program text; a policy is text only.`,
    remedy: `Remove it, or begin the sentence with another word than a lower-case "${word}".`,
  };
}

function describeExpression(value: string): Words {
  if (value.startsWith('{') && value.endsWith('}')) return describePlaceholder(`{${value}}`);
  const shown = value.trim().slice(0, 40);
  return {
    code: 'mdx/expression',
    problem: `{${shown}} is an expression that a program would work out; a policy is text only.`,
    remedy: `Write the text itself; for a literal brace write \\{, for a comment {/* ${shown} */}.`,
  };
}

function describeUnknown({ name }: Component, isCurrent: boolean): Words | undefined {
  const known = Object.keys(vocabulary);
  if (name !== null && known.includes(name)) return undefined;
  if (!isCurrent) return undefined;
  const near = nearestName(name ?? '', known);
  return {
    code: 'mdx/component-unknown',
    problem: `<${name ?? ''}> is not a component; a policy may use ${known.map((one) => `<${one}>`).join(', ')}.`,
    remedy: near ? `Did you mean <${near}>?` : 'Write it as Markdown, or remove the tags.',
  };
}

/** A tag that closes itself leaves what follows it in public. */
function describeEmpty({ name, children }: Component): Words | undefined {
  if ((name !== 'Internal' && name !== 'Note') || children.length > 0) return undefined;
  return {
    code: 'mdx/empty-component',
    problem: `<${name}> contains nothing, so the text beside it is as if the tag were not there.`,
    remedy: `Put the text between <${name}> and </${name}>, or remove the tag.`,
  };
}

function describeAttributes(node: Component): Words | undefined {
  const allowed = vocabulary[node.name as keyof typeof vocabulary] as readonly string[] | undefined;
  if (!allowed) return undefined;
  for (const attribute of node.attributes) {
    const name = attribute.type === 'mdxJsxAttribute' ? attribute.name : '{…}';
    if (typeof attribute.value !== 'string' || !allowed.includes(name)) {
      return {
        code: 'mdx/attribute',
        problem: `<${node.name ?? ''}> has ${name}, which it does not take or which is not plain text in quotes.`,
        remedy: allowed.length > 0 ? `Write ${allowed.join(', ')}="…".` : 'Remove it.',
      };
    }
  }
  const missing = allowed.find(
    (name) => !node.attributes.some((one) => one.type === 'mdxJsxAttribute' && one.name === name),
  );
  return missing === undefined
    ? undefined
    : {
        code: 'mdx/attribute',
        problem: `<${node.name ?? ''}> lacks ${missing}.`,
        remedy: `Write <${node.name ?? ''} ${missing}="…"/>.`,
      };
}
