import type { Instant, ItemId, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { isSettled } from '../../../../../shared/domain/request-status.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeReading, authorizeStep } from '../../steps/frame/authorize.ts';
import { listItems } from '../../store/items.queries.ts';
import { findPrintJob, insertPrintJob, returnSlipFacts } from '../../store/print-jobs.queries.ts';
import { type ReceiveSlipFacts, receiveSlipFacts, type VolumeHere, volumesHere } from './print-of.queries.ts';
import { readSlip } from './read-slip.ts';
import { receiveSlipOf } from './receive-slip.ts';
import { returnSlipOf } from './return-slip.ts';

/**
 * Queues the present slips of a request: for each volume with us the one that says where it goes, as it was printed; for an imported volume
 * that never had one, a receive slip made from the records. Volumes that go back or were returned get their return slips.
 * @returns the jobs, or a refusal while nothing has arrived.
 */
export const queueSlipsOf = (
  context: DeskContext,
  db: WritableDB,
  step: { readonly opId: OpId; readonly requestId: RequestId; readonly at: Instant },
): Result<{ readonly jobIds: readonly PrintJobId[] }> => {
  const { requestId } = step;
  const allowed = authorizeStep(context, 'print-return-slip', requestId);
  if (!allowed.ok) return allowed;
  const readable = authorizeReading(context, requestId);
  if (!readable.ok) return readable;
  const facts = receiveSlipFacts(db, requestId);
  if (!facts)
    return refuse('request-unknown', t('This request can no longer be found. Look for it in the list.'));
  const insert = (itemId: ItemId | null, slip: Slip, isCopy = false): PrintJobId =>
    insertPrintJob(db, { ...step, itemId, slip, isCopy });
  const volumes = volumesHere(db, requestId);
  if (volumes.length > 0)
    return ok({
      jobIds: volumes.map((volume) =>
        insert(
          volume.id,
          slipOfVolume(context, db, { requestId, facts }, volume),
          volume.use === 'for-patron' && volume.jobId !== null,
        ),
      ),
    });
  // Only requests that are settled get return slips for their returned volumes.
  if (!isSettled(facts.status))
    return refuse(
      'status-forbids',
      t('No slip for {externalId}: none of its items are here. There will be one when an item is received.', {
        externalId: facts.externalId,
      }),
    );
  return ok({ jobIds: returnSlips(context, db, requestId).map((slip) => insert(null, slip)) });
};

/** Returns one slip per sending partner: what one sent must not go to another. */
const returnSlips = (context: DeskContext, db: WritableDB, requestId: RequestId): readonly Slip[] => {
  const turnIds = new Set(listItems(db, requestId).map(({ turnId }) => turnId));
  return (turnIds.size === 0 ? [null] : [...turnIds]).flatMap((turnId) => {
    const facts = returnSlipFacts(db, requestId, turnId);
    return facts ? [returnSlipOf(context, db, requestId, facts, turnId === null ? null : { turnId })] : [];
  });
};

const slipOfVolume = (
  context: DeskContext,
  db: WritableDB,
  about: { readonly requestId: RequestId; readonly facts: ReceiveSlipFacts },
  volume: VolumeHere,
): Slip => {
  const back = volume.use === 'goes-back' ? returnSlipFacts(db, about.requestId, volume.turnId) : undefined;
  if (back) return returnSlipOf(context, db, about.requestId, back, { itemId: volume.id });
  const printed = volume.jobId === null ? undefined : findPrintJob(db, volume.jobId);
  return (printed && readSlip(printed.slip)) ?? receiveSlipFromRecords(context, db, about, volume);
};

const receiveSlipFromRecords = (
  context: DeskContext,
  db: WritableDB,
  { requestId, facts }: { readonly requestId: RequestId; readonly facts: ReceiveSlipFacts },
  volume: VolumeHere,
): Slip => {
  const { status: _, ...request } = facts;
  const travels = volume.status === 'in-transit';
  return receiveSlipOf(
    context,
    db,
    { requestId, turnId: volume.turnId },
    {
      ...request,
      barcode: volume.barcode,
      destination: {
        kind: travels ? 'in-transit' : 'hold-shelf',
        deskName: (travels ? volume.destinationName : volume.deskName) || request.pickupLocation,
      },
      arrivedAt: volume.receivedAt,
      lender: volume.lender,
      dueOn: volume.dueOn,
      label: volume.label,
      volume: volume.volume,
    },
  );
};
