import type { ActorRefFrom } from 'xstate';
import { assign, enqueueActions, fromPromise, setup } from 'xstate';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Undone } from '../../../shared/ipc/views.ts';
import type {
  BulkLine,
  ListView,
  Picked,
  PrintRun,
  RequestsContext,
  RequestsEvent,
  RequestsInput,
  Said,
  SlipsPrinted,
} from './requests.types.ts';
import { splitWords, toggled, viewOf } from './requests.view.ts';

const notProvided = (): Promise<never> => Promise.reject(new Error('Not provided'));

const unconfirmedUndo: Said = {
  kind: 'refused',
  message:
    'The program did not say whether the step was undone. Its history shows it as soon as it answers; look there before you try again.',
};
const unconfirmedSlip =
  'The program did not say whether the slip went to the printer. Look at Slips before you print again.';

const slipWords = (slips: number): string =>
  slips === 1 ? 'Slip sent to the printer.' : `${slips} slips sent to the printer.`;

const lineOf = (request: Picked, result: Result<SlipsPrinted> | null): BulkLine => ({
  requestId: request.id,
  externalId: request.externalId,
  title: request.title,
  done: result?.ok === true,
  message:
    result === null ? unconfirmedSlip : result.ok ? slipWords(result.value.slips) : result.error.message,
});

/** The run after one more request has its answer. */
const runOn = (run: PrintRun, result: Result<SlipsPrinted> | null, opId: OpId): PrintRun => {
  const [now, ...remaining] = run.remaining;
  return now ? { ...run, remaining, done: [...run.done, lineOf(now, result)], opId } : run;
};

/** One slip is told in one line, several with each its own. */
const runSaid = (run: PrintRun): Said => {
  const [only] = run.done;
  if (run.total === 1 && only)
    return only.done
      ? { kind: 'told', message: `${only.externalId}: ${only.message}` }
      : { kind: 'refused', message: only.message };
  const left: BulkLine[] = run.remaining.map(({ id, externalId, title }) => ({
    requestId: id,
    externalId,
    title,
    done: false,
    message: 'Stopped before its turn.',
  }));
  return { kind: 'bulk', title: 'Print slips', lines: [...run.done, ...left] };
};

const desk = setup({
  types: {
    context: {} as RequestsContext,
    events: {} as RequestsEvent,
    input: {} as RequestsInput,
    tags: {} as 'printing' | 'undoing',
  },
  actors: {
    undoStep: fromPromise<Result<Undone>, { readonly opId: OpId; readonly undoes: OpId }>(notProvided),
    printSlips: fromPromise<Result<SlipsPrinted>, { readonly opId: OpId; readonly requestId: RequestId }>(
      notProvided,
    ),
  },
  delays: { callTimeout: ({ context }) => context.callTimeoutMs },
  guards: {
    slipsLeft: ({ context }) => (context.run?.remaining.length ?? 0) > 0,
  },
  actions: {
    sayUnconfirmedUndo: assign({ said: unconfirmedUndo, undoing: null }),
    noteUnconfirmedSlip: assign(({ context }) =>
      context.run ? { run: runOn(context.run, null, context.newOpId()) } : {},
    ),
    endRun: assign(({ context }) => (context.run ? { said: runSaid(context.run), run: null } : {})),
  },
});

/** Any change of what the list shows: what was selected may not be in it any more. */
const changeView = (view: ListView) => ({ view, selected: [] as readonly Picked[] });

/**
 * Borrowing Requests: what the list shows, what is selected and open, and the two things that the page itself carries
 * out: taking a step back, and printing slips one request after the other. Decisions have windows of their own.
 * Source: product.md §3.2.
 */
export const requestsMachine = desk.createMachine({
  id: 'requests',
  context: ({ input }) => ({
    newOpId: input.newOpId,
    callTimeoutMs: input.callTimeoutMs,
    view: input.view,
    selected: [],
    opened:
      input.opened === null
        ? null
        : { requestId: input.opened, at: 'top', takesFocus: false, from: null, turn: 0 },
    deciding: null,
    form: null,
    said: null,
    run: null,
    undoing: null,
  }),
  on: {
    'words.typed': {
      actions: assign(({ context, event }) => {
        const { words, parts } = splitWords(event.words, false);
        return changeView({
          ...context.view,
          words,
          parts: [...new Set([...context.view.parts, ...parts])],
          savedName: null,
        });
      }),
    },
    'words.entered': {
      actions: assign(({ context }) => {
        const { words, parts } = splitWords(context.view.words, true);
        return changeView({
          ...context.view,
          words: words.trim(),
          parts: [...new Set([...context.view.parts, ...parts])],
        });
      }),
    },
    'part.removed': {
      actions: assign(({ context, event }) =>
        changeView({ ...context.view, parts: toggled(context.view.parts, event.part), savedName: null }),
      ),
    },
    'facets.changed': {
      actions: assign(({ context, event }) =>
        changeView({
          ...context.view,
          facets: { ...context.view.facets, ...event.facets },
          savedName: null,
        }),
      ),
    },
    'sort.chosen': {
      actions: assign(({ context, event }) => ({
        view: { ...context.view, sort: event.sort, savedName: null },
      })),
    },
    'view.chosen': {
      actions: assign(({ event }) => changeView(viewOf(event.query, event.sort, event.savedName))),
    },
    'view.named': {
      actions: assign(({ context, event }) => ({ view: { ...context.view, savedName: event.savedName } })),
    },
    'row.toggled': {
      actions: assign(({ context: { selected }, event: { row } }) => ({
        selected: selected.some(({ id }) => id === row.id)
          ? selected.filter(({ id }) => id !== row.id)
          : [...selected, row],
      })),
    },
    'rows.selected': { actions: assign(({ event }) => ({ selected: event.rows })) },
    'details.opened': {
      actions: assign(({ context, event: { requestId, at, takesFocus, from = null } }) => ({
        opened: { requestId, at, takesFocus, from, turn: (context.opened?.turn ?? 0) + 1 },
      })),
    },
    'page.left': {
      actions: assign(({ context: { opened } }) => ({ opened: opened && { ...opened, from: null } })),
    },
    'details.closed': { actions: assign({ opened: null }) },
    'operator.changed': { actions: assign({ opened: null, selected: [], said: null }) },
    'decision.asked': {
      actions: assign(({ event: { action, requests } }) => ({ deciding: { action, requests }, said: null })),
    },
    'decision.closed': { actions: assign({ deciding: null }) },
    'form.opened': { actions: assign(({ event }) => ({ form: event.form, said: null })) },
    'form.closed': { actions: assign({ form: null }) },
    'step.done': {
      actions: assign(({ event: { outcome } }) => ({ said: { kind: 'done' as const, outcome } })),
    },
    'bulk.done': {
      actions: assign(({ event: { title, lines } }) => ({
        said: { kind: 'bulk' as const, title, lines },
        selected: [],
      })),
    },
    refused: {
      actions: assign(({ event }) => ({ said: { kind: 'refused' as const, message: event.message } })),
    },
    told: {
      actions: assign(({ event }) => ({ said: { kind: 'told' as const, message: event.message } })),
    },
    'said.dismissed': { actions: assign({ said: null }) },
  },
  type: 'parallel',
  states: {
    undo: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            'undo.asked': {
              target: 'undoing',
              actions: assign(({ context, event }) => ({
                undoing: { opId: context.newOpId(), undoes: event.undoes },
                said: null,
              })),
            },
          },
        },
        undoing: {
          tags: 'undoing',
          invoke: {
            src: 'undoStep',
            input: ({ context }) => context.undoing ?? { opId: context.newOpId(), undoes: '' as OpId },
            onDone: {
              target: 'idle',
              actions: assign(({ event: { output } }) => ({
                undoing: null,
                said: output.ok
                  ? ({ kind: 'undone', answer: output.value } as const)
                  : ({ kind: 'refused', message: output.error.message } as const),
              })),
            },
            onError: { target: 'idle', actions: 'sayUnconfirmedUndo' },
          },
          after: { callTimeout: { target: 'idle', actions: 'sayUnconfirmedUndo' } },
        },
      },
    },
    slips: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            'slips.asked': {
              guard: ({ event }) => event.requests.length > 0,
              target: 'printing',
              actions: assign(({ context, event: { requests } }) => ({
                run: { remaining: requests, done: [], total: requests.length, opId: context.newOpId() },
                said: null,
              })),
            },
          },
        },
        printing: {
          tags: 'printing',
          invoke: {
            src: 'printSlips',
            input: ({ context }) => ({
              opId: context.run?.opId ?? context.newOpId(),
              requestId: context.run?.remaining[0]?.id ?? (0 as RequestId),
            }),
            onDone: {
              target: 'checking',
              actions: enqueueActions(({ context, event, enqueue }) => {
                const { run } = context;
                if (run) enqueue.assign({ run: runOn(run, event.output, context.newOpId()) });
              }),
            },
            onError: { target: 'checking', actions: 'noteUnconfirmedSlip' },
          },
          after: { callTimeout: { target: 'checking', actions: 'noteUnconfirmedSlip' } },
          on: { 'slips.stopped': 'stopping' },
        },
        checking: {
          always: [
            { guard: 'slipsLeft', target: 'printing' },
            { target: 'idle', actions: 'endRun' },
          ],
        },
        // The slip that is on its way is still told of.
        stopping: {
          tags: 'printing',
          always: { target: 'idle', actions: 'endRun' },
        },
      },
    },
  },
});

export type RequestsActor = ActorRefFrom<typeof requestsMachine>;
