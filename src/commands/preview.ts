import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import { EnvironmentError } from '#sources/environment-error.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
};

export const usage = `Usage: npm run preview -- [options]

Serves what was built, on this machine only.

  --out DIR       where the editions are (out)
  --edition NAME  internal or public (internal)
  --port NUMBER   (4321)`;

export const options = {
  out: { type: 'string', default: 'out' },
  edition: { type: 'string', default: 'internal' },
  port: { type: 'string', default: '4321' },
} as const;

export async function run(
  { out, edition, port }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const site = path.resolve(io.cwd, out, edition);
  if (!(await isFile(path.join(site, 'index.html')))) {
    throw new EnvironmentError(
      `There is no built site in ${path.join(out, edition)}.`,
      'Run npm run build first.',
    );
  }
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`--port is "${port}"; expected a number.`);
  const headers = await readHeaders(site);
  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    void serve(site, new URL(request.url ?? '/', 'http://localhost').pathname, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(port), '127.0.0.1', resolve);
  });
  io.stdout(`The ${edition} edition is at http://localhost:${port}/\n`);
  return 0;
}

/** What `_headers` requires of a host, so that a preview is as strict as the site will be. */
async function readHeaders(site: string): Promise<[name: string, value: string][]> {
  const text = await readFile(path.join(site, '_headers'), 'utf8').catch(() => '');
  return [...text.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}

async function serve(site: string, pathname: string, response: ServerResponse): Promise<void> {
  const wanted = path.join(site, path.normalize(decodeURIComponent(pathname)));
  const candidates = [wanted, path.join(wanted, 'index.html')];
  for (const file of candidates) {
    if (file.startsWith(site) && (await isFile(file))) {
      send(response, 200, file);
      return;
    }
  }
  send(response, 404, path.join(site, '404.html'));
}

function send(response: ServerResponse, status: number, file: string): void {
  const type = types[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  createReadStream(file)
    .on('error', () => response.end())
    .pipe(response);
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() ?? false;
}
