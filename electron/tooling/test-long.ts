import { runScript } from './lib/main.ts';
import { closingLines, exitCodeOf, lastLine } from './testing/outcome.ts';
import { longTests } from './testing/steps.ts';

// The tests that draw random values and kill programs, for hours instead of seconds: those that ask how many, or whose path has one of the words.
await runScript(async () => {
  process.env['LONG_TESTS'] = '1';
  const tally = await longTests(process.argv.slice(2)).run();
  process.stdout.write([...closingLines(tally), '', lastLine(tally), ''].join('\n'));
  return exitCodeOf(tally);
});
