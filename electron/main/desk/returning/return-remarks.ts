import type { ItemRow } from '../items/scanned-item.ts';
import { firstPartnerOf, partnerOf } from '../items/scanned-item.ts';
import type { ReturnWay } from './judge-return.ts';
import { isLateComer } from './judge-return.ts';

/**
 * What staff should know about a return besides where the item goes, one sentence each.
 * @param stillOut other volumes of the request that are still with us.
 */
export const returnRemarks = (item: ItemRow, way: ReturnWay, stillOut: number): string[] => {
  const remarks: string[] = [];
  if (item.status === 'lost')
    remarks.push(`It had been reported lost to ${partnerOf(item)}: it has turned up and goes back.`);
  else if (item.status !== 'on-loan' && item.goingBack === 0 && item.status !== 'returned-by-patron')
    remarks.push('It was not lent: once it goes back, it does not wait for its patron any more.');
  if (item.requestStatus === 'RECALLED_BOR') remarks.push(`${firstPartnerOf(item)} wants it back at once.`);
  if (stillOut > 0) remarks.push(stillOutWords(stillOut, way, item));
  return remarks;
};

const stillOutWords = (stillOut: number, way: ReturnWay, item: ItemRow): string => {
  const volumes =
    stillOut === 1
      ? '1 more volume of this set is still out'
      : `${stillOut} more volumes of this set are still out`;
  return way.kind === 'to-partner' && !isLateComer(item)
    ? `${volumes}; ${partnerOf(item)} is told with the last one.`
    : `${volumes}.`;
};
