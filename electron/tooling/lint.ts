import { runScript } from './lib/main.ts';
import { measures } from './testing/measures.ts';
import { checks } from './testing/steps.ts';

await runScript(async () => {
  const wanted = checks().filter((check) => ['lint', 'boundaries'].includes(check.name));
  const tallies = await Promise.all(wanted.map((check) => check.run()));
  process.stdout.write(`${measures()}\n`);
  return tallies.reduce((failed, tally) => failed + tally.failed, 0);
});
