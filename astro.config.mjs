import process from 'node:process';
import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { policybook } from './src/astro/integration.ts';

const edition = process.env.POLICYBOOK_EDITION === 'public' ? 'public' : 'internal';

export default defineConfig({
  ...(process.env.POLICYBOOK_SITE && { site: process.env.POLICYBOOK_SITE }),
  base: process.env.POLICYBOOK_BASE ?? '/',
  outDir: process.env.POLICYBOOK_OUT ?? `./.policybook/${edition}/site`,
  cacheDir: process.env.POLICYBOOK_CACHE ?? `./.policybook/${edition}/cache`,
  trailingSlash: 'always',
  // true keeps the spaces between inline elements; Astro's default, 'jsx', eats those at line breaks.
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 4 },
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      features: { smartPunctuation: false },
    }),
  },
  integrations: [mdx({ optimize: true }), policybook(edition)],
  vite: {
    // Inlined scripts and images would need exceptions in the content security policy of SiteLayout.
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
