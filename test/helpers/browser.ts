import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { root } from './command.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Opens the Chromium of this machine; POLICYBOOK_CHROMIUM names another. */
export async function openBrowser(): Promise<Browser> {
  const executablePath =
    process.env['POLICYBOOK_CHROMIUM'] ?? places.find((one) => existsSync(one));
  if (executablePath === undefined) {
    throw new Error('There is no Chromium: install it, or name it in POLICYBOOK_CHROMIUM.');
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** Serves a built edition by the project's own preview, and returns its address and how to stop it. */
export async function serveEdition(
  out: string,
  edition: string,
  port: number,
): Promise<{ url: string; stop: () => void }> {
  const server = spawn(
    process.execPath,
    [
      path.join(root, 'scripts/policybook.ts'),
      'preview',
      '--out',
      out,
      '--edition',
      edition,
      '--port',
      String(port),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => {
      resolve();
    });
    server.once('exit', (code) => {
      reject(new Error(`The preview ended with ${String(code)}.`));
    });
  });
  return { url: `http://localhost:${port}`, stop: () => server.kill() };
}
