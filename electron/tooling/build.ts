import { buildProgram } from './lib/build.ts';
import { runScript } from './lib/main.ts';

await runScript(async () => {
  await buildProgram();
  return 0;
});
