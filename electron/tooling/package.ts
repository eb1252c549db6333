import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';
import { runTool } from './lib/tools.ts';
import { prepareRuntime, type Runtime } from './runtime/runtime.ts';

const platformSwitches: Readonly<Record<string, string>> = {
  '--linux': 'linux',
  '--win': 'win32',
  '--mac': 'darwin',
};

// `npm run package`: an installer on Windows and macOS, the unpacked program on Linux (see electron-builder.yml).
// Switches of electron-builder may follow, such as `npm run package -- --linux AppImage`.
await runScript(async () => {
  const given = process.argv.slice(2);
  const runtime = await prepareRuntime();
  await buildProgram();
  return runTool('electron-builder', [...given, ...runtimeSettings(given, runtime), '--publish', 'never']);
});

// A package for this platform holds the very Electron that was prepared and tested here, with the database module that
// fits it. For another platform electron-builder has to download its own.
function runtimeSettings(given: readonly string[], runtime: Runtime): readonly string[] {
  const foreign = given.some((each) => (platformSwitches[each] ?? process.platform) !== process.platform);
  if (foreign) return [];
  return [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.electronVersion}`];
}
