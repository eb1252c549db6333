import { createStore } from '@xstate/store';
import type { Store } from '@xstate/store';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Call } from '../machines/call.machine.ts';
import { answerOf } from '../machines/call.machine.ts';
import { afterTurn, newRun } from '../machines/run.ts';
import type { BackOrAgain, BackOrAgainAnswer, BackOrAgainEvent } from '../machines/undo.ts';
import { askOf, isUndone } from '../machines/undo.ts';
import type { BulkLine, ListView, Notification, Picked, PrintRun } from './requests.types.ts';
import type { RequestsContext, RequestsEvent, SlipsPrinted } from './requests.types.ts';
import { splitWords, toggled, viewOf } from './requests.view.ts';
import { t } from '../../../shared/words/words.ts';

type RequestsInput = {
  readonly newOpId: () => OpId;
  readonly view: ListView;
  readonly opened: RequestId | null;
  readonly undoStep: Call<BackOrAgain, BackOrAgainAnswer>;
  readonly printSlips: Call<{ readonly opId: OpId; readonly requestId: RequestId }, SlipsPrinted>;
};

export type RequestsStore = Store<RequestsContext, { [E in RequestsEvent as E['type']]: E }, never>;

const unconfirmedUndo = t('requests.theProgramDidNotSayWhether');
const unconfirmedSlip = t('requests.theProgramDidNotSayWhetherThe');

const slipWords = (slips: number): string =>
  slips === 1 ? t('requests.slipSentToThePrinter') : t('requests.slipsSentToThePrinter2', { slips });

const lineOf = ({ id, externalId, title }: Picked, done: boolean, message: string): BulkLine => ({
  requestId: id,
  externalId,
  title,
  done,
  message,
});

/** The run after the request whose turn it is has its answer; null where nobody knows what became of its slip. */
const runOn = (run: PrintRun, answer: Result<SlipsPrinted> | null, opId: OpId): PrintRun => {
  const [now] = run.remaining;
  if (!now) return run;
  const message =
    answer === null ? unconfirmedSlip : answer.ok ? slipWords(answer.value.slips) : answer.error.message;
  return afterTurn(run, [lineOf(now, answer?.ok === true, message)], opId);
};

/** One slip has one line, several have each its own. */
const endRun = ({ done, remaining, total }: PrintRun): Pick<RequestsContext, 'notification' | 'run'> => {
  const [only] = done;
  if (total === 1 && only)
    return {
      run: null,
      notification: only.done
        ? { kind: 'notice', message: `${only.externalId}: ${only.message}` }
        : { kind: 'refused', message: only.message },
    };
  const left = remaining.map((request) => lineOf(request, false, t('requests.stoppedBeforeItsTurn')));
  return {
    run: null,
    notification: { kind: 'bulk', title: t('requests.printSlips'), lines: [...done, ...left] },
  };
};

const undoNotification = (answer: Result<BackOrAgainAnswer> | null): Notification => {
  if (answer === null) return { kind: 'refused', message: unconfirmedUndo };
  if (!answer.ok) return { kind: 'refused', message: answer.error.message };
  return isUndone(answer.value)
    ? { kind: 'undone', answer: answer.value }
    : { kind: 'done', outcome: answer.value };
};

/** Any change of what the list shows: what was selected may not be in it any more. */
const changeView = (context: RequestsContext, view: Partial<ListView>): RequestsContext => ({
  ...context,
  view: { ...context.view, ...view },
  selected: [],
});

/** Parts that were typed become chips, each once. */
const withParts = ({ view }: RequestsContext, parts: readonly string[]): readonly string[] => [
  ...new Set([...view.parts, ...parts]),
];

/**
 * Borrowing Requests: what the list shows, what is selected and open, and the two things that the page itself carries
 * out: taking a step back, and printing slips one request after the other. Decisions have windows of their own.
 */
export const createRequestsStore = ({
  newOpId,
  view,
  opened,
  undoStep,
  printSlips,
}: RequestsInput): RequestsStore => {
  const printFirst = async (run: PrintRun, send: (event: RequestsEvent) => void): Promise<void> => {
    const [now] = run.remaining;
    if (!now) return;
    const answer = await answerOf(printSlips, { opId: run.opId, requestId: now.id });
    send({ type: 'slips.answered', opId: run.opId, answer });
  };
  // One at a time: a second press while the first is on its way is no second one.
  const takeBackOrAgain = (
    context: RequestsContext,
    event: BackOrAgainEvent,
    enqueue: { readonly effect: (effect: (does: { send: (event: RequestsEvent) => void }) => void) => void },
  ): RequestsContext => {
    if (context.undoing !== null) return context;
    const undoing = askOf(newOpId(), event);
    enqueue.effect(({ send }) => {
      void answerOf(undoStep, undoing).then((answer) => send({ type: 'undo.answered', answer }));
    });
    return { ...context, undoing, notification: null };
  };
  return createStore<RequestsContext, RequestsEvent, never>({
    context: {
      view,
      selected: [],
      opened:
        opened === null ? null : { requestId: opened, at: 'top', takesFocus: false, on: 'requests', turn: 0 },
      deciding: null,
      form: null,
      notification: null,
      run: null,
      undoing: null,
    },
    on: {
      'words.typed': (context, event) => {
        const { words, parts } = splitWords(event.words, false);
        return changeView(context, { words, parts: withParts(context, parts), savedName: null });
      },
      'words.entered': (context) => {
        const { words, parts } = splitWords(context.view.words, true);
        return changeView(context, { words: words.trim(), parts: withParts(context, parts) });
      },
      'part.removed': (context, { part }) =>
        changeView(context, { parts: toggled(context.view.parts, part), savedName: null }),
      'facets.changed': (context, { facets }) =>
        changeView(context, { facets: { ...context.view.facets, ...facets }, savedName: null }),
      'sort.chosen': (context, { sort }) => ({
        ...context,
        view: { ...context.view, sort, savedName: null },
      }),
      'view.chosen': (context, { query, sort, savedName }) =>
        changeView(context, viewOf(query, sort, savedName)),
      'view.named': (context, { savedName }) => ({ ...context, view: { ...context.view, savedName } }),
      'row.toggled': (context, { row }) => ({
        ...context,
        selected: context.selected.some(({ id }) => id === row.id)
          ? context.selected.filter(({ id }) => id !== row.id)
          : [...context.selected, row],
      }),
      'rows.selected': (context, { rows }) => ({ ...context, selected: rows }),
      'details.opened': (context, { requestId, at, takesFocus, on }) => ({
        ...context,
        opened: { requestId, at, takesFocus, on, turn: (context.opened?.turn ?? 0) + 1 },
      }),
      'details.closed': (context) => ({ ...context, opened: null }),
      'operator.changed': (context) => ({ ...context, opened: null, selected: [], notification: null }),
      'decision.asked': (context, { action, requests }) => ({
        ...context,
        deciding: { action, requests },
        notification: null,
      }),
      'decision.closed': (context) => ({ ...context, deciding: null }),
      'form.opened': (context, { form }) => ({ ...context, form, notification: null }),
      'form.closed': (context) => ({ ...context, form: null }),
      'step.done': (context, { outcome }) => ({ ...context, notification: { kind: 'done', outcome } }),
      'bulk.done': (context, { title, lines }) => ({
        ...context,
        notification: { kind: 'bulk', title, lines },
        selected: [],
      }),
      refused: (context, { message }) => ({ ...context, notification: { kind: 'refused', message } }),
      notified: (context, { message }) => ({ ...context, notification: { kind: 'notice', message } }),
      'notification.dismissed': (context) => ({ ...context, notification: null }),

      'undo.asked': takeBackOrAgain,
      'redo.asked': takeBackOrAgain,
      'undo.answered': (context, { answer }) => ({
        ...context,
        undoing: null,
        notification: undoNotification(answer),
      }),

      'slips.asked': (context, { requests }, enqueue) => {
        if (context.run !== null || requests.length === 0) return context;
        const run: PrintRun = newRun(requests, newOpId());
        enqueue.effect(({ send }) => void printFirst(run, send));
        return { ...context, run, notification: null };
      },
      'slips.answered': (context, { opId, answer }, enqueue) => {
        // An answer after the run was stopped is about nothing that is shown any more.
        if (context.run?.opId !== opId) return context;
        const run = runOn(context.run, answer, newOpId());
        if (run.remaining.length === 0) return { ...context, ...endRun(run) };
        enqueue.effect(({ send }) => void printFirst(run, send));
        return { ...context, run };
      },
      'slips.stopped': (context) => (context.run ? { ...context, ...endRun(context.run) } : context),
    },
  });
};
