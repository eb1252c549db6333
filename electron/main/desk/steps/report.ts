import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { isSetOf } from '../../../../shared/domain/volume-names.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { forbid, type Decision } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

// Shared by the reports of loss and of damage.

type Items = RequestOfStep['items'];

/** Whether an item is still out, or was returned and its partner misses it. */
const canBeReported = ({ status, checkIn }: Items[number]): boolean =>
  isItemOut(status) || (status === 'returned-to-partner' && checkIn === 'missed');

/** Returns the items that a report is about. */
export const itemsOfReport = ({ kind, request }: Step, itemId: ItemId | null): Result<Items> => {
  if (request.items.length === 0) return forbid(request, kind);
  const items = request.items.filter(
    (item) => canBeReported(item) && (itemId === null || item.id === itemId),
  );
  return items.length > 0
    ? ok(items)
    : refuse(
        'item-unknown',
        itemId === null
          ? t(
              '{externalId} has no items out: all were returned, handed over or reported lost. Nothing was changed.',
              {
                externalId: request.externalId,
              },
            )
          : t(
              'That item of {externalId} was already returned, handed over or reported lost. Nothing was changed.',
              {
                externalId: request.externalId,
              },
            ),
        { requestId: request.id },
      );
};

/** The other items that are still out. */
const othersOut = (request: RequestOfStep, items: Items): Items =>
  request.items.filter(({ id, status }) => isItemOut(status) && !items.some((item) => item.id === id));

/** Returns the line of history of a report of loss or damage, and a remark on what else is out. */
export const reportOf = (
  { request }: Step,
  items: Items,
  kind: 'lost' | 'damaged',
): Pick<Decision, 'headline' | 'barcode' | 'remarks' | 'turnId'> => {
  const [only] = items.length === 1 ? items : [];
  const others = othersOut(request, items);
  const turnIds = new Set(items.map(({ turnId }) => turnId));
  return {
    headline: only
      ? t(
          '{kind, select, lost {Reported lost} other {Reported damaged}}: {setCase, select, yes {volume {volume}{barcode, select, none {} other {, {barcode}}}} other {{barcode, select, none {one item} other {{barcode}}}}}',
          {
            kind,
            setCase: isSetOf(request.volumesExpected, request.items) ? 'yes' : 'no',
            volume: only.volume,
            barcode: only.barcode || 'none',
          },
        )
      : t('{kind, select, lost {Reported lost} other {Reported damaged}}: {itemsCount} volumes', {
          kind,
          itemsCount: items.length,
        }),
    barcode: only?.barcode ?? null,
    turnId: turnIds.size === 1 ? (items[0]?.turnId ?? null) : null,
    remarks:
      others.length === 0
        ? []
        : [
            others.length === 1
              ? t('One other volume is still out.')
              : t('{othersCount} other volumes are still out.', { othersCount: others.length }),
          ],
  };
};
