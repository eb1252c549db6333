import { useSelector } from '@xstate/react';
import { desk } from '../../api/desk.ts';
import { takeBy } from '../../api/take.ts';
import { newOpId } from '../../api/ids.ts';
import { callBy } from '../../machines/call.machine.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { remember, remembered } from '../../api/memory.ts';
import type { PageScan } from '../../scanner/scan-target.ts';
import { useAnotherDesk, useTones } from '../step-runner.ts';
import { createListStore } from './list.store.ts';
import type { KeptList, ListContext, ListInput, ListJob, ListStore } from './list.types.ts';

/** A list that exists as long as the window, from the first visit of its page. */
export type PersistentList<Scan, Look> = {
  readonly job: ListJob<Scan, Look>;
  readonly store: () => ListStore<Scan, Look>;
};

/**
 * Creates a list that survives leaving its page and reloading the window.
 * @param kept its storage name
 * @param began called once, after the store is created
 */
export const persistentList = <Scan, Look>(
  kept: string,
  { job, look, take, begins }: Pick<ListInput<Scan, Look>, 'job' | 'look' | 'take' | 'begins'>,
  began: (store: ListStore<Scan, Look>) => void,
): PersistentList<Scan, Look> => {
  let started: ListStore<Scan, Look> | null = null;
  const start = (): ListStore<Scan, Look> => {
    const store = createListStore({
      job,
      look,
      take,
      begins,
      newOpId,
      kept: remembered(`list ${kept}`) as KeptList<Scan> | null,
      undo: callBy((ask) => takeBy(desk.call)('undo', ask)),
      // Without an answer its slips wait: Slips and the session list offer them, and the next start prints them.
      pack: (run) => void desk.call['returning.pack']({ run }).catch(() => undefined),
    });
    store.subscribe(({ context: { lines, runs } }) =>
      remember(`list ${kept}`, { scans: lines.map(({ scan }) => scan), runs } satisfies KeptList<Scan>),
    );
    desk.on('changed', ({ topics }) => {
      if (topics.includes('requests')) store.send({ type: 'rows.changed' });
    });
    began(store);
    return store;
  };
  return { job, store: () => (started ??= start()) };
};

export const useList = <Scan, Look, T>(
  list: PersistentList<Scan, Look>,
  select: (context: ListContext<Scan, Look>) => T,
): T => useSelector(list.store(), ({ context }) => select(context));

/**
 * Whether the list takes a scan: it collects scans, and no other page handed this one over. There, staff chose a single step: the list is
 * put aside for it.
 */
export const takesScan = <Scan, Look>(
  { store }: PersistentList<Scan, Look>,
  { startsAnew }: Pick<PageScan, 'startsAnew'>,
): boolean => {
  const isMany = (): boolean => store().getSnapshot().context.many;
  if (isMany() && startsAnew !== undefined) store().send({ type: 'many.chosen', many: false });
  return isMany();
};

/** Returns the slip of the last step of a list that was not undone, or of that step's parcel. */
export const lastSlipOf = <Scan, Look>(list: PersistentList<Scan, Look>): SlipState | null => {
  const { done, undoneSteps } = list.store().getSnapshot().context;
  return done.findLast(({ opId, slip }) => slip !== null && !undoneSteps.includes(opId))?.slip ?? null;
};

/** Reports a step that was undone on the page, which may belong to the list. */
export const reportUndone = <Scan, Look>(store: ListStore<Scan, Look>, undoes: OpId): void => {
  const { done, undoneSteps } = store.getSnapshot().context;
  if (done.some(({ opId }) => opId === undoes) && !undoneSteps.includes(undoes))
    store.send({ type: 'undone.elsewhere', opId: undoes });
};

/** Plays the tones of a list, and looks everything up again at another desk or for another operator. */
export const useListHere = <Scan, Look>(list: PersistentList<Scan, Look>): void => {
  const store = list.store();
  useTones(store);
  useAnotherDesk(list, () => store.send({ type: 'place.changed' }));
};
