import type { Instant, OpId, PrintJobId } from '../../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { StoredPrintJob } from '../../store/print-jobs.queries.ts';
import {
  copyIntoParcel,
  parcelSlipsOnPaper,
  slipsOfParcel,
  waitsForPrinter,
} from '../../store/parcels.queries.ts';

/**
 * Queues the slip of a parcel once more, as it is without what was taken back of it.
 * @returns the copy of the slip that was named
 */
export const queueParcelAgain = (
  db: WritableDB,
  job: StoredPrintJob,
  { opId, at }: { readonly opId: OpId; readonly at: Instant },
): PrintJobId => {
  const slips = slipsOfParcel(db, job.id);
  const copies = copyIntoParcel(db, slips, { parcel: opId, state: 'queued', at });
  return copies[slips.findIndex(({ id }) => id === job.id)] ?? job.id;
};

/**
 * After a step was taken back whose slip went out with its parcel: what stays in the parcel gets a slip without it, unless one is on
 * its way. With a run it is held until the run is packed.
 * @returns how many items stay in such a parcel
 */
export const renewParcels = (
  db: WritableDB,
  step: { readonly undone: OpId; readonly undo: OpId; readonly run: OpId | undefined; readonly at: Instant },
): number => {
  // Of several prints the last one lists what was in the parcel then.
  const last = parcelSlipsOnPaper(db, step.undone).at(-1);
  const left = last ? slipsOfParcel(db, last.id) : [];
  const stays = left.filter(({ opId }) => opId !== step.undone);
  if (stays.some(({ opId }) => waitsForPrinter(db, opId))) return stays.length;
  copyIntoParcel(db, stays, {
    parcel: step.run === undefined ? step.undo : `${step.run} ${step.undo}`,
    state: step.run === undefined ? 'queued' : 'held',
    at: step.at,
  });
  return stays.length;
};
