import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';
import { packProgram } from './packaging/pack-program.ts';
import { prepareRuntime } from './runtime/runtime.ts';

// `npm run package`: an installer on Windows and macOS, the unpacked program on Linux (see electron-builder.yml).
// Switches of electron-builder may follow, such as `npm run package -- --linux AppImage`.
await runScript(async () => {
  const runtime = await prepareRuntime();
  await buildProgram();
  return packProgram(process.argv.slice(2), runtime);
});
