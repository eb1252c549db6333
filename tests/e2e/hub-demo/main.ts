import { createInterface } from 'node:readline';
import { runScript } from '../../../electron/tooling/lib/main.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { say } from '../../../electron/tooling/lib/processes.ts';
import { spawnTied } from '../../../electron/tooling/lib/tied.ts';
import { electronExecutable } from '../../support/launch.ts';
import { makeTwoFolders } from '../../support/hub/two-folders.ts';

// Two workstations of the demo library on one hub, for manual tests: the Enter key disconnects and reconnects the network.

await runScript(async () => {
  say('A PostgreSQL of its own starts, the demo library makes its hub there, a second workstation joins …');
  const { folders, cable, stop } = await makeTwoFolders();
  const executable = await electronExecutable();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const windows = folders.map((folder) => {
    const args = [...asRoot, projectFolder, `--data-dir=${folder}`, '--printer=pdf'];
    return spawnTied(executable, args, { cwd: projectFolder, stdio: 'ignore' });
  });
  say(
    'Two windows: “Mail room” and “Counter”. Receive in the one, and look at Borrowing Requests in the other.',
  );
  say('Enter pulls the cable between them and the hub, and plugs it in again. Close both windows to end.');
  let isIn = true;
  const keys = createInterface({ input: process.stdin });
  keys.on('line', () => {
    isIn = !isIn;
    if (isIn) cable.plugIn();
    else cable.pull();
    say(isIn ? 'The cable is in: within a minute both are in step.' : 'The cable is out: both work alone.');
  });
  await Promise.all(
    windows.map((window) => new Promise<void>((resolve) => window.once('exit', () => resolve()))),
  );
  keys.close();
  await stop();
  return 0;
});
