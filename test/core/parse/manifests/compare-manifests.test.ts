import { expect, test } from 'vitest';
import { compareManifests } from '#core/parse/manifests/compare-manifests.ts';
import { isManifest } from '#core/parse/manifests/read-manifest.ts';

const inWords = (manifest: string, before: string | undefined, after: string | undefined) =>
  compareManifests([{ manifest, before, after }]).map(
    ({ kind, name, from, to }) =>
      `${kind} ${name}${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`,
  );
const npm = (dependencies: object, more: object = {}) => JSON.stringify({ dependencies, ...more });
const maven = (version: string, property = '1.0') => `<?xml version="1.0"?>
<project><properties><x.version>${property}</x.version></properties><dependencies>
<dependency><groupId>org.acme</groupId><artifactId>lib</artifactId><version>${version}</version></dependency>
</dependencies></project>`;

test.for([
  // Names of files and of folders above them.
  ['package.json', npm({ a: '1.0.0' }), npm({ a: '1.0.0', b: '2.0.0' }), 'added b to 2.0.0'],
  ['web/package.json', npm({}), npm({}, { devDependencies: { b: '1' } }), 'added b to 1'],
  ['package.json', npm({ a: '^1.2.3' }), npm({ a: '^1.2.4' }), 'patch a from ^1.2.3 to ^1.2.4'],
  ['package.json', npm({ a: '1.2.3' }), npm({ a: '1.3.0' }), 'minor a from 1.2.3 to 1.3.0'],
  ['package.json', npm({ a: '1.2.3' }), npm({ a: '2.2.3' }), 'major a from 1.2.3 to 2.2.3'],
  ['package.json', npm({ a: '~1.2' }), npm({ a: '>=1.2' }), 'unread a from ~1.2 to >=1.2'],
  ['package.json', npm({ a: '1.0.0' }), npm({ a: 'git+https://x.example/a' }), 'unread a'],
  ['package.json', npm({ a: '1.0.0' }), npm({ a: '*' }), 'unread a from 1.0.0 to *'],
  ['package.json', npm({ a: '1.0.0' }), '{ "dependencies": [', 'unread it is not in its form'],
  [
    'package.json',
    npm({ a: '1.0.0' }),
    '{ "dependencies": ["b"] }',
    'unread it is not in its form',
  ],
  ['package.json', undefined, npm({ a: '1.0.0' }), 'added a to 1.0.0'],
  [
    'package.json',
    npm({ a: '1' }),
    npm({ __proto__: null, a: '1', toString: '1' }),
    'added toString',
  ],
  ['composer.json', '{"require":{}}', '{"require":{"acme/x":"^1.0"}}', 'added acme/x to ^1.0'],
  [
    'requirements.txt',
    'a==1.0\n',
    'a==1.0\nB_c[x]==2.0 ; python_version > "3"\n',
    'added b-c to ==2.0',
  ],
  ['requirements-dev.txt', '', '-r requirements.txt\n# d\ne>=1 # why\n', 'added e to >=1'],
  [
    'requirements.txt',
    '',
    '-e git+https://x.example/a.git\n',
    'added -e git+https://x.example/a.git',
  ],
  ['requirements.txt', 'a==1.0 --hash=sha256:x\n', 'a==1.0.1 \\\n --hash=sha256:y\n', 'patch a'],
  [
    'go.mod',
    'module m\nrequire a.example/x v1.0.0',
    'module m\nrequire (\n a.example/x v1.0.0\n b.example/y v2.0.0\n c.example/z v1.0.0 // indirect\n)',
    'added b.example/y to v2.0.0',
  ],
  [
    'go.mod',
    'require a.example/x v1.0.0',
    'require a.example/x v1.0.0\nreplace a.example/x => ../x',
    'added a.example/x => ../x',
  ],
  [
    'pom.xml',
    maven('1.0'),
    maven('1.0').replace(
      '</dependencies>',
      '<dependency><groupId>g</groupId><artifactId>n</artifactId></dependency></dependencies>',
    ),
    'added g:n',
  ],
  [
    'pom.xml',
    maven('${x.version}'),
    maven('${x.version}', '2.0'),
    'major org.acme:lib from 1.0 to 2.0',
  ],
  ['pom.xml', maven('1.0'), '<project><dependencies>', 'unread it is not in its form'],
  ['Cargo.toml', '', '[dependencies]\na = "1"\n', 'unread manifests of this name are not read'],
] as const)('%s: %s becomes %s', ([manifest, before, after, expected]) => {
  expect(isManifest(manifest)).toBe(true);
  const found = inWords(manifest, before, after);
  expect(found).toHaveLength(1);
  expect(found[0]?.startsWith(expected)).toBe(true);
});

test.for([
  ['package.json', npm({ a: '1.0.0', b: '1.0.0' }), npm({ a: '1.0.0' })],
  ['package.json', npm({ a: '1.0.0' }), npm({}, { devDependencies: { a: '1.0.0' } })],
  [
    'package.json',
    npm({}, { version: '1.0.0' }),
    npm({}, { version: '2.0.0', scripts: { x: 'y' } }),
  ],
  ['package.json', npm({ a: '1.0.0' }), undefined],
  [
    'requirements.txt',
    'a==1.0',
    '--index-url https://x.example\nA == 1.0 # pinned'.replace(' == ', '=='),
  ],
  [
    'go.mod',
    'module m\nrequire a.example/x v1.0.0',
    'module m\n\nrequire a.example/x v1.0.0 // why',
  ],
] as const)('%s: %s and %s have the same dependencies', ([manifest, before, after]) => {
  expect(inWords(manifest, before, after)).toEqual([]);
});

test('a manifest that only moved adds nothing', () => {
  const text = npm({ a: '1.0.0' });
  const moved = [
    { manifest: 'package.json', before: text },
    { manifest: 'web/package.json', after: text },
  ];
  expect(compareManifests(moved)).toEqual([]);
});

test.for(['package-lock.json', 'src/manifest.json', 'docs/requirements.md', 'xpackage.json'])(
  '%s is not a manifest',
  (path) => {
    expect(isManifest(path)).toBe(false);
  },
);
