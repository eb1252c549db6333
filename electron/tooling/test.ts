import type { Writable } from 'node:stream';
import { inTurns } from './lib/in-turns.ts';
import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { prepareRuntime } from './runtime/runtime.ts';
import { closingLines, exitCodeOf, lastLine, sum, type Tally } from './testing/outcome.ts';
import { changes } from './testing/changed.ts';
import { isWhole, planOf, type Plan } from './testing/plan.ts';
import { beginWholeRun } from './testing/whole-run.ts';
import { excludedHere, excludedLines } from './windows/exclusion.ts';
import { build, changedTests, checks, endToEndTests, unitTests, type Step } from './testing/steps.ts';

type Done = { readonly step: Step; readonly tally: Tally };

// The one test command. It goes on after a failure: one run tells all that is wrong.
await runScript(async () => {
  const plan = planOf(process.argv.slice(2));
  const record = isWhole(plan) ? beginWholeRun('npm test') : null;
  const done: Done[] = [];
  const steps = stepsOf(plan);
  if (steps.needsElectron) done.push(...(await prepare()));
  // What reads the sources says what it has to say at its end. The tests wait for processes, windows and paper: those of one kind go on
  // while the others wait.
  done.push(...(await Promise.all(steps.checks.map((step) => finish(step, done)))));
  const earlier = [...done];
  const tests = steps.tests.map((step) => (output?: Writable) => finish(step, earlier, output));
  done.push(...(await inTurns(tests, process.stdout)));
  const counts = sum(done.map((each) => each.tally));
  record?.(counts);
  const left = excludedLines(excludedHere(), counts.tests);
  const leftLines = left.length === 0 ? [] : ['', 'Excluded on this system:', ...left];
  process.stdout.write(
    [...closingLines(counts), ...leftLines, '', ...done.map(summary), lastLine(counts), ''].join('\n'),
  );
  return exitCodeOf(counts);
});

type Steps = {
  readonly checks: readonly Step[];
  readonly tests: readonly Step[];
  readonly needsElectron: boolean;
};

function stepsOf(plan: Plan): Steps {
  if (plan.changed) return stepsOfChanges(plan.filters[0]);
  return {
    checks: [...(plan.checks || plan.e2e ? [build] : []), ...(plan.checks ? checks() : [])],
    tests: [
      ...(plan.unit ? [unitTests(plan.filters)] : []),
      ...(plan.e2e ? [endToEndTests(plan.filters)] : []),
    ],
    needsElectron: plan.unit || plan.e2e,
  };
}

// End-to-end tests run the built program, which every file is in: only those that changed themselves.
function stepsOfChanges(named?: string): Steps {
  const { since, files } = changes(named);
  if (files.length === 0) throw new Error(`Nothing has changed since ${since}.`);
  const endToEnd = files.filter((file) => file.endsWith('.e2e.ts'));
  return {
    checks: [...checks(files), ...(endToEnd.length > 0 ? [build] : [])],
    tests: [changedTests(since), ...(endToEnd.length > 0 ? [endToEndTests(endToEnd)] : [])],
    needsElectron: endToEnd.length > 0,
  };
}

async function finish(step: Step, earlier: readonly Done[], output?: Writable): Promise<Done> {
  return { step, tally: await runStep(step, earlier, output) };
}

// Says something only when it fails: then every test would, and less clearly.
async function prepare(): Promise<readonly Done[]> {
  const step: Step = { name: 'runtime', about: 'Electron and its database module', run: () => failed('') };
  try {
    process.env['BORROW_DESK_ELECTRON'] = (await prepareRuntime()).executable;
    return [];
  } catch (error) {
    return [{ step, tally: await failed(error) }];
  }
}

async function runStep(step: Step, earlier: readonly Done[], output?: Writable): Promise<Tally> {
  const heading = `\n── ${step.name} (${step.about})`;
  if (output === undefined) say(heading);
  else output.write(`${heading}\n`);
  const broken = earlier.find(
    (each) => ['runtime', 'build'].includes(each.step.name) && each.tally.failed > 0,
  );
  if (step.name === 'e2e' && broken !== undefined) {
    return { passed: 0, failed: 1, tests: [], remark: `not run, because ${broken.step.name} failed` };
  }
  return step.run(output).catch(failed);
}

function failed(error: unknown): Promise<Tally> {
  const why = error instanceof Error ? error.message : String(error);
  return Promise.resolve({ passed: 0, failed: 1, tests: [], remark: why });
}

function summary({ step, tally }: Done): string {
  const remark = tally.remark === undefined ? '' : ` – ${tally.remark}`;
  return `${tally.failed === 0 ? '✔' : '✖'} ${step.name}: ${lastLine(tally)}${remark}`;
}
