import type { Actor } from 'xstate';
import { createActor } from 'xstate';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import { desk } from '../api/desk.ts';
import { newOpId } from '../api/ids.ts';
import { inspection } from '../development/inspection.ts';
import { answerOf, callBy } from '../machines/call.machine.ts';
import { listRunnerMachine } from '../machines/list-runner.machine.ts';
import type { BulkLine, Feedback } from '../machines/step-runner.ts';
import { createRuns } from '../steps/runs/use-run.ts';
import { runnerCalls } from '../steps/step-calls.ts';
import type { Picked } from './requests.types.ts';

type ListRunner = Actor<typeof listRunnerMachine>;

let started: ListRunner | null = null;

const start = (): ListRunner =>
  createActor(listRunnerMachine.provide({ actors: runnerCalls(desk.call) }), {
    ...inspection,
    input: { newOpId, now: () => new Date() },
  }).start();

/** The step runner of Borrowing Requests and Today. It lives as long as the window. */
export const listRunner = (): ListRunner => (started ??= start());

/** Says below the list what was done, or not; null takes off what was said. */
export const say = (feedback: Feedback | null): void => listRunner().send({ type: 'said', feedback });
export const sayDone = (outcome: Outcome): void => say({ kind: 'done', outcome });
export const sayFailed = (message: string): void => say({ kind: 'failed', message });

export const lineOf = (
  { id: requestId, externalId, title }: Omit<Picked, 'status'>,
  done: boolean,
  message: string,
): BulkLine => ({ requestId, externalId, title, done, message });

const slipWords = (answer: Result<readonly PrintJobView[]> | null): string => {
  if (answer === null)
    return t(
      'It is not confirmed that the slip was sent to the printer. Check Slips before you print again.',
    );
  if (!answer.ok) return answer.error.message;
  const slips = answer.value.length;
  return slips === 1 ? t('Slip sent to the printer.') : t('{slips} slips sent to the printer.', { slips });
};

/** Every answer is shown as it is: what was refused may be asked for again by hand. */
const printOf = callBy(
  (request: { readonly opId: OpId; readonly requestId: Picked['id'] }) => desk.call['slips.printOf'](request),
  () => false,
);

/** Slips that are sent to the printer, those of one request after the other. */
export const slipRuns = createRuns(async (request: Picked, opId: OpId): Promise<BulkLine> => {
  const answer = await answerOf(printOf, { opId, requestId: request.id });
  return lineOf(request, answer?.ok === true, slipWords(answer));
});

/** Prints the slips of requests: one has one line, several have each its own. */
export const printSlips = async (requests: readonly Picked[]): Promise<void> => {
  if (slipRuns.state().run !== null || requests.length === 0) return;
  say(null);
  const done = await slipRuns.start(requests);
  const [only] = done;
  if (requests.length === 1 && only)
    return only.done
      ? say({ kind: 'notice', message: `${only.externalId}: ${only.message}` })
      : sayFailed(only.message);
  const left = requests
    .slice(done.length)
    .map((request) => lineOf(request, false, t('Not reached: stopped before this request.')));
  say({ kind: 'bulk', title: t('Print slips'), lines: [...done, ...left] });
};
