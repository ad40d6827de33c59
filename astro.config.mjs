import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';

// What differs between editions comes from src/astro/run-astro.ts.
export default defineConfig({
  trailingSlash: 'always',
  // true keeps the spaces between inline elements; Astro's default, 'jsx', eats those at line breaks.
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 4 },
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ features: { smartPunctuation: false } }),
  },
  integrations: [mdx()],
  vite: {
    // Inlined scripts and images would need exceptions in the content security policy of SiteLayout.
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
