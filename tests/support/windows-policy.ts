// Run by the Windows build of Node: prints what the program makes of the registry.
import { switchNames } from '../../electron/main/app/switches.ts';
import { readPolicySource } from '../../electron/main/app/policy/policy-source.ts';
import { checkPolicy } from '../../shared/domain/policy-checks.ts';

const { raw, problems } = readPolicySource();
const checked = checkPolicy(raw, {
  isWindows: process.platform === 'win32',
  environment: process.env,
  switches: switchNames,
});
process.stdout.write(
  JSON.stringify({ names: Object.keys(raw), problems, checked, appData: process.env['APPDATA'] }),
);
