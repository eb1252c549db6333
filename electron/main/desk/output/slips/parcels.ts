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
 * Queues the slip of a parcel again, without undone steps.
 * @returns the copy of the given slip
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
 * After an undo of a step whose slip was printed with its parcel, what stays in the parcel gets a new slip, unless one is already waiting.
 * With a run, the slip is held until the run is packed.
 * @returns how many items stay in such a parcel
 */
export const renewParcels = (
  db: WritableDB,
  step: { readonly undone: OpId; readonly undo: OpId; readonly run: OpId | undefined; readonly at: Instant },
): number => {
  // Of several prints, the last one lists what was in the parcel then.
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
