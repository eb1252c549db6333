import { createStore } from '@xstate/store';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { answerOf } from '../../machines/call.machine.ts';
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
  takenBack: [],
  kept: [],
  notice: '',
  correcting: '',
  turn: 0,
  nextId: (kept?.scans.length ?? 0) + 1,
});

/**
 * A list of scans for one key: each is looked up at once, and the key takes all that may be taken, one after the other, each as a
 * step of its own. What may not stays with its reason. The list lives as long as the window.
 */
export const createListStore = <Scan, Look>(input: ListInput<Scan, Look>): ListStore<Scan, Look> => {
  type Context = ListContext<Scan, Look>;
  type Send = (event: ListEvent<Look>) => void;
  const { job, newOpId, kept } = input;
  const fresh = (): { readonly run: OpId; readonly step: OpId } => ({ run: newOpId(), step: newOpId() });

  /** Looks up what is new in the list. */
  const lookUp = (context: Context, before: Context | null, send: Send): void => {
    for (const line of context.lines) {
      if (isLookedUp(line) || before?.lines.some(({ id }) => id === line.id)) continue;
      const lines = context.lines.filter(({ id }) => id !== line.id);
      void answerOf(input.look, { scan: line.scan, lines }).then((answer) =>
        send({ type: 'looked', id: line.id, answer }),
      );
    }
  };
  const takeFirst = async (context: Context, send: Send): Promise<void> => {
    const { run, lines } = context;
    const line = lines.find(({ id }) => id === run?.remaining[0]);
    const of = runOf(context, line?.id);
    if (!run || !line || line.look === null || of === undefined) return;
    const ask = { opId: run.opId, run: of, scan: line.scan, look: line.look };
    send({ type: 'taken', opId: run.opId, answer: await answerOf(input.take, ask) });
  };
  const undoFirst = async ({ undoing, runs }: Context, send: Send): Promise<void> => {
    const undoes = undoing?.remaining[0];
    const run = runs.at(-1);
    if (!undoing || undoes === undefined || run === undefined) return;
    const answer = await answerOf(input.undo, { opId: undoing.opId, undoes, run });
    send({ type: 'undone', opId: undoing.opId, answer });
  };
  const packAll = (runs: readonly OpId[]): void => {
    for (const run of runs) input.pack(run);
  };

  const store: ListStore<Scan, Look> = createStore<
    Context,
    ListEvent<Look>,
    { readonly type: 'tone'; readonly tone: 'done' | 'refused' | 'attention' }
  >({
    context: begin(kept),
    on: {
      'many.chosen': (context, { many }) => ({
        ...context,
        many,
        notice: '',
        correcting: '',
        turn: context.turn + 1,
      }),

      scanned: (context, { code: given, partial }, enqueue) => {
        const code = given.trim();
        const ready = { ...context, notice: '', correcting: '', turn: context.turn + 1 };
        if (code === '') return ready;
        const after = partial ? withPart(job, ready, code) : withCode(job, ready, code);
        if (partial) enqueue.emit.tone({ tone: 'refused' });
        if (after.notice !== '') enqueue.emit.tone({ tone: 'attention' });
        enqueue.effect(({ send }) => lookUp(after, context, send));
        return after;
      },
      looked: (context, { id, answer }, enqueue) => {
        // A line that was removed meanwhile hears nothing any more.
        if (!context.lines.some((line) => line.id === id)) return context;
        const looked = withLook(job, { ...context, notice: '' }, id, answer);
        const isMeantOtherwise = looked.nextId !== context.nextId;
        const tone = looked.notice !== '' ? 'attention' : answer?.ok ? 'done' : 'refused';
        if (!isMeantOtherwise) enqueue.emit.tone({ tone });
        const after = withWaiting(job, looked);
        enqueue.effect(({ send }) => lookUp(after, context, send));
        return { ...after, notice: after.notice || context.notice };
      },
      'line.removed': (context, { id }) => withWaiting(job, { ...withoutLine(context, id), correcting: '' }),
      'line.corrected': (context, { id, text }) => ({ ...withoutLine(context, id), correcting: text }),

      'run.confirmed': (context, _event, enqueue) => {
        const next = withRun(job, context, fresh());
        if (next === null) return context;
        enqueue.effect(({ send }) => {
          input.begins();
          void takeFirst(next, send);
        });
        return next;
      },
      taken: (context, { opId, answer }, enqueue) => {
        if (context.run?.opId !== opId) return context;
        const next = withTaken(job, context, answer, newOpId());
        if (next.run !== null) enqueue.effect(({ send }) => void takeFirst(next, send));
        else {
          enqueue.effect(() => packAll(context.runs));
          const isAll = next.done.length >= context.run.total;
          enqueue.emit.tone({ tone: isAll ? 'done' : 'refused' });
        }
        return next;
      },
      'run.stopped': (context) => ({
        ...context,
        stopping: context.run !== null || context.undoing !== null,
      }),

      'undo.all': (context, _event, enqueue) => {
        const next = withUndoing(context, fresh());
        if (next === null) return context;
        enqueue.effect(({ send }) => {
          input.begins();
          void undoFirst(next, send);
        });
        return next;
      },
      undone: (context, { opId, answer }, enqueue) => {
        if (context.undoing?.opId !== opId) return context;
        const next = withUndone(context, answer, newOpId());
        if (next.undoing !== null) enqueue.effect(({ send }) => void undoFirst(next, send));
        else {
          enqueue.effect(() => packAll(context.runs));
          enqueue.emit.tone({ tone: next.kept.length === 0 ? 'done' : 'refused' });
        }
        return next;
      },
      takenBack: (context, { opId }) =>
        context.takenBack.includes(opId)
          ? context
          : { ...context, takenBack: [...context.takenBack, opId], turn: context.turn + 1 },

      'place.changed': (context, _event, enqueue) => {
        // A run ends here: what became of the step on its way is seen when its line is looked up.
        const { nextId, turn, runs, many } = context;
        const after: Context = {
          ...begin(null),
          many,
          turn,
          lines: context.lines.map(({ scan }, index) => newLine<Scan, Look>(nextId + index, scan)),
          nextId: nextId + context.lines.length,
        };
        enqueue.effect(({ send }) => {
          packAll(runs);
          lookUp(after, null, send);
        });
        return after;
      },
    },
  });
  packAll(kept?.runs ?? []);
  lookUp(store.getSnapshot().context, null, (event) => store.send(event));
  return store;
};
