import { spawnSync } from 'node:child_process';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

/** How many commits there are, by which some tests take turns: each does its part now and then. 0 where there is no git. */
export const commitNumber = (): number =>
  Number(
    spawnSync('git', ['rev-list', '--count', 'HEAD'], { cwd: projectFolder, encoding: 'utf8' }).stdout.trim(),
  ) || 0;
