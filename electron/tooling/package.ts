import { parseArgs } from 'node:util';
import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { carriedFor, carriedIn, checkCarried } from './packaging/carried.ts';
import { packageOptions } from './packaging/options.ts';
import { makePackages } from './packaging/packages.ts';
import { targetsOf } from './packaging/targets.ts';

// `npm run package`: the program for this system and processor, in dist/. README.md in this folder lists the options and what each system
// can make.
await runScript(async () => {
  const { values } = parseArgs({
    options: { ...packageOptions, unpacked: { type: 'boolean', default: false } },
  });
  const targets = targetsOf(values);
  const carried = values.electron === undefined ? undefined : await carriedIn(values.electron);
  if (carried !== undefined) checkCarried(carried, targets);
  await buildProgram();
  for (const target of targets) {
    const made = await makePackages({ ...values, target, carried: carriedFor(carried, target) });
    say(`Made for ${target.platform} ${target.arch}:\n${made.map((file) => `  ${file}`).join('\n')}`);
  }
  return 0;
});
