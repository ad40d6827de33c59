import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { EnvironmentError } from '#sources/environment-error.ts';
import { editions, type EditionName } from '#core/model/edition.ts';
import { sendFile } from '#astro/send-file.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { parseChoice, parsePort } from './options.ts';

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
  const site = path.resolve(
    io.cwd,
    out,
    parseChoice('--edition', edition, Object.keys(editions) as EditionName[]),
  );
  const number = parsePort(port);
  if (!existsSync(path.join(site, 'index.html'))) {
    throw new EnvironmentError(
      `There is no built site in ${path.join(out, edition)}.`,
      'Run npm run build first.',
    );
  }
  const headers = await readHeaders(site);
  const server = createServer((request, response) => {
    void answer(request, response, { site, headers });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(number, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  io.stdout(`The ${edition} edition is at http://localhost:${address.port}/\n`);
  return 0;
}

/** What `_headers` requires of a host, so that a preview is as strict as the site will be. */
async function readHeaders(site: string): Promise<[name: string, value: string][]> {
  const text = await readFile(path.join(site, '_headers'), 'utf8').catch(() => '');
  return [...text.matchAll(/^ {2}([\w-]+): ([ -~]+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}

/** Answers a request for this machine by its own name. A site elsewhere could otherwise give its name to this address. */
async function answer(
  { headers: { host = '' }, method, url = '' }: IncomingMessage,
  response: ServerResponse,
  { site, headers }: { site: string; headers: readonly (readonly [string, string])[] },
): Promise<void> {
  const refuse = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  };
  try {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host)) {
      refuse(403, 'This preview answers to http://localhost only.');
    } else if (method !== 'GET' && method !== 'HEAD') refuse(405, 'A preview is read only.');
    else if (await sendFile(site, url, response)) return;
    else if (!(await sendFile(site, '/404.html', response, 404))) refuse(404, 'Not found.');
  } catch {
    if (!response.headersSent) refuse(500, 'The file could not be read.');
    else response.destroy();
  }
}
