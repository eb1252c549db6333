import { inTransaction } from '../db/open.ts';
import {
  countSetAside,
  listNameless,
  listSetAsideAfter,
  listSetAsideRows,
  nameCulprit,
  removeSetAside,
} from '../desk/store/set-aside.queries.ts';
import { applySteps } from './apply-steps.ts';
import { fetchHubRows, fetchStep, writeHubRows } from './hub-rows.ts';
import { fetchAtHead } from './pull-steps.ts';
import { whyNotWritten } from './set-aside.ts';
import type { SyncParts } from './sync-parts.ts';
import type { PulledStep } from './wire.ts';

// How set-aside steps are resolved: they are retried, or their rows are fetched from the hub.

/** Asks the hub for the names of the workstations that caused steps to be set aside. Rejects if it cannot be reached. */
export const nameCulprits = async ({ db, hub, changed }: SyncParts): Promise<void> => {
  const nameless = listNameless(db);
  if (nameless.length === 0) return;
  const names = new Map((await hub.workstations()).map(({ number, name }) => [number, name]));
  inTransaction(db, (writable) => {
    for (const number of nameless) nameCulprit(writable, number, names.get(number) ?? '');
  });
  changed();
};

/**
 * Retries writing the set-aside steps in the hub's order: the program may have been updated, or what was in the way may be gone.
 * @param most the maximum number of steps to retry. Rejects if the hub cannot be reached.
 */
export const retrySetAside = async (parts: SyncParts, most = Number.MAX_SAFE_INTEGER): Promise<void> => {
  const { db, hub, slices, changed } = parts;
  let hasWritten = false;
  for (const { seq, opId } of listSetAsideAfter(db, Number.MIN_SAFE_INTEGER, most)) {
    const step = await fetchStep(hub, seq);
    await slices.pause();
    // A restored hub has a different step there, or none.
    if (step?.opId !== opId) inTransaction(db, (writable) => removeSetAside(writable, seq));
    else if (writeLate(parts, step)) hasWritten = true;
  }
  if (hasWritten) changed();
};

const writeLate = ({ db, replay, onSlipsRemoved }: SyncParts, step: PulledStep): boolean => {
  if (!('changes' in step) || step.gone) return false;
  try {
    const applied = inTransaction(db, (writable) => {
      const done = applySteps(db, [step], replay, 'late');
      removeSetAside(writable, step.seq);
      return done;
    });
    onSlipsRemoved(applied.removedSlips);
    return true;
  } catch (error) {
    if (whyNotWritten(error) === null) throw error;
    return false;
  }
};

/**
 * Overwrites the rows that set-aside steps would change with those of the hub, as many as can be written, and writes the log lines of those
 * steps.
 * @returns how many steps are still set aside. Rejects if the hub cannot be reached.
 */
export const overwriteWithHubRows = async (parts: SyncParts): Promise<number> => {
  const { db, hub, changed } = parts;
  await retrySetAside(parts);
  await writeHubRows(parts, await fetchAtHead(parts, () => fetchHubRows(hub, listSetAsideRows(db))));
  changed();
  return countSetAside(db);
};
