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

// What becomes of steps that are set aside: they are tried again, or their rows come as they are at the hub.

/** Asks the hub what the workstations are called because of which steps are set aside. Rejects where it cannot be reached. */
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
 * Tries again to write what is set aside, in the hub's order: the program may be another one since, or what was in the way is gone.
 * @param most so many at most. Rejects where the hub cannot be reached.
 */
export const retrySetAside = async (parts: SyncParts, most = Number.MAX_SAFE_INTEGER): Promise<void> => {
  const { db, hub, slices, changed } = parts;
  let hasWritten = false;
  for (const { seq, opId } of listSetAsideAfter(db, Number.MIN_SAFE_INTEGER, most)) {
    const step = await fetchStep(hub, seq);
    await slices.pause();
    // A hub that was restored has another one there, or none.
    if (step?.opId !== opId) inTransaction(db, (writable) => removeSetAside(writable, seq));
    else if (writeLate(parts, step)) hasWritten = true;
  }
  if (hasWritten) changed();
};

const writeLate = ({ db, replay, slipsGone }: SyncParts, step: PulledStep): boolean => {
  if (!('changes' in step) || step.gone) return false;
  try {
    const applied = inTransaction(db, (writable) => {
      const done = applySteps(db, [step], replay, 'late');
      removeSetAside(writable, step.seq);
      return done;
    });
    slipsGone(applied.slipsGone);
    return true;
  } catch (error) {
    if (whyNotWritten(error) === null) throw error;
    return false;
  }
};

/**
 * Takes the rows that steps set aside would change as they are at the hub, as many as can be written, and with them the lines of those steps in the log.
 * @returns how many steps are still set aside. Rejects where the hub cannot be reached.
 */
export const useHubRows = async (parts: SyncParts): Promise<number> => {
  const { db, hub, changed } = parts;
  await retrySetAside(parts);
  await writeHubRows(parts, await fetchAtHead(parts, () => fetchHubRows(hub, listSetAsideRows(db))));
  changed();
  return countSetAside(db);
};
