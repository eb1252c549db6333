import { useSelector } from '@xstate/react';
import { useEffect } from 'react';
import { desk } from '../../api/desk.ts';
import { takeBy } from '../../api/take.ts';
import { newOpId } from '../../api/ids.ts';
import { useAppState } from '../../api/queries.ts';
import { callBy } from '../../machines/call.machine.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { keepLane, restoredLane } from '../reload.ts';
import { playTone } from '../tones.ts';
import { createListStore } from './list.store.ts';
import type { KeptList, ListContext, ListInput, ListJob, ListStore } from './list.types.ts';

/** A list that lives as long as the window, from the first visit of its page. */
export type LivingList<Scan, Look> = {
  readonly job: ListJob<Scan, Look>;
  readonly store: () => ListStore<Scan, Look>;
};

/**
 * Makes a list that outlives its page and a reload of the window.
 * @param kept its name among what the window keeps
 * @param began told once, when it began
 */
export const livingList = <Scan, Look>(
  kept: string,
  { job, look, take, begins }: Pick<ListInput<Scan, Look>, 'job' | 'look' | 'take' | 'begins'>,
  began: (store: ListStore<Scan, Look>) => void,
): LivingList<Scan, Look> => {
  let started: ListStore<Scan, Look> | null = null;
  const start = (): ListStore<Scan, Look> => {
    const store = createListStore({
      job,
      look,
      take,
      begins,
      newOpId,
      kept: restoredLane<KeptList<Scan>>(kept),
      undo: callBy((ask) => takeBy(desk.call)('undo', ask)),
      // Without an answer its slips wait: Slips and the list of the session offer them, and the next start prints them.
      pack: (run) => void desk.call['returning.pack']({ run }).catch(() => undefined),
    });
    store.subscribe(({ context: { lines, runs } }) =>
      keepLane(kept, { scans: lines.map(({ scan }) => scan), runs } satisfies KeptList<Scan>),
    );
    began(store);
    return store;
  };
  return { job, store: () => (started ??= start()) };
};

export const useList = <Scan, Look, T>(
  list: LivingList<Scan, Look>,
  select: (context: ListContext<Scan, Look>) => T,
): T => useSelector(list.store(), ({ context }) => select(context));

/** The slip of the last step of a list that was not taken back: that of its parcel, where it is in one. */
export const lastSlipOf = <Scan, Look>(list: LivingList<Scan, Look>): SlipState | null => {
  const { done, takenBack } = list.store().getSnapshot().context;
  return done.findLast(({ opId, slip }) => slip !== null && !takenBack.includes(opId))?.slip ?? null;
};

/** A step that the lane of the page took back may be one of the list. */
export const hearUndone = <Scan, Look>(store: ListStore<Scan, Look>, undoes: OpId): void => {
  const { done, takenBack } = store.getSnapshot().context;
  if (done.some(({ opId }) => opId === undoes) && !takenBack.includes(undoes))
    store.send({ type: 'takenBack', opId: undoes });
};

const usedAt = new WeakMap<object, string>();

/** Lets a list be heard, and looks everything up anew at another desk or for another operator. */
export const useListHere = <Scan, Look>(list: LivingList<Scan, Look>): void => {
  const state = useAppState().data;
  const soundsOn = state?.settings.appearance.sounds ?? true;
  useEffect(() => {
    const listening = list.store().on('tone', ({ tone }) => {
      if (soundsOn) playTone(tone);
    });
    return () => listening.unsubscribe();
  }, [list, soundsOn]);
  const place = state ? `${state.desk.id} ${state.operator.id}` : null;
  useEffect(() => {
    if (place === null) return;
    const before = usedAt.get(list);
    usedAt.set(list, place);
    if (before !== undefined && before !== place) list.store().send({ type: 'place.changed' });
  }, [list, place]);
};
