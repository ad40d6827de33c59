import { securityHeaders } from './security-policy.ts';

type EditionName = 'internal' | 'public';

const wasmNote =
  "'wasm-unsafe-eval' lets the search compile its WebAssembly, and allows nothing else.";

/** `_headers`, which several static hosts read from the published folder. */
export function formatHeaders(edition: EditionName): string {
  const lines = securityHeaders(edition).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, ''].join('\n');
}

/** For nginx: to be included in the server or location that serves an edition below `base`. */
export function formatNginx(edition: EditionName, base: string): string {
  return [
    `# The ${edition} edition: include this file in the block that serves it.`,
    '# A location with an add_header of its own inherits none of these; include the file there too.',
    `# ${wasmNote}`,
    ...securityHeaders(edition).map(([name, value]) => `add_header ${name} "${value}" always;`),
    `error_page 404 ${base}404.html;`,
    ...(edition === 'internal' ? accessNote : []),
    '',
  ].join('\n');
}

/** For Caddy: to be imported into the site that serves an edition below `base`. */
export function formatCaddy(edition: EditionName, base: string): string {
  return [
    `# The ${edition} edition: import this file into the site that serves it.`,
    `# ${wasmNote}`,
    'header {',
    ...securityHeaders(edition).map(([name, value]) => `\t${name} "${value}"`),
    '}',
    'handle_errors 404 {',
    `\trewrite * ${base}404.html`,
    '\tfile_server',
    '}',
    ...(edition === 'internal' ? accessNote : []),
    '',
  ].join('\n');
}

const accessNote = [
  '# This edition is for staff and auditors: put access control before it. Headers are none.',
];
