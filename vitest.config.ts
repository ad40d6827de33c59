import { defineConfig } from 'vitest/config';

const browserTests = 'test/browser/**/*.test.ts';
const siteTests = 'test/site/**/*.test.ts';

export default defineConfig({
  test: {
    // One short of it is the default, which on two cores leaves one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [browserTests, siteTests],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'site',
          include: [siteTests],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Its builds share the working folder of the checkout, so these files run one after the other.
        test: {
          name: 'browser',
          include: [browserTests],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
