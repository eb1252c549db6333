import { isRecalled } from '../../../../../shared/domain/request-status.ts';
import type { OtherVolumes } from '../items/item-steps.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { firstPartnerOf, partnerOf } from '../items/scanned-item.ts';
import type { ReturnWay } from './check-return.ts';
import { isLateComer } from './check-return.ts';

/**
 * What staff should know about a return besides where the item goes, one sentence each.
 * @param others the other volumes of the request.
 */
export const returnRemarks = (item: ItemInHand, way: ReturnWay, others: OtherVolumes): string[] => {
  const remarks: string[] = [];
  if (item.status === 'lost')
    remarks.push(`It had been reported lost to ${partnerOf(item)}: it has turned up and goes back.`);
  else if (item.status !== 'on-loan' && item.goingBack === 0 && item.status !== 'returned-by-patron')
    remarks.push('It was never lent: once it goes back, its patron can no longer pick it up.');
  if (isRecalled(item.requestStatus)) remarks.push(`${firstPartnerOf(item)} wants it back at once.`);
  if (others.stillOut > 0) remarks.push(stillOutWords(others, way, item));
  return remarks;
};

const stillOutWords = ({ stillOut, onShelf }: OtherVolumes, way: ReturnWay, item: ItemInHand): string => {
  const waiting =
    onShelf === 0 ? '' : stillOut === 1 ? ', on the hold shelf' : `, ${onShelf} of them on the hold shelf`;
  const volumes =
    stillOut === 1
      ? `1 more volume of this set is still out${waiting}`
      : `${stillOut} more volumes of this set are still out${waiting}`;
  return way.kind === 'to-partner' && !isLateComer(item)
    ? `${volumes}; ${partnerOf(item)} is told with the last one.`
    : `${volumes}.`;
};
