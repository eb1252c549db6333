import { rmSync } from 'node:fs';
import { ensureBuild } from './lib/build.ts';
import { hasDisplay } from '../../shared/domain/display.ts';
import { startDisplay } from './lib/display.ts';
import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { openProgram } from './lib/program.ts';
import { pictureOf, programArguments } from './lib/start-arguments.ts';
import { prepareRuntime } from './runtime/runtime.ts';

await runScript(async () => {
  const runtime = await prepareRuntime();
  await ensureBuild();
  const given = process.argv.slice(2);
  if (hasDisplay(process)) {
    const options = { window: 'seen', env: process.env } as const;
    return openProgram(runtime.executable, programArguments(given, 'seen'), options);
  }
  const display = await startDisplay();
  say(`This machine has no screen: the window opens on a display that nobody sees (Xvfb ${display.name}).`);
  say('When it is ready, a picture of it is written and its path follows. Ctrl+C ends the program.');
  const options = { window: 'unseen', env: { ...process.env, DISPLAY: display.name } } as const;
  const picture = pictureOf(given);
  if (picture !== null) rmSync(picture, { force: true });
  try {
    return await openProgram(runtime.executable, programArguments(given, 'unseen'), options);
  } finally {
    display.stop();
  }
});
