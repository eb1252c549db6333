import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { exitCodeOf, lastLine, sum, type Tally } from './testing/counts.ts';
import { failureLines } from './testing/failures.ts';
import { chosenLooks, type LongLook } from './testing/long.ts';
import { unitTests } from './testing/steps.ts';

// The tests that draw lots and kill programs, for hours instead of seconds. It goes on after a failure and ends with what ran.
await runScript(async () => {
  const done: { readonly look: LongLook; readonly tally: Tally; readonly minutes: number }[] = [];
  for (const look of chosenLooks(process.argv.slice(2))) {
    say(`\n── ${figure(look)}`);
    const startedMs = Date.now();
    const tally = await runLook(look);
    done.push({ look, tally, minutes: (Date.now() - startedMs) / 60_000 });
  }
  const lines = done.map(
    ({ look, tally, minutes }) =>
      `${tally.failed === 0 ? '✔' : '✖'} ${figure(look)}: ${lastLine(tally)}, ${minutes.toFixed(1)} minutes`,
  );
  const failures = failureLines(done.flatMap(({ tally }) => tally.failures ?? []));
  if (failures.length > 0) process.stdout.write(`\nWhat failed:\n${failures.join('\n')}\n`);
  const counts = sum(done.map(({ tally }) => tally));
  process.stdout.write(`\n${lines.join('\n')}\n${lastLine(counts)}\n`);
  return exitCodeOf(counts);
});

/** How often it is done: what the person at the terminal set already stays. */
function timesOf({ variable, times }: LongLook): string {
  return process.env[variable] ?? String(times);
}

function figure(look: LongLook): string {
  return `${Number(timesOf(look)).toLocaleString('en')} ${look.about}`;
}

async function runLook(look: LongLook): Promise<Tally> {
  process.env[look.variable] = timesOf(look);
  try {
    return await unitTests(look.files).run();
  } catch (error) {
    return { passed: 0, failed: 1, remarks: [error instanceof Error ? error.message : String(error)] };
  }
}
