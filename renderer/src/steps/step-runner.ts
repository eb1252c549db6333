import { useSelector } from '@xstate/react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { AnyActorRef } from 'xstate';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { useAppState } from '../api/queries.ts';
import type { RunnerContext, RunnerEmitted, RunnerEvent, RunnerTag } from '../machines/step-runner.ts';
import { useReceiving } from './receiving/receiving-actor.ts';
import { playTone } from './tones.ts';

/** The state of a page's step runner. */
type RunnerSnapshot = {
  readonly context: RunnerContext;
  readonly hasTag: (tag: RunnerTag) => boolean;
};

/** The machine of a page, seen as a step runner. */
export type RunnerActor = Pick<AnyActorRef, 'subscribe'> & {
  readonly send: (event: RunnerEvent) => void;
  readonly getSnapshot: () => RunnerSnapshot;
};

/**
 * Undoes steps and prints slips on the current page, so that this never collides with a call of that page and its result is shown there.
 */
export type StepRunner = {
  readonly actor: RunnerActor;
  /** The slip of the page's last step, for F4; null if there is none. */
  readonly lastSlip: () => SlipState | null;
};

const runners: StepRunner[] = [];
const listeners = new Set<() => void>();
const notify = (): void => {
  for (const listener of listeners) listener();
};

/** Returns the step runner of the current page, or null if it has none. */
export const currentRunner = (): StepRunner | null => runners.at(-1) ?? null;

const slipSaid = ({ context: { feedback } }: RunnerSnapshot): SlipState | null =>
  feedback?.kind === 'done' ? feedback.outcome.slip : null;

/**
 * Lets a machine undo steps while its page is shown.
 * @param lastSlip the slip that F4 prints again, if it is not that of the last step shown on the page
 */
export const useAsStepRunner = (actor: RunnerActor, lastSlip?: StepRunner['lastSlip']): void => {
  useEffect(() => {
    const runner = { actor, lastSlip: lastSlip ?? (() => slipSaid(actor.getSnapshot())) };
    runners.push(runner);
    notify();
    return () => {
      runners.splice(runners.indexOf(runner), 1);
      notify();
    };
  }, [actor, lastSlip]);
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The step runner of the current page; if it has none, Receiving Items undoes and prints. */
export const useStepRunner = (): RunnerActor => {
  const ofPage = useSyncExternalStore(listen, currentRunner);
  const receiving = useReceiving();
  return ofPage?.actor ?? receiving;
};

export const useRunnerState = <T>(runner: RunnerActor, select: (snapshot: RunnerSnapshot) => T): T =>
  useSelector(runner, select);

/** Whether a step can be undone now. */
export const canUndo = (snapshot: RunnerSnapshot): boolean => snapshot.hasTag('idle');
/** Whether a slip can be printed again now. */
export const canPrint = (snapshot: RunnerSnapshot): boolean => !snapshot.hasTag('printing');

/** Plays the tones of a machine. */
export const useTones = (actor: {
  readonly on: (type: 'tone', hear: (event: RunnerEmitted) => void) => { readonly unsubscribe: () => void };
}): void => {
  const soundsOn = useAppState().data?.settings.appearance.sounds ?? true;
  useEffect(() => {
    const listening = actor.on('tone', ({ tone }) => {
      if (soundsOn) playTone(tone);
    });
    return () => listening.unsubscribe();
  }, [actor, soundsOn]);
};

const usedAt = new WeakMap<object, string>();

/**
 * Calls back when the desk or the operator changes.
 * @param page an object that survives leaving the page
 */
export const useAnotherDesk = (page: object, tell: () => void): void => {
  const state = useAppState().data;
  const place = state ? `${state.desk.id} ${state.operator.id}` : null;
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    if (place === null) return;
    const before = usedAt.get(page);
    usedAt.set(page, place);
    if (before !== undefined && before !== place) latest.current();
  }, [page, place]);
};
