import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { prepareRuntime } from './runtime/runtime.ts';
import { exitCodeOf, lastLine, sum, type Tally } from './testing/counts.ts';
import { failureLines } from './testing/failures.ts';
import { planOf, type Plan } from './testing/plan.ts';
import { slowestLines } from './testing/slowest.ts';
import { build, checks, endToEndTests, unitTests, type Step } from './testing/steps.ts';

type Done = { readonly step: Step; readonly tally: Tally };

// The one test command. It goes on after a failure: one run tells all that is wrong.
await runScript(async () => {
  const plan = planOf(process.argv.slice(2));
  const done: Done[] = [];
  if (plan.unit || plan.e2e) done.push(...(await prepare()));
  for (const together of stepsOf(plan)) {
    const earlier = [...done];
    done.push(
      ...(await Promise.all(together.map(async (step) => ({ step, tally: await runStep(step, earlier) })))),
    );
  }
  const counts = sum(done.map((each) => each.tally));
  list('What failed', failureLines(done.flatMap((each) => each.tally.failures ?? [])));
  list(
    'What failed first and passed when it was tried again',
    failureLines(done.flatMap((each) => each.tally.passedAgain ?? [])),
  );
  list('The slowest tests', slowestLines(done.flatMap((each) => each.tally.times ?? [])));
  process.stdout.write(`\n${done.map(summary).join('\n')}\n${lastLine(counts)}\n`);
  return exitCodeOf(counts);
});

function list(heading: string, lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`\n${heading}:\n${lines.join('\n')}\n`);
}

// What reads the sources runs at once: each says what it has to say at its end. The tests fill the processors by themselves.
function stepsOf(plan: Plan): readonly (readonly Step[])[] {
  return [
    [...(plan.checks || plan.e2e ? [build] : []), ...(plan.checks ? checks : [])],
    plan.unit ? [unitTests(plan.filters)] : [],
    plan.e2e ? [endToEndTests(plan.filters)] : [],
  ];
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

async function runStep(step: Step, earlier: readonly Done[]): Promise<Tally> {
  say(`\n── ${step.name} (${step.about})`);
  const broken = earlier.find(
    (each) => ['runtime', 'build'].includes(each.step.name) && each.tally.failed > 0,
  );
  if (step.name === 'e2e' && broken !== undefined) {
    return { passed: 0, failed: 1, remarks: [`not run, because ${broken.step.name} failed`] };
  }
  return step.run().catch(failed);
}

function failed(error: unknown): Promise<Tally> {
  const why = error instanceof Error ? error.message : String(error);
  return Promise.resolve({ passed: 0, failed: 1, remarks: [why] });
}

function summary({ step, tally }: Done): string {
  const remarks = tally.remarks.map((each) => ` – ${each}`).join('');
  return `${tally.failed === 0 ? '✔' : '✖'} ${step.name}: ${lastLine(tally)}${remarks}`;
}
