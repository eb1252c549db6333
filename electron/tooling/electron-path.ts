import { say } from './lib/processes.ts';
import { prepareRuntime } from './runtime/runtime.ts';

// `npm run --silent electron:path`: the one line on stdout is the answer.
try {
  const runtime = await prepareRuntime();
  process.stdout.write(`${runtime.executable}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
