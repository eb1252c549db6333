import { spawnSync } from 'node:child_process';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

/** Returns the number of commits, by which some tests rotate through their parts; 0 without git. */
export const commitNumber = (): number =>
  Number(
    spawnSync('git', ['rev-list', '--count', 'HEAD'], { cwd: projectFolder, encoding: 'utf8' }).stdout,
  ) || 0;
