import { buildEdition } from '#astro/run-astro.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { processIo } from '#commands/run-process.ts';

/** Reads, judges and builds the internal edition of a book, as `npm run build` does, in a work folder of its own. */
const [content = '', work = ''] = process.argv.slice(2);
const { book, diagnostics, root } = await loadBook({ content, asOf: undefined }, processIo());
const error = diagnostics.find(({ severity }) => severity === 'error');
if (!book || error) throw new Error(error?.problem ?? 'The generated book was not read.');
await buildEdition({ name: 'internal', book, root, work });
