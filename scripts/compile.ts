import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

// Makes lib/, which is what the package contains: Node strips no types below node_modules, so that every .ts file is
// there as JavaScript with a map; what Astro reads goes along as it is.

const root = path.resolve(import.meta.dirname, '..');
const lib = path.join(root, 'lib');
const copied = ['src/**/*.{astro,css,md,mdx,py}', 'public/**/*.*', 'astro.config.mjs'];
const compiled = ['src/**/*.ts', 'scripts/policybook.ts'];
const left = /(?:^src\/(?:README|decisions|demands|scenarios)\.md|\.d\.ts)$/;

await rm(lib, { recursive: true, force: true });
for await (const file of glob(copied, { cwd: root })) {
  if (left.test(file)) continue;
  const place = await placeOf(file);
  if (file.endsWith('.astro')) {
    const text = await readFile(path.join(root, file), 'utf8');
    // A relative import names a file, and here that file is JavaScript; `imports` of package.json serves the others.
    await writeFile(place, text.replaceAll(/((?:from|import) '\.[^']*)\.ts'/g, "$1.js'"));
  } else {
    await cp(path.join(root, file), place);
  }
}
for await (const file of glob(compiled, { cwd: root })) {
  if (left.test(file)) continue;
  const place = await placeOf(file.replace(/\.ts$/, '.js'));
  const { outputText, sourceMapText = '' } = ts.transpileModule(
    await readFile(path.join(root, file), 'utf8'),
    {
      fileName: path.basename(file),
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2024,
        rewriteRelativeImportExtensions: true,
        verbatimModuleSyntax: true,
        sourceMap: true,
        inlineSources: true,
      },
    },
  );
  await writeFile(place, outputText);
  await writeFile(`${place}.map`, sourceMapText);
}

const { name, version, type, imports } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
) as { name: string; version: string; type: string; imports: Record<string, string> };
await writeFile(
  path.join(lib, 'package.json'),
  JSON.stringify({
    name,
    version,
    type,
    imports: Object.fromEntries(
      Object.entries(imports).map(([from, to]) => [`${from}.ts`, `${to}.js`]),
    ),
  }),
);

/** Where a file of the repository is in `lib`; its folder exists. */
async function placeOf(file: string): Promise<string> {
  const place = path.join(lib, file);
  await mkdir(path.dirname(place), { recursive: true });
  return place;
}
