import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { forbid, type Decision } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

// What reports of loss and of damage have in common.

type Items = RequestOfStep['items'];

/** The items that a report is about: they must still be out. */
export const itemsOfReport = ({ kind, request }: Step, itemId: ItemId | null): Result<Items> => {
  if (request.endedAs !== null || request.items.length === 0) return forbid(request, kind);
  const items = request.items.filter(
    ({ id, status }) => isItemOut(status) && (itemId === null || id === itemId),
  );
  return items.length > 0
    ? ok(items)
    : refuse(
        'item-unknown',
        itemId === null
          ? t('lossAndDamage.noItemOfIsStillOut', { externalId: request.externalId })
          : t('lossAndDamage.thatItemOfWentBackOr', { externalId: request.externalId }),
        { requestId: request.id },
      );
};

/** What is still out besides these items. */
const othersOut = (request: RequestOfStep, items: Items): Items =>
  request.items.filter(({ id, status }) => isItemOut(status) && !items.some((item) => item.id === id));

/** What a report of loss or damage comes to, besides the life of the request: each partner hears of what it sent. */
export const reportOf = (
  { request }: Step,
  items: Items,
  kind: 'lost' | 'damaged',
  note: string,
): Omit<Decision, 'life'> & Required<Pick<Decision, 'messages'>> => {
  const [only] = items.length === 1 ? items : [];
  const others = othersOut(request, items);
  const set = request.items.length > 1;
  // Each partner hears of what it sent.
  const senderOf = (item: Items[number]) => item.partnerId ?? request.activePartnerId;
  const senders = [...new Set(items.map(senderOf))];
  return {
    headline: only
      ? t('lossAndDamage.reported', {
          kind,
          setCase: set ? 'yes' : 'no',
          volume: only.volume,
          barcode: only.barcode,
        })
      : t('lossAndDamage.reportedVolumes', { kind, itemsCount: items.length }),
    barcode: only?.barcode ?? null,
    messages: senders.map((partnerId) => ({
      recipient: 'partner',
      partnerId,
      kind,
      payload: { itemIds: items.filter((item) => senderOf(item) === partnerId).map(({ id }) => id), note },
    })),
    remarks:
      others.length === 0
        ? []
        : [
            others.length === 1
              ? t('lossAndDamage.oneOtherVolumeIsStillOut')
              : t('lossAndDamage.otherVolumesAreStillOut', { othersCount: others.length }),
          ],
  };
};
