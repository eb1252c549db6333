import { isRecalled } from '../../../../../shared/domain/life/volumes.ts';
import { isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import type { OtherVolumes } from '../items/item-steps.ts';
import { volumeName } from '../items/item-steps.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { firstPartnerOf, partnerOf } from '../items/scanned-item.ts';
import { inSentence, t } from '../../../../../shared/words/words.ts';

/**
 * What staff should know about a return besides where the item goes, one sentence each.
 * @param others the other volumes of the request.
 */
export const returnRemarks = (item: ItemInHand, others: OtherVolumes): string[] => {
  const remarks: string[] = [];
  if (item.status === 'lost')
    remarks.push(t('returning.itHadBeenReportedLostTo', { partner: partnerOf(item) }));
  else if (item.status !== 'on-loan' && item.goingBack === 0 && item.status !== 'returned-by-patron')
    remarks.push(t('returning.itWasNeverLentOnceIt'));
  if (isRecalled(item)) remarks.push(t('common.wantsItBackAtOnce', { firstPartner: firstPartnerOf(item) }));
  if (others.out.length > 0) remarks.push(stillOutWords(others));
  return remarks;
};

/** So many are named; who reads more than that looks at the request. */
const mostNamed = 6;

const placeWords = (status: string): string =>
  isItemStatus(status) ? `, ${inSentence(itemStatuses[status].label)}` : '';

const stillOutWords = ({ out }: OtherVolumes): string => {
  const named = out.slice(0, mostNamed).map((volume) => `${volumeName(volume)}${placeWords(volume.status)}`);
  const more = out.length > mostNamed ? t('returning.andMore', { outCount: out.length - mostNamed }) : '';
  const are =
    out.length === 1
      ? t('returning.n1MoreVolumeOfThisSet')
      : t('returning.moreVolumesOfThisSetAre', { outCount: out.length });
  return t('returning.stillOut', { are, named: named.join('; '), more });
};
