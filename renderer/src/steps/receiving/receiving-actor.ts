import { useSelector } from '@xstate/react';
import { createContext, useContext } from 'react';
import type { Actor, SnapshotFrom } from 'xstate';
import { createActor } from 'xstate';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import { newOpId } from '../../api/ids.ts';
import { remember, remembered } from '../../api/memory.ts';
import { takeBy } from '../../api/take.ts';
import { inspection } from '../../development/inspection.ts';
import { callBy } from '../../machines/call.machine.ts';
import type { ReloadSnapshot } from '../../machines/receiving.context.ts';
import { receivingMachine } from '../../machines/receiving.machine.ts';
import { reloadSnapshotOf } from '../../machines/receiving.steps.ts';
import { runnerCalls } from '../step-calls.ts';

export type ReceivingActor = Actor<typeof receivingMachine>;
type ReceivingSnapshot = SnapshotFrom<typeof receivingMachine>;

const receivingLogic = (call: DeskApi['call']): typeof receivingMachine =>
  receivingMachine.provide({
    actors: {
      ...runnerCalls(call),
      openRequest: callBy(call['receiving.open']),
      storeVolume: callBy((input) => takeBy(call)('receive', input)),
      finishSet: callBy((input) => takeBy(call)('finish-receiving', input)),
      makeBarcode: callBy(call['receiving.makeBarcode']),
    },
  });

/** Starts Receiving Items. It runs as long as the window, regardless of the current page, so that no scan is lost. */
export const startReceiving = (desk: DeskApi): ReceivingActor => {
  const actor = createActor(receivingLogic(desk.call), {
    ...inspection,
    input: { newOpId, now: () => new Date() },
  });
  // The snapshot survives a reload or crash of the page, and is discarded with the program.
  const before = remembered('receiving') as ReloadSnapshot | null;
  actor.start();
  if (before) actor.send({ type: 'window.reloaded', snapshot: before });
  actor.subscribe(({ context }) => remember('receiving', reloadSnapshotOf(context)));
  desk.on('print', (slip) => actor.send({ type: 'slip.changed', slip }));
  followOthers(desk, actor);
  return actor;
};

/** Reloads the open form after changes at other desks, and again after a step of this desk that was in flight at that time. */
const followOthers = (desk: DeskApi, actor: ReceivingActor): void => {
  let isMissed = false;
  const follow = async (): Promise<void> => {
    const { form } = actor.getSnapshot().context;
    if (!form) return;
    isMissed = !actor.getSnapshot().can({ type: 'form.followed', form });
    if (isMissed) return;
    const { id, externalId } = form.request;
    const result = await desk.call['receiving.open']({ code: externalId });
    const now = actor.getSnapshot();
    if (now.context.form?.request.id !== id) return;
    if (result.ok) {
      isMissed = !now.can({ type: 'form.followed', form: result.value });
      actor.send({ type: 'form.followed', form: result.value });
    } else if (!result.error.retryable) actor.send({ type: 'form.outdated', refusal: result.error });
  };
  desk.on('changed', ({ topics }) => {
    if (topics.includes('requests') && topics.includes('hub')) void follow();
  });
  actor.subscribe((snapshot) => {
    const { form } = snapshot.context;
    if (!isMissed || !form || !snapshot.can({ type: 'form.followed', form })) return;
    isMissed = false;
    void follow();
  });
};

const ReceivingContext = createContext<ReceivingActor | null>(null);
export const ReceivingProvider = ReceivingContext.Provider;

export const useReceiving = (): ReceivingActor => {
  const actor = useContext(ReceivingContext);
  if (!actor) throw new Error('Receiving Items was not started.');
  return actor;
};

export const useReceivingSelector = <T>(select: (snapshot: ReceivingSnapshot) => T): T =>
  useSelector(useReceiving(), select);
