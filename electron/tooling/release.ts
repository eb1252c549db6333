import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';
import { projectFolder } from './lib/paths.ts';
import { say } from './lib/processes.ts';
import { bundledPackages } from './packaging/licences.ts';
import { carriedFor, carriedIn, checkCarried } from './packaging/carried.ts';
import { packageOptions } from './packaging/options.ts';
import { programVersion } from './packaging/packages.ts';
import { targetsOf } from './packaging/targets.ts';
import { signsForWindows, timeServer } from './packaging/windows/sign.ts';
import { addFromMac, makeAll, targetsHere } from './release/make-packages.ts';
import { sectionOf } from './release/notes.ts';
import { reasonsAgainst, recordedRuns } from './release/ready.ts';
import { writeRelease } from './release/write-release.ts';
import { checkoutOf } from './testing/whole-run.ts';
import { checkSigningKey, updatesOfProject } from './updates/build-updates.ts';
import { readPrivateKey } from './updates/sign-update.ts';

/** Names the file with the private key of updates. */
const keyVariable = 'BORROW_DESK_UPDATE_KEY';

const privateKeyIn = async (file: string): Promise<KeyObject | null> => {
  if (file === '') return null;
  if (!existsSync(file)) throw new Error(`${keyVariable} names a file that does not exist: ${file}`);
  return await readPrivateKey(file);
};

// `npm run release`: checks, builds, signs, and puts everything of a version into a folder in dist/. README.md in this folder lists the options.
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      ...packageOptions,
      'from-mac': { type: 'string' },
      trial: { type: 'boolean', default: false },
    },
  });
  const version = programVersion();
  const checkout = checkoutOf();
  const section = sectionOf(readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8'), version);
  const runs = recordedRuns();
  const reasons = values.trial ? [] : reasonsAgainst({ checkout, section, runs });
  if (reasons.length > 0)
    throw new Error(['There is no release:', ...reasons.map((each) => `  ${each}`)].join('\n'));
  const privateKey = await privateKeyIn(process.env[keyVariable] ?? '');
  if (privateKey === null)
    say(`There is no key for updates (${keyVariable}): no files for the update server.`);
  else checkSigningKey(updatesOfProject().keys, privateKey);
  const hasTimestamp = signsForWindows() && timeServer() !== undefined;
  const carried = values.electron === undefined ? undefined : await carriedIn(values.electron);
  const isNamed = [values.win, values.mac, values.linux, values.arch].some((each) => each !== undefined);
  const targets = isNamed ? targetsOf(values) : targetsHere();
  if (carried !== undefined) checkCarried(carried, targets);
  if (carried?.hasFuses === false && !values.trial)
    throw new Error('A stand-in for Electron is for trials only: add --trial.');
  // dpkg-deb gives the files this time.
  process.env['SOURCE_DATE_EPOCH'] = String(checkout.committedAtS);
  const output = resolve(values.output);
  const packages = join(output, 'packages');
  await rm(packages, { recursive: true, force: true });
  await buildProgram();
  const { made, archived } = await makeAll({
    targets,
    output: packages,
    carriedOf: (target) => carriedFor(carried, target),
  });
  const mac = values['from-mac'];
  const added = mac === undefined ? [] : await addFromMac(resolve(mac), version, packages);
  const folder = await writeRelease({
    version,
    checkout,
    section,
    runs: values.trial ? [] : runs.flatMap(([command, run]) => (run === null ? [] : [{ command, ...run }])),
    isTrial: values.trial,
    made: [...made, ...added],
    archived,
    bundled: bundledPackages(join(projectFolder, 'out')),
    privateKey,
    hasTimestamp,
    output,
  });
  await rm(packages, { recursive: true, force: true });
  say(`The release is in ${folder}.`);
  return 0;
});
