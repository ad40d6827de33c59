import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

// Pagefind's own endings are data of one kind. A file of any other ending is offered for download and never run.
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
};

/**
 * Sends the file of a folder that the path of an address names, a page also by its folder. Returns false for an address
 * that names none, or that cannot be read.
 */
export async function sendFile(
  folder: string,
  address: string,
  response: ServerResponse,
  status = 200,
): Promise<boolean> {
  const wanted = pathOf(folder, address);
  if (wanted === undefined) return false;
  for (const file of [wanted, path.join(wanted, 'index.html')]) {
    if (!(await stat(file).catch(() => undefined))?.isFile()) continue;
    const type = types[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
    return true;
  }
  return false;
}

/** The place of an address below a folder; undefined where it leads out of it or is not well-formed. */
function pathOf(folder: string, address: string): string | undefined {
  try {
    const decoded = decodeURIComponent(address.replace(/[?#].*$/s, ''));
    const place = path.join(folder, path.normalize(`/${decoded}`));
    return decoded.includes('\0') ? undefined : place;
  } catch {
    return undefined;
  }
}
