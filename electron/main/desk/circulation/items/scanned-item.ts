import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import type { StepKind } from '../../../../../shared/domain/steps.ts';
import type { Refusal, Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemRow } from './items.queries.ts';
import {
  findBarcodeHolder,
  findItem,
  findItemByBarcode,
  findLastStepOnItem,
  findTitleOfIdentifier,
  isPatronCard,
} from './items.queries.ts';

/** Whether the barcode of an item stands on another one that is with us now. */
export const barcodeHolder = findBarcodeHolder;

export type { ItemPlace, ItemRow } from './items.queries.ts';

/**
 * The item that was scanned at the circulation desk.
 * Refused with the reason: no code, an external identifier, a patron's card, a barcode that nobody knows.
 */
export const findScannedItem = (db: ReadableDB, raw: string): Result<ItemRow> => {
  const read = readCode(raw);
  if (!read.ok) return refuseCode(read.why);
  const code = read.code;
  const item = findItemByBarcode(db, code);
  if (item) return ok(item);
  const title = findTitleOfIdentifier(db, code);
  if (title !== undefined)
    return refuse(
      'identifier-not-barcode',
      `${code} is the external identifier of “${title}”, not an item barcode. Scan the barcode on the item.`,
    );
  if (isPatronCard(db, code))
    return refuse('patron-card-not-identifier', `${code} is a patron’s card. Scan the barcode on the item.`);
  return refuse(
    'item-unknown',
    `No item has the barcode ${code}: it was never received here. If it came from another library, receive it first ` +
      '(Receiving Items); if it is the library’s own, it belongs to the library’s own system.',
  );
};

/** The item with this id; refused when its receipt was undone in the meantime. */
export const findKnownItem = (db: ReadableDB, id: ItemId): Result<ItemRow> => {
  const item = findItem(db, id);
  return item
    ? ok(item)
    : refuse('item-unknown', 'This item is not there any more: its receipt was undone. Scan it again.');
};

/** ` on 15 Jan 2027, 10:42 by A. Operator`: when one of these steps was taken on the item; empty where nobody knows. */
export const whenAndBy = (
  { db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>,
  itemId: ItemId,
  kinds: readonly StepKind[],
): string => {
  const step = findLastStepOnItem(db, itemId, kinds);
  return step ? ` on ${formatInstant(step.at, timeZone())} by ${step.operatorName}` : '';
};

/** The facts of an item that a page may act on. */
export const factsOf = (item: ItemRow): NonNullable<Refusal['details']> => ({
  requestId: item.requestId,
  externalId: item.externalId,
  itemId: item.id,
});

/** The partner in the middle of a sentence. */
export const partnerOf = (item: Pick<ItemRow, 'partnerName'>): string => item.partnerName || 'the partner';

/** The partner at the beginning of a sentence. */
export const firstPartnerOf = (item: Pick<ItemRow, 'partnerName'>): string =>
  item.partnerName || 'The partner';

/** ` (volume 2 of 3)` where there are several, otherwise empty. */
export const volumeWords = (item: Pick<ItemRow, 'volume' | 'volumesExpected'>): string => {
  if (item.volume === 1 && (item.volumesExpected ?? 1) === 1) return '';
  return ` (volume ${item.volume}${item.volumesExpected === null ? '' : ` of ${item.volumesExpected}`})`;
};
