import { createStore } from '@xstate/store';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { answerOf } from '../../machines/call.machine.ts';
import type { Tone } from '../../machines/step-runner.ts';
import {
  isLookedUp,
  newLine,
  runOf,
  withCode,
  withLook,
  withoutLine,
  withPart,
  withRun,
  withTaken,
  withUndoing,
  withUndone,
  withWaiting,
} from './list.steps.ts';
import { linesToLookAgain, withLookAgain } from './look-again.ts';
import type { KeptList, ListContext, ListEvent, ListInput, ListStore } from './list.types.ts';

const begin = <Scan, Look>(kept: KeptList<Scan> | null): ListContext<Scan, Look> => ({
  many: (kept?.scans.length ?? 0) > 0,
  lines: (kept?.scans ?? []).map((scan, index) => newLine<Scan, Look>(index + 1, scan)),
  waiting: [],
  run: null,
  runs: [],
  stopping: false,
  done: [],
  undoing: null,
  undoneSteps: [],
  slipsOnPaper: 0,
  corrections: [],
  kept: [],
  notice: '',
  correcting: '',
  turn: 0,
  nextId: (kept?.scans.length ?? 0) + 1,
});

type Send<Look> = (event: ListEvent<Look>) => void;
type Enqueue<Look> = {
  readonly effect: (effect: (does: { readonly send: Send<Look> }) => void) => void;
  readonly emit: { readonly tone: (emitted: { readonly tone: Tone }) => void };
};

/** The calls of a list, each of which sends its answer back as an event. */
const callsOf = <Scan, Look>({ look, take, undo, pack }: ListInput<Scan, Look>) => {
  type Context = ListContext<Scan, Look>;
  return {
    /** Looks up new lines. */
    lookUp: (context: Context, before: Context | null, send: Send<Look>): void => {
      for (const line of context.lines) {
        if (isLookedUp(line) || before?.lines.some(({ id }) => id === line.id)) continue;
        const lines = context.lines.filter(({ id }) => id !== line.id);
        void answerOf(look, { scan: line.scan, lines }).then((answer) =>
          send({ type: 'looked', id: line.id, answer }),
        );
      }
    },
    lookAgain: (context: Context, send: Send<Look>): void => {
      for (const { id, scan } of linesToLookAgain(context)) {
        const lines = context.lines.filter((other) => other.id !== id);
        void answerOf(look, { scan, lines }).then((answer) => send({ type: 'looked.again', id, answer }));
      }
    },
    takeFirst: async (context: Context, send: Send<Look>): Promise<void> => {
      const { run, lines } = context;
      const line = lines.find(({ id }) => id === run?.remaining[0]);
      const of = runOf(context, line?.id);
      if (!run || !line || line.look === null || of === undefined) return;
      const ask = { opId: run.opId, run: of, scan: line.scan, look: line.look };
      send({ type: 'taken', opId: run.opId, answer: await answerOf(take, ask) });
    },
    undoFirst: async ({ undoing, runs }: Context, send: Send<Look>): Promise<void> => {
      const undoes = undoing?.remaining[0];
      const run = runs.at(-1);
      if (!undoing || undoes === undefined || run === undefined) return;
      const answer = await answerOf(undo, { opId: undoing.opId, undoes, run });
      send({ type: 'undone', opId: undoing.opId, answer });
    },
    packAll: (runs: readonly OpId[]): void => runs.forEach(pack),
  };
};

type Calls<Scan, Look> = ReturnType<typeof callsOf<Scan, Look>>;

/** Events that add and remove lines. */
const linesOn = <Scan, Look>({ job }: ListInput<Scan, Look>, { lookUp }: Calls<Scan, Look>) => {
  type Context = ListContext<Scan, Look>;
  type Event<Type extends ListEvent<Look>['type']> = Extract<ListEvent<Look>, { readonly type: Type }>;
  return {
    'many.chosen': (context: Context, { many }: Event<'many.chosen'>): Context => ({
      ...context,
      many,
      notice: '',
      correcting: '',
      turn: context.turn + 1,
    }),
    scanned: (context: Context, event: Event<'scanned'>, enqueue: Enqueue<Look>): Context => {
      const code = event.code.trim();
      const ready = { ...context, notice: '', correcting: '', turn: context.turn + 1 };
      if (code === '') return ready;
      const after = event.partial ? withPart(job, ready, code) : withCode(job, ready, code);
      if (event.partial) enqueue.emit.tone({ tone: 'refused' });
      if (after.notice !== '') enqueue.emit.tone({ tone: 'attention' });
      enqueue.effect(({ send }) => lookUp(after, context, send));
      return after;
    },
    looked: (context: Context, { id, answer }: Event<'looked'>, enqueue: Enqueue<Look>): Context => {
      // Ignore the answer for a line that was removed in the meantime.
      if (!context.lines.some((line) => line.id === id)) return context;
      const looked = withLook(job, { ...context, notice: '' }, id, answer);
      const isMeantOtherwise = looked.nextId !== context.nextId;
      const tone = looked.notice !== '' ? 'attention' : answer?.ok ? 'done' : 'refused';
      if (!isMeantOtherwise) enqueue.emit.tone({ tone });
      const after = withWaiting(job, looked);
      enqueue.effect(({ send }) => lookUp(after, context, send));
      return { ...after, notice: after.notice || context.notice };
    },
    'line.removed': (context: Context, { id }: Event<'line.removed'>): Context =>
      withWaiting(job, { ...withoutLine(context, id), correcting: '' }),
    'line.corrected': (context: Context, { id, text }: Event<'line.corrected'>): Context => ({
      ...withoutLine(context, id),
      correcting: text,
    }),
  };
};

/** Events from outside the list. */
const changesOn = <Scan, Look>({ lookUp, lookAgain, packAll }: Calls<Scan, Look>) => {
  type Context = ListContext<Scan, Look>;
  type Event<Type extends ListEvent<Look>['type']> = Extract<ListEvent<Look>, { readonly type: Type }>;
  return {
    'rows.changed': (context: Context, _: unknown, enqueue: Enqueue<Look>): Context => {
      enqueue.effect(({ send }) => lookAgain(context, send));
      return context;
    },
    'looked.again': (context: Context, { id, answer }: Event<'looked.again'>): Context =>
      withLookAgain(context, id, answer),
    'place.changed': (context: Context, _: unknown, enqueue: Enqueue<Look>): Context => {
      // This ends the run: looking up its line will show the result of the step in flight.
      const { nextId, turn, runs, many, lines } = context;
      const after: Context = {
        ...begin<Scan, Look>(null),
        many,
        turn,
        lines: lines.map(({ scan }, index) => newLine<Scan, Look>(nextId + index, scan)),
        nextId: nextId + lines.length,
      };
      enqueue.effect(({ send }) => {
        packAll(runs);
        lookUp(after, null, send);
      });
      return after;
    },
  };
};

/** Events that process the list, and undo it. */
const runsOn = <Scan, Look>(
  { job, newOpId, begins }: ListInput<Scan, Look>,
  { takeFirst, undoFirst, packAll }: Calls<Scan, Look>,
) => {
  type Context = ListContext<Scan, Look>;
  type Event<Type extends ListEvent<Look>['type']> = Extract<ListEvent<Look>, { readonly type: Type }>;
  const fresh = (): { readonly run: OpId; readonly step: OpId } => ({ run: newOpId(), step: newOpId() });
  return {
    'run.confirmed': (context: Context, _: unknown, enqueue: Enqueue<Look>): Context => {
      const next = withRun(job, context, fresh());
      if (next === null) return context;
      enqueue.effect(({ send }) => {
        begins();
        void takeFirst(next, send);
      });
      return next;
    },
    taken: (context: Context, { opId, answer }: Event<'taken'>, enqueue: Enqueue<Look>): Context => {
      if (context.run?.opId !== opId) return context;
      const next = withTaken(job, context, answer, newOpId());
      if (next.run !== null) enqueue.effect(({ send }) => void takeFirst(next, send));
      else {
        enqueue.effect(() => packAll(context.runs));
        enqueue.emit.tone({ tone: next.done.length >= context.run.total ? 'done' : 'refused' });
      }
      return next;
    },
    'run.stopped': (context: Context): Context => ({
      ...context,
      stopping: context.run !== null || context.undoing !== null,
    }),
    'undo.all': (context: Context, { steps }: Event<'undo.all'>, enqueue: Enqueue<Look>): Context => {
      const next = withUndoing(context, steps, fresh());
      if (next === null) return context;
      enqueue.effect(({ send }) => {
        begins();
        void undoFirst(next, send);
      });
      return next;
    },
    undone: (context: Context, { opId, answer }: Event<'undone'>, enqueue: Enqueue<Look>): Context => {
      if (context.undoing?.opId !== opId) return context;
      const next = withUndone(context, answer, newOpId());
      if (next.undoing !== null) enqueue.effect(({ send }) => void undoFirst(next, send));
      else {
        enqueue.effect(() => packAll(context.runs));
        enqueue.emit.tone({ tone: next.kept.length === 0 ? 'done' : 'refused' });
      }
      return next;
    },
    'undone.elsewhere': (context: Context, { opId }: Event<'undone.elsewhere'>): Context =>
      context.undoneSteps.includes(opId)
        ? context
        : // What the run said of its steps is no longer true.
          { ...context, undoneSteps: [...context.undoneSteps, opId], notice: '', turn: context.turn + 1 },
  };
};

/**
 * A list of scans that one key processes: each scan is looked up immediately; the key then processes all accepted lines one after the
 * other, each as a step of its own. Other lines stay with their reasons. The list exists as long as the window.
 */
export const createListStore = <Scan, Look>(input: ListInput<Scan, Look>): ListStore<Scan, Look> => {
  const calls = callsOf(input);
  const store: ListStore<Scan, Look> = createStore<
    ListContext<Scan, Look>,
    ListEvent<Look>,
    { readonly type: 'tone'; readonly tone: Tone }
  >({
    context: begin(input.kept),
    on: { ...linesOn(input, calls), ...changesOn(calls), ...runsOn(input, calls) },
  });
  calls.packAll(input.kept?.runs ?? []);
  calls.lookUp(store.getSnapshot().context, null, (event) => store.send(event));
  return store;
};
