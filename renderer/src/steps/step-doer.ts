import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Instant, OpId } from '../../../shared/domain/ids.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { slipAgain } from '../machines/slips.ts';
import type { ReceivingActor } from './receiving/receiving-actor.ts';
import { takesUndo, useReceiving } from './receiving/receiving-actor.ts';

/** A refusal as the list beside the lane shows it. */
export type PastRefusal = {
  readonly at: Instant;
  readonly message: string;
  readonly seq: number;
};

/**
 * Who takes steps back and prints slips again on the page that is shown: its lane, so that this never runs into a call
 * of that lane and is shown in its own place. Where a page has none, Receiving Items does it.
 */
export type StepDoer = {
  readonly subscribe: (changed: () => void) => () => void;
  readonly canUndo: () => boolean;
  readonly undo: (opId: OpId) => void;
  /** Takes a step again that was taken back; possible whenever `canUndo` says so. */
  readonly redo: (undone: OpId) => void;
  readonly canPrint: () => boolean;
  /** Prints a slip once more; one that failed under its own number. */
  readonly print: (slip: SlipState) => void;
  /** The slip of the last step of the lane, for F4; null where there is none. */
  readonly lastSlip: () => SlipState | null;
  readonly refusals: () => readonly PastRefusal[];
};

const doers: StepDoer[] = [];
const listeners = new Set<() => void>();
const notify = (): void => {
  for (const listener of listeners) listener();
};

/** The lane of the page that is shown, or null where it has none. */
export const currentDoer = (): StepDoer | null => doers.at(-1) ?? null;

/** Lets a lane take steps back as long as its page is shown. */
export const useAsStepDoer = (doer: StepDoer): void => {
  useEffect(() => {
    doers.push(doer);
    notify();
    return () => {
      doers.splice(doers.indexOf(doer), 1);
      notify();
    };
  }, [doer]);
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const known = new WeakMap<ReceivingActor, StepDoer>();

/** Receiving Items as the doer. */
export const receivingDoer = (receiving: ReceivingActor): StepDoer => {
  let doer = known.get(receiving);
  if (doer) return doer;
  doer = {
    subscribe: (changed) => {
      const subscription = receiving.subscribe(changed);
      return () => subscription.unsubscribe();
    },
    canUndo: () => takesUndo(receiving.getSnapshot()),
    undo: (undoes) => receiving.send({ type: 'undo.asked', undoes }),
    redo: (redoes) => receiving.send({ type: 'redo.asked', redoes }),
    canPrint: () => !receiving.getSnapshot().hasTag('printing'),
    print: (slip) => receiving.send({ type: 'slip.asked', ask: slipAgain(slip) }),
    lastSlip: () => receiving.getSnapshot().context.lastReceived?.volume.slip ?? null,
    refusals: () => receiving.getSnapshot().context.refusals,
  };
  known.set(receiving, doer);
  return doer;
};

/** Who takes steps back on the page that is shown. */
export const useStepDoer = (): StepDoer => {
  const ofPage = useSyncExternalStore(listen, currentDoer);
  const receiving = useReceiving();
  return ofPage ?? receivingDoer(receiving);
};

/** The state of the doer, read anew at each change of its lane. */
export const useDoerState = <T>(doer: StepDoer, read: (doer: StepDoer) => T): T =>
  useSyncExternalStore(
    doer.subscribe,
    useCallback(() => read(doer), [doer, read]),
  );

/** Whether a step can be taken back now. */
export const canUndo = (doer: StepDoer): boolean => doer.canUndo();
/** Whether a slip can be printed again now. */
export const canPrint = (doer: StepDoer): boolean => doer.canPrint();
/** What was refused in the lane. */
export const refusalsOf = (doer: StepDoer): readonly PastRefusal[] => doer.refusals();
