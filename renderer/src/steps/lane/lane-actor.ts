import { useSelector } from '@xstate/react';
import { createContext, useContext, useEffect, useMemo } from 'react';
import { createActor } from 'xstate';
import type { Actor, SnapshotFrom } from 'xstate';
import { desk } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useAppState } from '../../api/queries.ts';

import { keepLane, restoredLane } from '../reload.ts';
import { useAsStepDoer } from '../step-doer.ts';
import type { StepDoer } from '../step-doer.ts';
import type { PageScan } from '../../scanner/scan-target.ts';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { playTone } from '../tones.ts';
import { inspection } from '../../development/inspection.ts';
import { laneLogic } from './lane.actors.ts';
import type { laneMachine } from '../../machines/lane.machine.ts';
import { reloadSnapshotOf } from '../../machines/lane.steps.ts';
import { slipAgain } from '../../machines/slips.ts';
import type { LaneKind, ReloadSnapshot } from '../../machines/lane.context.ts';

export type LaneActor = Actor<typeof laneMachine>;
export type LaneSnapshot = SnapshotFrom<typeof laneMachine>;
export type Lane = { readonly actor: LaneActor; readonly doer: StepDoer };

// Started when its page is first shown; from then on it lives as long as the window, so that no scan is lost.
const lanes = new Map<LaneKind, Lane>();

const doerOf = (actor: LaneActor): StepDoer => ({
  subscribe: (changed) => {
    const subscription = actor.subscribe(changed);
    return () => subscription.unsubscribe();
  },
  canUndo: () => actor.getSnapshot().hasTag('idle'),
  undo: (undoes) => actor.send({ type: 'undo.asked', undoes }),
  redo: (redoes) => actor.send({ type: 'redo.asked', redoes }),
  canPrint: () => !actor.getSnapshot().hasTag('printing'),
  print: (slip) => actor.send({ type: 'slip.asked', ask: slipAgain(slip) }),
  lastSlip: () => {
    const { feedback } = actor.getSnapshot().context;
    return feedback?.kind === 'outcome' ? feedback.outcome.slip : null;
  },
  refusals: () => actor.getSnapshot().context.refusals,
});

/** The lane of a page, started at its first use. */
export const laneOf = (kind: LaneKind): Lane => {
  const running = lanes.get(kind);
  if (running) return running;
  const actor = createActor(laneLogic(desk.call), {
    ...inspection,
    input: { kind, newOpId, now: () => new Date() },
  });
  const before = restoredLane<ReloadSnapshot>(kind);
  actor.start();
  if (before) actor.send({ type: 'window.reloaded', snapshot: before });
  actor.subscribe(({ context }) => keepLane(kind, reloadSnapshotOf(context)));
  const lane = { actor, doer: doerOf(actor) };
  lanes.set(kind, lane);
  return lane;
};

/** Where a lane was used last: by whom, at which desk. */
const usedAt = new WeakMap<LaneActor, string>();

/** What was open belongs to the desk and the operator who opened it. */
const useDeskOf = (actor: LaneActor): void => {
  const state = useAppState().data;
  const place = state ? `${state.desk.id} ${state.operator.id}` : null;
  useEffect(() => {
    if (place === null) return;
    const before = usedAt.get(actor);
    usedAt.set(actor, place);
    if (before !== undefined && before !== place) actor.send({ type: 'desk.changed' });
  }, [actor, place]);
};

const useTones = (actor: LaneActor): void => {
  const soundsOn = useAppState().data?.settings.appearance.sounds ?? true;
  useEffect(() => {
    const listening = actor.on('tone', ({ tone }) => {
      if (soundsOn) playTone(tone);
    });
    return () => listening.unsubscribe();
  }, [actor, soundsOn]);
};

/**
 * Makes the page that is shown the one that takes scans, undoes and prints, with its lane behind it.
 * @param take takes a scan before the lane does, and says whether it has.
 * @param lastSlip the slip that F4 prints once more, where it is not that of the lane's last step
 */
export const useLanePage = (
  kind: LaneKind,
  take: (scan: PageScan) => boolean = () => false,
  lastSlip?: StepDoer['lastSlip'],
): LaneActor => {
  const { actor, doer } = laneOf(kind);
  useScanTarget((scan) => {
    if (take(scan)) return;
    const { code, partial, startsAnew = false } = scan;
    // The patron who was open here before is not the one whose card comes now.
    if (startsAnew && kind === 'patron') actor.send({ type: 'closed' });
    actor.send({ type: partial ? 'scan.partial' : 'code.given', code });
  });
  useAsStepDoer(useMemo(() => (lastSlip ? { ...doer, lastSlip } : doer), [doer, lastSlip]));
  useDeskOf(actor);
  useTones(actor);
  return actor;
};

const LaneContext = createContext<LaneActor | null>(null);
export const LaneProvider = LaneContext.Provider;

/** The lane of the page around. */
export const useLane = (): LaneActor => {
  const actor = useContext(LaneContext);
  if (!actor) throw new Error('There is no lane around.');
  return actor;
};

export const useLaneSelector = <T>(select: (snapshot: LaneSnapshot) => T): T =>
  useSelector(useLane(), select);
