import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';

/** The options that `npm run package` and `npm run release` share; README.md of the tooling says what each does. */
export const packageOptions = {
  win: { type: 'boolean' },
  mac: { type: 'boolean' },
  linux: { type: 'boolean' },
  arch: { type: 'string', multiple: true },
  electron: { type: 'string' },
  output: { type: 'string', default: join(projectFolder, 'dist') },
} as const;
