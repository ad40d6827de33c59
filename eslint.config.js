import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Which folder may import what: the table of src/README.md. A pattern that stands here is refused.
const walls = {
  'src/core': [
    '#sources/*',
    '#astro/*',
    '#commands/*',
    'astro',
    'astro/*',
    'astro:*',
    'node:fs*',
    'node:child_process',
    'node:process',
    'node:os',
    'pagefind',
    '**/sources/**',
    '**/astro/**',
    '**/scripts/**',
  ],
  'src/sources': [
    '#astro/*',
    '#commands/*',
    '#core/rules/*',
    '#core/editions/*',
    '#core/exports/*',
    '#core/views/*',
    'astro',
    'astro/*',
    'astro:*',
    'pagefind',
    '**/scripts/**',
  ],
  'src/astro': ['#commands/*', '**/scripts/**', '**/test/**'],
  'src/commands': ['**/scripts/**', '**/test/**', '**/components/**', '**/pages/**'],
  'src/components': [
    'node:*',
    '#sources/*',
    '#commands/*',
    'astro:content',
    'pagefind',
    '**/pages/**',
    '**/scripts/**',
  ],
  'src/layouts': [
    'node:*',
    '#sources/*',
    '#commands/*',
    'astro:content',
    'pagefind',
    '**/pages/**',
    '**/scripts/**',
  ],
  'src/pages': ['node:*', '#sources/*', '#commands/*', 'pagefind', '**/scripts/**'],
  scripts: ['**/test/**', '**/components/**', '**/pages/**'],
};

const wallRules = Object.entries(walls).map(([folder, group]) => ({
  files: [`${folder}/**/*.{ts,astro}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group, message: `This lies outside what ${folder} may import; see src/README.md.` },
        ],
      },
    ],
  },
}));

const noClock = {
  files: ['src/core/**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
        message: 'The core reads no clock: the day comes in as asOf.',
      },
      {
        selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
        message: 'The core reads no clock: the day comes in as asOf.',
      },
      {
        selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
        message: 'The same book gives the same bytes.',
      },
    ],
  },
};

export default defineConfig(
  { ignores: ['out/', '.astro/', '.policybook/', 'node_modules/'] },
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
  ...wallRules,
  noClock,
);
