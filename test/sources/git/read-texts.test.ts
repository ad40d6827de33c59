import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeText } from '#sources/git/parse-object.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** A repository of one commit with these bytes after its `encoding` header. */
async function readCommit(message: Buffer, encoding?: string, name = Buffer.from('Zoe')) {
  const gitDir = await temporaryFolder();
  git(gitDir, ['init', '-q', '--bare', '-b', 'main']);
  git(gitDir, ['mktree'], '');
  const person = Buffer.concat([name, Buffer.from(' <zoe@larkfield.example> 1772442000 +0000\n')]);
  const object = Buffer.concat([
    Buffer.from(`tree ${emptyTree}\nauthor `),
    person,
    Buffer.from('committer '),
    person,
    Buffer.from(encoding === undefined ? '\n' : `encoding ${encoding}\n\n`),
    message,
  ]);
  const args = ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'];
  git(gitDir, ['update-ref', 'refs/heads/main', git(gitDir, args, object)]);
  const { line } = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const [commit] = line;
  return [commit?.message, commit?.author.name, commit?.textFault?.kind];
}

const latin = (text: string) => Buffer.from(text, 'latin1');

test.for([
  ['UTF-8 without a header', Buffer.from('Größe\n'), undefined, ['Größe\n', 'Zoe', undefined]],
  ['Latin-1', latin('Größe\n'), 'ISO-8859-1', ['Größe\n', 'Zoe', undefined]],
  ['Windows-1252', latin('\x80 5\n'), 'cp1252', ['€ 5\n', 'Zoe', undefined]],
  ['Shift JIS', Buffer.from([0x93, 0xfa, 10]), 'Shift_JIS', ['日\n', 'Zoe', undefined]],
  ['UTF-16', Buffer.from('Größe\n', 'utf16le'), 'UTF-16LE', ['Größe\n', 'Zoe', undefined]],
  [
    'a made-up encoding',
    latin('Größe\n'),
    'X-PLAIN',
    [String.raw`Gr\xf6\xdfe` + '\n', 'Zoe', 'unknown-encoding'],
  ],
  [
    'bytes that are no UTF-8',
    latin('Größe\n'),
    undefined,
    [String.raw`Gr\xf6\xdfe` + '\n', 'Zoe', 'invalid-bytes'],
  ],
  [
    'an overlong slash',
    Buffer.from([0x61, 0xc0, 0xaf]),
    undefined,
    [String.raw`a\xc0\xaf`, 'Zoe', 'invalid-bytes'],
  ],
  ['UTF-8 called ASCII', Buffer.from('Größe\n'), 'utf8', ['Größe\n', 'Zoe', undefined]],
  [
    'NUL and what stands behind it',
    Buffer.from('Begin\0\nApproved-by: Ada\n'),
    undefined,
    [String.raw`Begin\x00` + '\nApproved-by: Ada\n', 'Zoe', 'nul'],
  ],
  [
    'a lone carriage return',
    Buffer.from('Reason: x\rApproved-by: Ada\n'),
    undefined,
    [String.raw`Reason: x\x0dApproved-by: Ada` + '\n', 'Zoe', 'carriage-return'],
  ],
  [
    'lines that end with CR LF',
    Buffer.from('Begin\r\n\r\nRisk: none\r\n'),
    undefined,
    ['Begin\r\n\r\nRisk: none\r\n', 'Zoe', undefined],
  ],
] as const)('reads %s', async ([, message, encoding, expected]) => {
  expect(await readCommit(message, encoding)).toEqual(expected);
});

test("reads names by the commit's encoding too", async () => {
  expect(await readCommit(latin('x\n'), 'ISO-8859-1', latin('Zoë'))).toEqual([
    'x\n',
    'Zoë',
    undefined,
  ]);
  expect(await readCommit(latin('x\n'), undefined, latin('Zoë'))).toEqual([
    'x\n',
    String.raw`Zo\xeb`,
    'invalid-bytes',
  ]);
});

test('decodes anything without throwing', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    for (const encoding of [undefined, 'UTF-16', 'nonsense', 'utf-7', 'hz-gb-2312', '']) {
      const { text } = decodeText(Buffer.from([0x61, byte, 0x62]), encoding);
      expect(text).not.toContain('\0');
    }
  }
});

test('takes nothing from .mailmap', async () => {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  await writeFile(
    join(folder, '.mailmap'),
    'Tess Varga <tess@larkfield.example> <mira@larkfield.example>\n',
  );
  git(folder, ['config', 'log.mailmap', 'true']);
  git(folder, ['config', 'mailmap.file', join(folder, '.mailmap')]);
  git(folder, ['add', '.mailmap']);
  git(folder, ['commit', '-q', '-m', 'Claim a name']);
  const { line } = await readHistory({ repository: 'platform', gitDir: folder, branch: 'main' });
  expect(line[0]?.author).toMatchObject({ name: 'Mira Oduya', email: 'mira@larkfield.example' });
});
