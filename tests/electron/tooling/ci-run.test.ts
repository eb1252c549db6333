import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Run = readonly [last: string, code: number];

/** Runs the build server's script with an npm that says and returns this for each of its two scripts. */
const runWith = (here: Run, onWindows: Run) => {
  const folder = temporaryFolder();
  const npm = join(folder, 'npm');
  const answer = ([last, code]: Run): string => `echo 'a test'; echo '${last}'; exit ${code}`;
  writeFileSync(npm, `#!/bin/sh\nif [ "$1" = test ]; then ${answer(here)}; fi\n${answer(onWindows)}\n`);
  chmodSync(npm, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` };
  const { status, stdout } = spawnSync('bash', [join(projectFolder, '.ci/run')], { env, encoding: 'utf8' });
  return [stdout.trimEnd().split('\n').at(-1), status];
};

test.each<readonly [Run, Run, readonly [string, number]]>([
  [
    ['30 passed, 0 failed', 0],
    ['4 passed, 0 failed', 0],
    ['34 passed, 0 failed', 0],
  ],
  [
    ['29 passed, 1 failed', 1],
    ['4 passed, 0 failed', 0],
    ['33 passed, 1 failed', 1],
  ],
  [
    ['30 passed, 0 failed', 0],
    ['2 passed, 2 failed', 1],
    ['32 passed, 2 failed', 1],
  ],
  [
    ['30 passed, 0 failed', 1],
    ['4 passed, 0 failed', 0],
    ['34 passed, 1 failed', 1],
  ],
  [
    ['Killed', 137],
    ['4 passed, 0 failed', 0],
    ['4 passed, 1 failed', 1],
  ],
  [
    ['30 passed, 0 failed', 0],
    ['', 0],
    ['30 passed, 1 failed', 1],
  ],
  [
    ['0 passed, 0 failed', 0],
    ['0 passed, 0 failed', 0],
    ['0 passed, 0 failed', 1],
  ],
])(
  'the last line of a build sums both runs, and one without counts has failed: %j and %j',
  (here, there, sum) => {
    expect(runWith(here, there)).toEqual(sum);
  },
);
