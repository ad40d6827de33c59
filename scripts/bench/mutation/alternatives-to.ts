import ts from 'typescript';

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
};

const words: Readonly<Record<string, readonly string[]>> = {
  pass: ['fail', 'unknown'],
  fail: ['pass', 'unknown'],
  unknown: ['pass', 'fail'],
  'not-applicable': ['pass', 'unknown'],
  must: ['should'],
  should: ['must'],
};

const predicates = new Set(['filter', 'some', 'every', 'find']);

/**
 * The texts that may replace a node in a mutant: a comparison flipped, one side of a condition dropped, a condition
 * that is always or never true, a default changed, a verdict or level swapped. None where the node stays as it is.
 */
export function alternativesTo(node: ts.Node): readonly string[] {
  if (!ts.isExpression(node) || isInType(node)) return [];
  if (!isCondition(node)) return ownAlternatives(node);
  const held = ['true', 'false'].filter((one) => one !== node.getText());
  // A test that notices a condition that is always true, and one that is never true, notices a reversed one too.
  return isTurnedRoundBy(node) ? held : [...held, ...ownAlternatives(node)];
}

function isTurnedRoundBy(node: ts.Expression): boolean {
  return (
    ts.isPrefixUnaryExpression(node) ||
    (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText()))
  );
}

function ownAlternatives(node: ts.Expression): readonly string[] {
  if (ts.isBinaryExpression(node)) return ofBinary(node);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [node.operand.getText()];
  }
  if (ts.isStringLiteral(node)) return ofText(node);
  if (ts.isNumericLiteral(node)) {
    return [`${node.getText()} + 1`, `${node.getText()} - 1`];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  if (ts.isArrayLiteralExpression(node)) return ofList(node);
  if (ts.isCallExpression(node)) return ofCall(node);
  return [];
}

function ofBinary({ left, operatorToken, right }: ts.BinaryExpression): readonly string[] {
  const [one, operator, other] = [left.getText(), operatorToken.getText(), right.getText()];
  const flipped = comparisons[operator]?.map((flip) => `${one} ${flip} ${other}`);
  if (flipped) return flipped;
  if (operator === '&&') return [one, other, `(${one}) || (${other})`];
  if (operator === '||') return [one, other, `(${one}) && (${other})`];
  if (operator === '??') return [one, other];
  if (operator === '-') return [`${one} + ${other}`];
  return [];
}

/** An outcome or a level becomes another one; any other word only where it is a default. */
function ofText(node: ts.StringLiteral): readonly string[] {
  const swapped = words[node.text];
  if (swapped) return swapped.map((word) => `'${word}'`);
  return isDefault(node) && node.text !== '' ? [`''`] : [];
}

/** A list of words with each of them left out. */
function ofList({ elements }: ts.ArrayLiteralExpression): readonly string[] {
  if (elements.length === 0 || !elements.every(ts.isStringLiteral)) return [];
  return elements.map((dropped) => {
    const kept = elements.filter((one) => one !== dropped);
    return `[${kept.map((one) => one.getText()).join(', ')}]`;
  });
}

function ofCall(node: ts.CallExpression): readonly string[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const swap = { some: 'every', every: 'some' }[expression.name.text];
  if (swap === undefined) return [];
  const [start, name] = [node.getStart(), expression.name];
  const text = node.getText();
  return [text.slice(0, name.getStart() - start) + swap + text.slice(name.getEnd() - start)];
}

/** What decides: of `if` and `?:`, and what a predicate returns. */
function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isArrowFunction(parent) || parent.body !== node) return false;
  const call = parent.parent;
  return (
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    predicates.has(call.expression.name.text)
  );
}

function isDefault(node: ts.Expression): boolean {
  const { parent } = node;
  return (ts.isBindingElement(parent) || ts.isParameter(parent)) && parent.initializer === node;
}

/** Types, names of modules and the codes of rules are not behaviour. */
function isInType(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isLiteralTypeNode(node.parent) ||
    ts.isImportDeclaration(node.parent) ||
    ts.isTypeNode(node.parent)
  );
}
