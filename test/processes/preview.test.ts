import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fork } from 'node:child_process';
import { root, runHere } from '../helpers/command.ts';

let out: string;
let port: number;
let stop: () => void;

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'policybook-preview-'));
  await mkdir(path.join(out, 'internal/policies/a b'), { recursive: true });
  await writeFile(path.join(out, 'secret.txt'), 'secret');
  await writeFile(path.join(out, 'internal/index.html'), 'home');
  await writeFile(path.join(out, 'internal/404.html'), 'nothing here');
  await writeFile(path.join(out, 'internal/policies/a b/index.html'), 'a policy');
  await writeFile(path.join(out, 'internal/_headers'), '/*\n  X-Content-Type-Options: nosniff\n');
  const child = fork(
    path.join(root, 'scripts/policybook.ts'),
    ['preview', '--out', out, '--port', '0'],
    { silent: true },
  );
  stop = () => void child.kill();
  port = await new Promise((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      resolve(Number(/localhost:(\d+)/.exec(text.toString())?.[1]));
    });
  });
});

afterAll(async () => {
  stop();
  await rm(out, { recursive: true, force: true });
});

function get(address: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: address, headers, method }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** The first line of the answer to bytes that no client would send. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('close', () => {
      resolve(text.split('\r\n', 1)[0] ?? '');
    });
    socket.on('error', () => undefined);
  });
}

test('serves pages and their folders, and says what it has not', async () => {
  expect(await get('/')).toEqual({ status: 200, text: 'home' });
  expect(await get('/policies/a%20b/?x=1')).toEqual({ status: 200, text: 'a policy' });
  expect(await get('/nothing')).toEqual({ status: 404, text: 'nothing here' });
});

test.each([
  '/%',
  '/%ff',
  '/100%',
  '//',
  '///',
  '/%00',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/policies/../../secret.txt',
  '//evil.example/',
  '/%c0%af',
  '/?%',
  '/#%',
  'http://evil.example/',
  `/${'%41'.repeat(2000)}`,
])('no address ends it or leads out: %.60s', async (address) => {
  const { status, text } = await get(address);
  expect([200, 404]).toContain(status);
  expect(text).not.toContain('secret');
  expect((await get('/')).text).toBe('home');
});

test.each([
  'evil.example',
  'evil.example:4321',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '192.168.0.1',
  'localhost@evil.example',
])('answers no other host: %j', async (host) => {
  expect((await get('/', { host })).status).toBe(403);
});

test.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:4321'])('answers %s', async (host) => {
  expect((await get('/', { host })).status).toBe(200);
});

test('changes nothing, and survives what is not HTTP', async () => {
  expect((await get('/', {}, 'POST')).status).toBe(405);
  expect(await send('nonsense\r\n\r\n')).toMatch(/400/);
  expect(await send('OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/405/);
  expect(await send('GET / HTTP/1.1\r\n\r\n')).toMatch(/400/);
  expect((await get('/')).text).toBe('home');
});

test('a port in use is a fault of the machine, one that does not exist of the call', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const busy = String((other.address() as AddressInfo).port);
  const used = await runHere('preview', ['--out', out, '--port', busy]);
  other.close();
  expect([used.code, used.stderr]).toEqual([3, expect.stringContaining(`port ${busy} is in use`)]);
  for (const wrong of ['99999', '-1', 'x', '1.5', '']) {
    expect((await runHere('preview', ['--out', out, `--port=${wrong}`])).code).toBe(2);
  }
  expect((await runHere('preview', ['--out', out, '--edition', '../..'])).code).toBe(2);
});
