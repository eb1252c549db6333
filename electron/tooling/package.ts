import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';
import { projectFolder } from './lib/paths.ts';
import { say } from './lib/processes.ts';
import { carriedIn, makePackages } from './packaging/packages.ts';
import { targetsOf } from './packaging/targets.ts';

// `npm run package`: the program for this system and processor, in dist/. README.md in this folder lists the options and what each system
// can make.
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      win: { type: 'boolean' },
      mac: { type: 'boolean' },
      linux: { type: 'boolean' },
      arch: { type: 'string', multiple: true },
      unpacked: { type: 'boolean', default: false },
      electron: { type: 'string' },
      output: { type: 'string', default: join(projectFolder, 'dist') },
    },
  });
  const targets = targetsOf(values);
  const carried = values.electron === undefined ? undefined : carriedIn(values.electron);
  await buildProgram();
  for (const target of targets) {
    const made = await makePackages({ ...values, target, carried });
    say(`Made for ${target.platform} ${target.arch}:\n${made.map((file) => `  ${file}`).join('\n')}`);
  }
  return 0;
});
