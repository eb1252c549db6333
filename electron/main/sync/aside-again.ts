import { inTransaction } from '../db/open.ts';
import {
  countAside,
  listAsideAfter,
  listAsideRows,
  listNameless,
  nameCulprit,
  removeAside,
} from '../desk/store/hub-aside.queries.ts';
import { fetchStep, putHubRows, type ArrivedStep } from './hub-rows.ts';
import { whyNotWritten } from './set-aside.ts';
import { fetchAtHead, type SharingParts } from './share.ts';
import { takeIn } from './take-in.ts';

// What becomes of steps that are set aside: they are tried again, or their rows come as they are at the hub.

/** Asks the hub what the workstations are called because of which steps are set aside. Rejects where it cannot be reached. */
export const nameCulprits = async ({ db, hub, changed }: SharingParts): Promise<void> => {
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
 * @param most so many at most. @returns how many were written. Rejects where the hub cannot be reached.
 */
export const tryAside = async (parts: SharingParts, most = Number.MAX_SAFE_INTEGER): Promise<number> => {
  const { db, turns, changed } = parts;
  let written = 0;
  for (const { seq, opId } of listAsideAfter(db, Number.MIN_SAFE_INTEGER, most)) {
    const op = await fetchStep(parts, seq);
    await turns.pause();
    // A hub that was restored has another one there, or none.
    if (op?.opId !== opId) inTransaction(db, (writable) => removeAside(writable, seq));
    else if (writeLate(parts, op)) written += 1;
  }
  if (written > 0) changed();
  return written;
};

const writeLate = ({ db, rebase, slipsGone }: SharingParts, op: ArrivedStep): boolean => {
  if (!('changes' in op) || op.gone) return false;
  try {
    const taken = inTransaction(db, (writable) => {
      const done = takeIn(db, [op], rebase, 'again');
      removeAside(writable, op.seq);
      return done;
    });
    slipsGone(taken.slipsGone);
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
export const takeHubRows = async (parts: SharingParts): Promise<number> => {
  const { db, changed } = parts;
  await tryAside(parts);
  await putHubRows(parts, await fetchAtHead(parts, () => listAsideRows(db)));
  changed();
  return countAside(db);
};
