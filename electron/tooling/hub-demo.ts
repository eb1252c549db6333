import { ensureBuild } from './lib/build.ts';
import { hasDisplay, startDisplay } from './lib/display.ts';
import { runScript } from './lib/main.ts';
import { projectFolder } from './lib/paths.ts';
import { run } from './lib/processes.ts';
import { prepareRuntime } from './runtime/runtime.ts';
import { join } from 'node:path';

// Two workstations on one hub, to try by hand (tests/e2e/hub-demo): on this machine's screen, where it has one.
await runScript(async () => {
  const runtime = await prepareRuntime();
  await ensureBuild();
  const display = hasDisplay() ? null : await startDisplay();
  const env = {
    ...process.env,
    BORROW_DESK_ELECTRON: runtime.executable,
    ...(display !== null && { DISPLAY: display.name, WAYLAND_DISPLAY: undefined }),
  };
  try {
    return await run(process.execPath, [join(projectFolder, 'tests/e2e/hub-demo/main.ts')], { env });
  } finally {
    display?.stop();
  }
});
