import type { Actor } from 'xstate';
import { createActor } from 'xstate';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView } from '../../../shared/ipc/views.ts';
import { undoneLine } from '../components/undone-line.ts';
import { t } from '../../../shared/words/words.ts';
import { desk } from '../api/desk.ts';
import { newOpId } from '../api/ids.ts';
import { takeBy } from '../api/take.ts';
import { inspection } from '../development/inspection.ts';
import { answerOf, callBy } from '../machines/call.machine.ts';
import { listRunnerMachine } from '../machines/list-runner.machine.ts';
import type { BulkLine, Feedback } from '../machines/step-runner.ts';
import { noteStepTaken } from '../scanner/typed-text.ts';
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

/** The step runner of Borrowing Requests and Today. It exists as long as the window. */
export const listRunner = (): ListRunner => (started ??= start());

/** Shows below the list what was done, or not; null clears it. */
export const showFeedback = (feedback: Feedback | null): void =>
  listRunner().send({ type: 'said', feedback });
export const showDone = (outcome: Outcome): void => {
  noteStepTaken();
  showFeedback({ kind: 'done', outcome });
};
export const showFailed = (message: string): void => showFeedback({ kind: 'failed', message });

export const lineOf = (
  { id: requestId, externalId, title }: Omit<Picked, 'status'>,
  done: boolean,
  message: string,
  opId: OpId | null = null,
): BulkLine => ({ requestId, externalId, title, done, message, opId });

const slipWords = (answer: Result<readonly PrintJobView[]> | null): string => {
  if (answer === null)
    return t('The slip may or may not have been sent to the printer. Check Slips before you print it again.');
  if (!answer.ok) return answer.error.message;
  const slips = answer.value.length;
  return slips === 1 ? t('Slip sent to the printer.') : t('{slips} slips sent to the printer.', { slips });
};

/** Never in doubt: after a failure the operator can simply print again. */
const printOf = callBy(
  (request: { readonly opId: OpId; readonly requestId: Picked['id'] }) => desk.call['slips.printOf'](request),
  () => false,
);

/** Prints slips, one request after the other. */
export const slipRuns = createRuns(async (request: Picked, opId: OpId): Promise<BulkLine> => {
  const answer = await answerOf(printOf, { opId, requestId: request.id });
  return lineOf(request, answer?.ok === true, slipWords(answer));
});

/** Prints the slips of requests: the result of one is shown in one line, that of several in one line each. */
export const printSlips = async (requests: readonly Picked[]): Promise<void> => {
  if (slipRuns.state().run !== null || requests.length === 0) return;
  showFeedback(null);
  const done = await slipRuns.start(requests);
  const [only] = done;
  if (requests.length === 1 && only)
    return only.done
      ? showFeedback({ kind: 'notice', message: `${only.externalId}: ${only.message}` })
      : showFailed(only.message);
  const left = requests
    .slice(done.length)
    .map((request) => lineOf(request, false, t('Not reached: stopped before this request.')));
  showFeedback({ kind: 'bulk', title: t('Print slips'), lines: [...done, ...left] });
};

const undoOf = callBy(
  (ask: StepInput<'undo'>) => takeBy(desk.call)('undo', ask),
  () => false,
);

/** Undoes steps on several requests, one after the other. */
export const undoRuns = createRuns(async (line: BulkLine, opId: OpId): Promise<BulkLine> => {
  if (line.opId === null) return line;
  const answer = await answerOf(undoOf, { opId, undoes: line.opId });
  const said = { ...line, opId: null, done: answer?.ok === true };
  if (answer === null)
    return {
      ...said,
      message: t('The step may or may not have been undone. See the history of the request.'),
    };
  return { ...said, message: answer.ok ? undoneLine(answer.value) : answer.error.message };
});

/** Undoes all steps of a list, newest first, and shows the result of each. */
export const undoAll = async (lines: readonly BulkLine[]): Promise<void> => {
  if (undoRuns.state().run !== null) return;
  const undone = await undoRuns.start(lines.filter(({ opId }) => opId !== null).toReversed());
  showFeedback({ kind: 'bulk', title: t('Undo'), lines: undone });
};
