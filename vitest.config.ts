import { defineConfig } from 'vitest/config';

const browserTests = 'test/browser/**/*.test.ts';
const siteTests = 'test/site/**/*.test.ts';
/** Tests that start processes of ours, kill some, or judge thousands of hostile commits or books. */
const longTests = [
  'test/processes/**/*.test.ts',
  'test/sources/git/untrusted.test.ts',
  // Six hundred books with their histories.
  'test/sources/git/version-gate.test.ts',
  'test/astro/swap-folder.test.ts',
  // Two thousand books.
  'test/core/rules/review-gate.test.ts',
  // Every command that the guide shows.
  'test/guide/commands.test.ts',
  // A thousand books, each without one piece of its evidence.
  'test/core/rules/evidence-properties.test.ts',
  // Two hundred documents, each judged and published.
  'test/core/documents/**/*.test.ts',
  // What costs most, up to a mebibyte each.
  'test/core/hostile/**/*.test.ts',
];

// A hundred times what the slowest takes on a machine that does nothing else: these end a test that hangs, nothing else.
const timeouts = { testTimeout: 600_000, hookTimeout: 600_000 };
const setupFiles = 'test/helpers/seed.ts';

export default defineConfig({
  test: {
    // One short of it is the default, which on two cores leaves one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...timeouts,
          setupFiles,
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [browserTests, siteTests, ...longTests],
        },
      },
      { test: { ...timeouts, setupFiles, name: 'long', include: longTests } },
      {
        test: {
          ...timeouts,
          name: 'site',
          include: [siteTests],
          globalSetup: 'test/helpers/build-sample.ts',
        },
      },
      {
        test: {
          ...timeouts,
          name: 'browser',
          include: [browserTests],
          globalSetup: 'test/helpers/build-sample.ts',
          // A browser that shares the processor with others answers too late for what it is asked.
          fileParallelism: false,
        },
      },
    ],
  },
});
