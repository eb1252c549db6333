// Run by the Windows build of Node: prints what the program makes of the registry.
import { switchNames } from '../../electron/main/app/switches.ts';
import { systemVariables } from '../../electron/main/app/system-variables.ts';
import { readPolicySource } from '../../electron/main/app/policy/policy-source.ts';
import { checkPolicy } from '../../shared/domain/policy-checks.ts';

const { raw, whyUnread } = readPolicySource();
const checked = checkPolicy(raw, {
  isWindows: process.platform === 'win32',
  variables: systemVariables(),
  switches: switchNames,
});
process.stdout.write(
  JSON.stringify({ names: Object.keys(raw), whyUnread, checked, localData: process.env['LOCALAPPDATA'] }),
);
