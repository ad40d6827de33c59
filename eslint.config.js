import { isBuiltin } from 'node:module';
import path from 'node:path';
import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The layers of the core. Each may import those before it.
const layers = [
  'diagnostics',
  'model',
  'schemas/scalars.ts',
  'forges',
  'schemas',
  'parse',
  'history',
  'changes',
  'import',
  'start',
  'rules',
  'metrics',
  'assemble-book.ts',
  'editions',
  'views',
  'write',
  'explain',
  'exports',
  'evidence',
].map((name) => `src/core/${name}`);

// What the core may import of others: pure functions of their input.
const pure = [
  'diff',
  'github-slugger',
  'gray-matter',
  'hast-util-sanitize',
  'hast-util-to-html',
  'mdast-util-phrasing',
  'mdast-util-to-hast',
  'mdast-util-to-string',
  'node:buffer',
  'node:crypto',
  'node:zlib',
  'satteri',
  'unified',
  'unist-util-visit',
  'yaml',
  'zod',
];

// What one layer may import besides.
const additions = {
  'src/core/model': ['types of src/core/schemas'],
  'src/core/parse': ['sax'],
  'src/core/import': [
    'fflate',
    'mammoth',
    'rehype-parse',
    'rehype-remark',
    'remark',
    'remark-gfm',
    'remark-mdx',
    'xast-util-from-xml',
  ],
  'src/core/evidence': ['fflate', 'hyparquet-writer'],
};

// What a folder may import besides itself and the types of packages. src/README.md prints this table.
const walls = {
  ...Object.fromEntries(
    layers.map((layer, place) => [
      layer,
      [...layers.slice(0, place), ...(additions[layer] ?? []), ...pure],
    ]),
  ),
  'src/sources': [...layers.slice(0, layers.indexOf('src/core/history')), 'node:*'],
  'src/astro': ['src/core', 'src/sources', 'astro', 'pagefind', 'node:*'],
  'src/content.config.ts': ['astro', 'astro:content'],
  'src/components': [
    'src/core/model',
    'src/core/views',
    'types of src/core',
    'src/astro/href.ts',
    '@noble/hashes',
    'fastest-levenshtein',
  ],
  'src/layouts': [
    'src/components',
    'src/styles',
    'src/core/model',
    'src/core/exports/security-policy.ts',
    'src/astro/edition.ts',
    'src/astro/href.ts',
  ],
  'src/pages': ['src/layouts', 'src/components', 'src/core', 'src/astro', 'astro', 'astro:content'],
  'src/commands': ['src/core', 'src/sources', 'src/astro', 'node:*', '@clack/prompts'],
  scripts: ['src/commands', 'src/core', 'src/sources', 'src/astro', 'node:*', 'any package'],
};

/** Refuses every import that the table does not have, however it is written. */
const wallRule = {
  meta: { type: 'problem', schema: [{ type: 'object' }] },
  create({ filename, options: [table], report }) {
    const file = toPath(path.relative(import.meta.dirname, filename).replace(/\.astro\/.*/s, ''));
    const folder = Object.keys(table).find((name) => isWithin(file, name));
    const check = (node, source, kind) => {
      if (!source) return;
      const isType = kind === 'type';
      const isPackage = !/^[./#]/.test(String(source.value));
      const target = nameTarget(file, String(source.value));
      const isAllowed = (entry) =>
        entry.startsWith('types of ')
          ? isType && isWithin(target, entry.slice('types of '.length))
          : isWithin(target, entry) ||
            (entry === 'node:*' && target.startsWith('node:')) ||
            (entry === 'any package' && isPackage);
      if (folder !== undefined && isWithin(target, folder)) return;
      if (isType && isPackage) return;
      if (folder !== undefined && table[folder].some(isAllowed)) return;
      report({ node, message: `${folder ?? file} may not import ${target}; see src/README.md.` });
    };
    // `import { type A }` leaves an import without names behind, so that only `import type` counts as one of types.
    const checkStatement = (node) => {
      check(node, node.source, node.importKind ?? node.exportKind);
    };
    return {
      ImportDeclaration: checkStatement,
      ExportAllDeclaration: checkStatement,
      ExportNamedDeclaration: checkStatement,
      ImportExpression(node) {
        if (node.source.type === 'Literal') check(node, node.source);
      },
      TSImportType(node) {
        check(node, node.source ?? node.argument.literal, 'type');
      },
      TSExternalModuleReference(node) {
        check(node, node.expression);
      },
      'CallExpression[callee.name="require"]'(node) {
        check(node, node.arguments[0]);
      },
    };
  },
};

/** A file of this repository from its top, `node:fs/promises`, or the name of a package. */
function nameTarget(file, source) {
  if (source.startsWith('.')) return toPath(path.join(path.dirname(file), source));
  if (source.startsWith('/')) return source.slice(1);
  if (/^#\w+\//.test(source)) return `src/${source.slice(1)}`;
  if (isBuiltin(source)) return source.startsWith('node:') ? source : `node:${source}`;
  return /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source;
}

function isWithin(target, folder) {
  return target === folder || target.startsWith(`${folder}/`);
}

function toPath(name) {
  return name.split(path.sep).join('/');
}

const impure = 'The core is a pure function: time, chance and the machine come in as arguments.';

/** What the core could reach without an import. */
const pureCore = {
  files: ['src/core/**/*.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      {
        globals: [
          'process',
          'require',
          'module',
          'fetch',
          'WebSocket',
          'XMLHttpRequest',
          'navigator',
          'localStorage',
          'performance',
          'crypto',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'eval',
          'Function',
        ].map((name) => ({ name, message: impure })),
        checkGlobalObject: true,
      },
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: impure },
      { object: 'Math', property: 'random', message: impure },
      { object: 'Temporal', property: 'Now', message: impure },
    ],
    'no-restricted-imports': [
      'error',
      { paths: [{ name: 'node:crypto', allowImportNames: ['createHash'], message: impure }] },
    ],
    'no-restricted-syntax': [
      'error',
      ...[
        'NewExpression[callee.name="Date"][arguments.length=0]',
        'CallExpression[callee.name="Date"]',
        ':not(NewExpression, MemberExpression) > Identifier[name="Date"]:not([parent.type=/^TS/])',
        'CallExpression[callee.property.name=/^format(ToParts)?$/][arguments.length=0]',
        'MetaProperty',
        'ImportExpression[source.type!="Literal"]',
      ].map((selector) => ({ selector, message: impure })),
    ],
  },
};

export default defineConfig(
  { ignores: ['out/', 'lib/', '.astro/', '**/.policybook/', 'node_modules/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  astro.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.astro'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/dot-notation': 'off',
      'no-control-regex': 'off',
    },
  },
  {
    // typescript-eslint cannot see the types of .astro components; astro check can.
    files: ['**/*.astro', '**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  { files: ['**/*.astro'], rules: { 'astro/no-set-html-directive': 'error' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['src/**/*.{ts,astro}', 'scripts/**/*.ts'],
    ignores: ['src/env.d.ts'],
    plugins: { policybook: { rules: { walls: wallRule } } },
    rules: { 'policybook/walls': ['error', walls] },
  },
  pureCore,
);
