import type { Command } from './command.ts';

/** Every command by its name. A command loads only what it needs when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  build: () => import('./build.ts'),
  change: () => import('./change.ts'),
  check: () => import('./check.ts'),
  dev: () => import('./dev.ts'),
  diff: () => import('./diff.ts'),
  explain: () => import('./explain.ts'),
  import: () => import('./import.ts'),
  preview: () => import('./preview.ts'),
  review: () => import('./review.ts'),
  templates: () => import('./templates.ts'),
};
