import { formatDate } from '../../../../../shared/domain/dates.ts';
import { itemStatuses, isItemStatus } from '../../../../../shared/domain/item-status.ts';
import { statusLabel, statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { ScanInWay } from '../../../../../shared/domain/scan-in.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { factsOf, partnerOf, whenAndBy } from '../items/scanned-item.ts';
import { t } from '../../../../../shared/words/words.ts';

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
        t('scanIn.cameBackAndGoesToReturn', { barcode: item.barcode, partner: partnerOf(item) }),
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
    t('scanIn.belongsToWhichIsOverNobody', {
      barcode: item.barcode,
      externalId: item.externalId,
      status: statusLabel(item.requestStatus),
      partner: partnerOf(item),
    }),
    factsOf(item),
  );

const shelvedWords = (item: ItemInHand): string => {
  const whose = item.patronName === '' ? '' : t('common.for', { patronName: item.patronName });
  const until = item.holdUntil === null ? '' : t('scanIn.until', { holdUntil: formatDate(item.holdUntil) });
  return t('scanIn.isOnTheHoldShelfHere', { barcode: item.barcode, whose, until });
};

const refuseByStatus = (context: DeskContext, item: ItemInHand): Result<never> => {
  const facts = factsOf(item);
  switch (item.status) {
    case 'on-loan': {
      const until = item.loanDueOn === null ? '' : t('common.due', { loanDueOn: formatDate(item.loanDueOn) });
      const to = item.borrowerName === '' ? '' : t('common.to', { borrowerName: item.borrowerName });
      return refuse('item-on-loan', t('scanIn.isOnLoanIfItWas', { barcode: item.barcode, to, until }), facts);
    }
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        t('scanIn.wentBackToIfItIs', {
          barcode: item.barcode,
          partner: partnerOf(item),
          whenAndBy: whenAndBy(context, item.id, ['return']),
        }),
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        t('scanIn.wasReportedLostAndHasTurned', {
          barcode: item.barcode,
          whenAndBy: whenAndBy(context, item.id, ['report-lost']),
          partner: partnerOf(item),
        }),
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        t('scanIn.hasTheStatusForWhichThere', {
          barcode: item.barcode,
          label: isItemStatus(item.status) ? itemStatuses[item.status].label : item.status,
        }),
        facts,
      );
  }
};
