import { createInspectorServer } from '@statelyai/inspect/server';
import { forgetBuild } from './lib/build.ts';
import { hasDisplay } from '../../shared/domain/display.ts';
import { startDisplay } from './lib/display.ts';
import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { electronSwitches } from './lib/program.ts';
import { programArguments } from './lib/start-arguments.ts';
import { runTool } from './lib/tools.ts';
import { prepareRuntime } from './runtime/runtime.ts';

const inspectSwitch = '--inspect-machines';
const inspectorPort = 8998;

await runScript(async () => {
  const given = process.argv.slice(2);
  const inspects = given.includes(inspectSwitch);
  const runtime = await prepareRuntime();
  const seen = hasDisplay(process);
  const display = seen ? null : await startDisplay();
  if (display !== null) say(`This machine has no screen: the window opens on Xvfb ${display.name}.`);
  // electron-vite has its own name for --no-sandbox, and takes the program's switches after "--".
  const sandbox = electronSwitches('seen').includes('--no-sandbox') ? ['--noSandbox'] : [];
  const own = programArguments(
    given.filter((each) => each !== inspectSwitch),
    seen ? 'seen' : 'unseen',
  );
  const env = {
    ...process.env,
    ELECTRON_EXEC_PATH: runtime.executable,
    ...(display === null ? {} : { DISPLAY: display.name }),
    ...(inspects ? { VITE_INSPECTOR: `ws://localhost:${inspectorPort}` } : {}),
  };
  const inspector = inspects ? createInspectorServer({ port: inspectorPort, autoOpen: seen }) : null;
  if (inspects) say(`State machines are drawn at http://localhost:${inspectorPort}.`);
  forgetBuild();
  try {
    return await runTool('electron-vite', ['dev', '--watch', ...sandbox, '--', ...own], { env });
  } finally {
    inspector?.stop();
    display?.stop();
  }
});
