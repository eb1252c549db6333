import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import { itemStatusLabel } from '../../../../../shared/domain/item-status.ts';
import { statusLabel, statusPhase } from '../../../../../shared/domain/request-status.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { slipStateOfItem } from '../../store/print-jobs.queries.ts';
import { findSending, type TakenStep } from '../items/items.queries.ts';
import { problemFacts, type ItemInHand, partnerOf, whenAndBy, whenAndByOf } from '../items/scanned-item.ts';

/** What Scan In Items needs to know about an item. A desk that is no longer in use counts as none. */
export type ScannedIn = {
  readonly status: string;
  readonly deskId: DeskId | null;
  readonly destinationDeskId: DeskId | null;
  /** The desk that received it and sends it back; null if unknown. */
  readonly owningDeskId: DeskId | null;
  readonly goingBack: boolean;
  /** Whether the patron had it. */
  readonly broughtBack: boolean;
  readonly pickupDeskId: DeskId | null;
  readonly pickupHoldShelf: boolean;
};

/**
 * Where an item belongs that is scanned in at a desk:
 * - `shelf`: on the hold shelf of this desk.
 * - `shelved`: it is already there; nothing changes.
 * - `send`: in transit to another desk.
 * - `back-here`: it has arrived at its owning desk, on its way to the partner.
 * - `goes-back`: it is already at its owning desk and goes to the partner; nothing changes.
 * - `none`: it is on loan, gone, lost, or in an unknown status; nothing changes.
 */
type ScanInWay =
  | { readonly kind: 'shelf' | 'shelved' | 'back-here' | 'goes-back' | 'none' }
  | { readonly kind: 'send'; readonly deskId: DeskId };

const send = (deskId: DeskId): ScanInWay => ({ kind: 'send', deskId });

/**
 * Decides where an item goes that is scanned in. The patron collects it at the pickup location if that has a hold shelf; otherwise at the
 * desk where receiving or the last scan sent it. An item that goes back to the partner goes by way of its owning desk.
 */
export const scanInWay = (item: ScannedIn, hereId: DeskId): ScanInWay => {
  switch (item.status) {
    case 'in-transit':
      return item.goingBack ? wayBack(item, hereId, true) : wayToShelf(item, hereId);
    case 'on-hold-shelf':
      if (item.goingBack) return wayBack(item, hereId, item.deskId !== hereId);
      return item.deskId === hereId && shelfOf(item, hereId) === hereId
        ? { kind: 'shelved' }
        : wayToShelf(item, hereId);
    case 'returned-by-patron':
      // An item that was never lent was to go back, and is kept for its patron after all.
      return item.goingBack || item.broughtBack
        ? wayBack(item, hereId, item.deskId !== hereId)
        : wayToShelf(item, hereId);
    default:
      return { kind: 'none' };
  }
};

const shelfOf = (item: ScannedIn, hereId: DeskId): DeskId =>
  (item.pickupHoldShelf ? item.pickupDeskId : null) ?? item.destinationDeskId ?? item.deskId ?? hereId;

const wayToShelf = (item: ScannedIn, hereId: DeskId): ScanInWay => {
  const shelf = shelfOf(item, hereId);
  return shelf === hereId ? { kind: 'shelf' } : send(shelf);
};

const wayBack = (item: ScannedIn, hereId: DeskId, arrives: boolean): ScanInWay => {
  const owner = item.owningDeskId ?? hereId;
  if (owner !== hereId) return send(owner);
  return { kind: arrives ? 'back-here' : 'goes-back' };
};

/** Returns the step that sent the item from this desk to that one, with its slip: it was only scanned again. */
export const findSendingFromHere = (
  db: ReadableDB,
  item: ItemInHand,
  hereId: DeskId,
  toId: DeskId,
): TakenStep | undefined =>
  item.deskId === hereId && item.destinationDeskId === toId ? findSending(db, item.id) : undefined;

/** Returns the refusal for an item that was already sent on from here, with its slip to reprint. Nothing changes. */
export const refuseSentOn = (context: DeskContext, item: ItemInHand, sending: TakenStep): Result<never> => {
  const slip = slipStateOfItem(context.db, item.id);
  return refuse(
    'item-in-transit',
    t(
      '{barcode} was already sent on to {destinationName}{whenAndBy}. Put it in the box for {destinationName}; nothing was changed.',
      {
        barcode: item.barcode,
        destinationName: item.destinationName,
        whenAndBy: whenAndByOf(context, sending),
      },
    ),
    {
      ...problemFacts(item),
      again: true,
      ...(slip !== null && { slipJobId: slip.jobId, slipState: slip.state }),
    },
  );
};

/** Returns the refusal for an item that needs no scan-in, with what to do instead. Nothing changes. */
export const refuseScanIn = (
  context: DeskContext,
  item: ItemInHand,
  kind: Exclude<ScanInWay['kind'], 'shelf' | 'send' | 'back-here'>,
): Result<never> => {
  const facts = problemFacts(item);
  switch (kind) {
    case 'shelved':
      return refuse('item-on-shelf', shelvedWords(item), { ...facts, again: true });
    case 'goes-back':
      return refuse(
        'item-goes-back',
        t('{barcode} goes back to {partner}. Return it (Return Items): its return slip prints there.', {
          barcode: item.barcode,
          partner: partnerOf(item),
        }),
        facts,
      );
    case 'none':
      return refuseByStatus(context, item);
  }
};

/** An item of a request that has ended, imported or turned up: it is not wanted, and its patron is not notified. */
export const refuseOver = (item: ItemInHand): Result<never> =>
  refuse(
    statusPhase(item.requestStatus) === 'cancelled' ? 'request-cancelled' : 'item-goes-back',
    t(
      '{barcode} belongs to {externalId}, which is closed ({status}): no patron is waiting for it. Return it to {partner} (Return Items).',
      {
        barcode: item.barcode,
        externalId: item.externalId,
        status: statusLabel(item.requestStatus),
        partner: partnerOf(item),
      },
    ),
    problemFacts(item),
  );

const shelvedWords = (item: ItemInHand): string => {
  const whose = item.patronName === '' ? '' : t(' for {patronName}', { patronName: item.patronName });
  const until =
    item.holdUntil === null ? '' : t(', until {holdUntil}', { holdUntil: formatDate(item.holdUntil) });
  return t(
    '{barcode} is already on the hold shelf here{whose}{until}. Put it back there; nothing was changed.',
    { barcode: item.barcode, whose, until },
  );
};

const refuseByStatus = (context: DeskContext, item: ItemInHand): Result<never> => {
  const facts = problemFacts(item);
  switch (item.status) {
    case 'on-loan': {
      const until =
        item.loanDueOn === null ? '' : t(', due {loanDueOn}', { loanDueOn: formatDate(item.loanDueOn) });
      const to = item.borrowerName === '' ? '' : t(' to {borrowerName}', { borrowerName: item.borrowerName });
      return refuse(
        'item-on-loan',
        t('{barcode} is on loan{to}{until}. If it has come back, return it (Return Items).', {
          barcode: item.barcode,
          to,
          until,
        }),
        facts,
      );
    }
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        t(
          '{barcode} was returned to {partner}{whenAndBy}. If it is still here, put it in the parcel; if it has arrived again, receive it (Receiving Items).',
          {
            barcode: item.barcode,
            partner: partnerOf(item),
            whenAndBy: whenAndBy(context, item.id, ['return']),
          },
        ),
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        t(
          '{barcode} was reported lost{whenAndBy} and has turned up. Return it to {partner} (Return Items).',
          {
            barcode: item.barcode,
            whenAndBy: whenAndBy(context, item.id, ['report-lost']),
            partner: partnerOf(item),
          },
        ),
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        t('{barcode} has the status “{label}”: there is nothing to do on this page. Check its request.', {
          barcode: item.barcode,
          label: itemStatusLabel(item.status),
        }),
        facts,
      );
  }
};
