import { createContext, useContext } from 'react';
import { useSelector } from '@xstate/react';
import { createActor } from 'xstate';
import type { Actor, SnapshotFrom } from 'xstate';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import { newOpId } from '../../api/ids.ts';
import { inspection } from '../../development/inspection.ts';
import { receivingLogic } from './receiving.actors.ts';
import type { receivingMachine } from '../../machines/receiving.machine.ts';
import { reloadSnapshotOf } from '../../machines/receiving.context.ts';
import { keepReceiving, restoredReceiving } from '../reload.ts';

export type ReceivingActor = Actor<typeof receivingMachine>;
export type ReceivingSnapshot = SnapshotFrom<typeof receivingMachine>;

/** Starts Receiving Items. It lives as long as the window, whatever page is shown, so that no scan is lost. */
export const startReceiving = (desk: DeskApi): ReceivingActor => {
  const actor = createActor(receivingLogic(desk.call), {
    ...inspection,
    input: { newOpId, now: () => new Date() },
  });
  const before = restoredReceiving();
  actor.start();
  if (before) actor.send({ type: 'window.reloaded', snapshot: before });
  actor.subscribe(({ context }) => keepReceiving(reloadSnapshotOf(context)));
  desk.on('print', (slip) => actor.send({ type: 'slip.changed', slip }));
  followOthers(desk, actor);
  return actor;
};

const ReceivingContext = createContext<ReceivingActor | null>(null);
export const ReceivingProvider = ReceivingContext.Provider;

/** Reads the open form again after other desks did something, and once more after a step of this one that was on its way then. */
const followOthers = (desk: DeskApi, actor: ReceivingActor): void => {
  let isMissed = false;
  const follow = async (): Promise<void> => {
    const { form, further } = actor.getSnapshot().context;
    if (!form) return;
    isMissed = !actor.getSnapshot().can({ type: 'form.followed', form });
    if (isMissed) return;
    const { id, externalId } = form.request;
    const result = await desk.call['receiving.open']({ code: externalId, further });
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

export const useReceiving = (): ReceivingActor => {
  const actor = useContext(ReceivingContext);
  if (!actor) throw new Error('Receiving Items was not started.');
  return actor;
};

const undoable = new WeakMap<ReceivingSnapshot, boolean>();

/** Whether a step may be undone now, whichever. Every row of a list asks, and the machine is asked once. */
export const takesUndo = (snapshot: ReceivingSnapshot): boolean => {
  let takes = undoable.get(snapshot);
  if (takes === undefined)
    undoable.set(snapshot, (takes = snapshot.can({ type: 'undo.asked', undoes: '' as OpId })));
  return takes;
};

export const useReceivingSelector = <T>(select: (snapshot: ReceivingSnapshot) => T): T =>
  useSelector(useReceiving(), select);
