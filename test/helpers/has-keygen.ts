import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Git alone does not bring ssh-keygen; .ci/run installs it, so that no test is left out there for want of it.
export const hasKeygen = (process.env['PATH'] ?? '')
  .split(':')
  .some((folder) => existsSync(join(folder, 'ssh-keygen')));
