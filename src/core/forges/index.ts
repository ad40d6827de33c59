import type { Forge } from './forge.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';

/** All forges. The first that recognises an entry of an export parses it. */
export const forges: readonly [Forge, ...Forge[]] = [gitlab, github];
