import { ensureBuild } from './lib/build.ts';
import { hasDisplay } from '../../shared/domain/display.ts';
import { startDisplay } from './lib/display.ts';
import { runScript } from './lib/main.ts';
import { run } from './lib/processes.ts';
import { prepareRuntime } from './runtime/runtime.ts';

// Runs a TypeScript file that drives the program: built, with its Electron in BORROW_DESK_ELECTRON, and on Linux on a
// display of its own, so that what it shows and measures does not depend on the screen of this machine. With `--seen` on that
// screen, where there is one. `--screen=1920x1200` in front of the file makes that display larger.
const screenOf = (given: string): `${number}x${number}` | null =>
  (/^--screen=(\d+x\d+)$/.exec(given)?.[1] as `${number}x${number}` | undefined) ?? null;

await runScript(async () => {
  const given = process.argv.slice(2);
  const [file, ...args] = given.filter((each) => each !== '--seen' && screenOf(each) === null);
  if (file === undefined) throw new Error('Name the TypeScript file to run.');
  const runtime = await prepareRuntime();
  await ensureBuild();
  const isShown = given.includes('--seen') ? hasDisplay(process) : process.platform !== 'linux';
  const display = isShown ? null : await startDisplay(given.map(screenOf).find((size) => size !== null));
  const env = {
    ...process.env,
    BORROW_DESK_ELECTRON: runtime.executable,
    ...(display === null ? {} : { DISPLAY: display.name, WAYLAND_DISPLAY: undefined }),
  };
  try {
    return await run(process.execPath, [file, ...args], { env });
  } finally {
    display?.stop();
  }
});
