import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const config = `import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';

export default defineConfig({
  outDir: './out',
  cacheDir: './cache',
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false, processor: satteri({ features: { smartPunctuation: false } }) },
  integrations: [mdx({ optimize: true })],
  vite: { build: { rolldownOptions: { checks: { moduleLevelDirective: false } } } },
});
`;

const page = `---
import { getCollection, render } from 'astro:content';
import Internal from '../Internal.astro';

export async function getStaticPaths() {
  const entries = await getCollection('policies');
  return entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));
}

const { entry } = Astro.props;
const { Content } = await render(entry);
---

<html lang="en"><head><title>{entry.data.title}</title></head><body><Content components={{ Internal }} /></body></html>
`;

/** The least that Astro needs to print a page of each policy in a folder. */
export async function writeBareSite(site: string, policies: string): Promise<void> {
  const collection = `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

const loader = glob({ base: ${JSON.stringify(policies)}, pattern: '*.mdx', retainBody: false });
export const collections = { policies: defineCollection({ loader }) };
`;
  const files = {
    'astro.config.mjs': config,
    'package.json': '{ "type": "module" }\n',
    'src/content.config.ts': collection,
    'src/Internal.astro': '<slot />\n',
    'src/pages/[id].astro': page,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(site, file)), { recursive: true });
    await writeFile(path.join(site, file), text);
  }
}
