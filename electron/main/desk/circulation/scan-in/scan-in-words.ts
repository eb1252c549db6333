import { formatDate } from '../../../../../shared/domain/dates.ts';
import { itemStatuses, isItemStatus } from '../../../../../shared/domain/item-status.ts';
import { statusLabel, statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { ScanInWay } from '../../../../../shared/domain/scan-in.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { factsOf, partnerOf, whenAndBy } from '../items/scanned-item.ts';

/** Says what an item is for which Scan In Items has nothing to do, and where that is done. Nothing changes. */
export const refuseScanIn = (
  context: DeskContext,
  item: ItemInHand,
  kind: Exclude<ScanInWay['kind'], 'shelf' | 'send' | 'back-here'>,
): Result<never> => {
  const facts = factsOf(item);
  switch (kind) {
    case 'shelved':
      return refuse('item-on-shelf', shelvedWords(item), facts);
    case 'goes-back':
      return refuse(
        'item-goes-back',
        `${item.barcode} came back and goes to ${partnerOf(item)}. Return it (Return Items): its return slip comes from there.`,
        facts,
      );
    case 'none':
      return refuseByStatus(context, item);
  }
};

/** An item of a request that is over, as a file may bring it, or that turned up: it is not wanted, and its patron is not told. */
export const refuseOver = (item: ItemInHand): Result<never> =>
  refuse(
    statusPhase(item.requestStatus) === 'cancelled' ? 'request-cancelled' : 'item-goes-back',
    `${item.barcode} belongs to ${item.externalId}, which is over (${statusLabel(item.requestStatus)}): nobody waits for it. ` +
      `It goes back to ${partnerOf(item)}: return it (Return Items).`,
    factsOf(item),
  );

const shelvedWords = (item: ItemInHand): string => {
  const whose = item.patronName === '' ? '' : ` for ${item.patronName}`;
  const until = item.holdUntil === null ? '' : `, until ${formatDate(item.holdUntil)}`;
  return `${item.barcode} is on the hold shelf here already${whose}${until}. Put it back there; nothing was changed.`;
};

const refuseByStatus = (context: DeskContext, item: ItemInHand): Result<never> => {
  const facts = factsOf(item);
  switch (item.status) {
    case 'on-loan': {
      const until = item.loanDueOn === null ? '' : `, due ${formatDate(item.loanDueOn)}`;
      const to = item.borrowerName === '' ? '' : ` to ${item.borrowerName}`;
      return refuse(
        'item-on-loan',
        `${item.barcode} is on loan${to}${until}. If it was brought back, return it (Return Items).`,
        facts,
      );
    }
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        `${item.barcode} went back to ${partnerOf(item)}${whenAndBy(context, item.id, ['return'])}. ` +
          'If it is still here, put it into the parcel; if it came again, receive it (Receiving Items).',
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        `${item.barcode} was reported lost${whenAndBy(context, item.id, ['report-lost'])} and has turned up. ` +
          `Return it to ${partnerOf(item)} (Return Items).`,
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        `${item.barcode} has the status “${isItemStatus(item.status) ? itemStatuses[item.status].label : item.status}”, for which there is nothing to do here. Look at its request.`,
        facts,
      );
  }
};
