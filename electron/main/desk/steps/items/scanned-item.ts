import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { ItemId, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { isSet, volumeWords } from '../../../../../shared/domain/volume-names.ts';
import { ok, type Problem, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import {
  findItem,
  findItemsByBarcode,
  type ItemAtHand,
  listItems,
  type StoredItem,
} from '../../store/items.queries.ts';
import { isPatronCard } from '../../store/places.queries.ts';
import { findRequest, findRequestRowByExternalId, type StoredRequest } from '../../store/requests.queries.ts';
import { findLastStepOnItem, type TakenStep } from './items.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** A volume with everything that the circulation desk needs to know about it and its request. Names are empty if they are not recorded. */
export type ItemInHand = ItemAtHand & {
  readonly request: StoredRequest;
  readonly hasBarcode: boolean;
  readonly requestStatus: string;
} & Pick<
    StoredRequest,
    | 'externalId'
    | 'title'
    | 'author'
    | 'volumesExpected'
    | 'patronId'
    | 'patronName'
    | 'partnerName'
    | 'pickupDeskId'
    | 'pickupHoldShelf'
  >;

/**
 * A desk that is no longer in use counts as none: no one would receive the item there or send it back. A volume without a barcode is shown
 * with the external identifier of its request.
 */
const withRequest = (item: ItemAtHand, request: StoredRequest): ItemInHand => ({
  ...item,
  barcode: item.barcode || request.externalId,
  hasBarcode: item.barcode !== '',
  ...(item.owningInUse !== 1 && { owningDeskId: null, owningName: '' }),
  request,
  externalId: request.externalId,
  title: request.title,
  author: request.author,
  requestStatus: request.status,
  volumesExpected: request.volumesExpected,
  patronId: request.patronId,
  patronName: request.patronName,
  partnerName: item.senderName,
  pickupDeskId: request.pickupInUse === 1 ? request.pickupDeskId : null,
  pickupHoldShelf: request.pickupInUse === 1 ? request.pickupHoldShelf : null,
});

/** An item with its request. It always has one. */
const inHand = (db: ReadableDB, item: ItemAtHand | undefined): ItemInHand | undefined => {
  const request = item && findRequest(db, item.requestId);
  return request && withRequest(item, request);
};

/** Returns the item with this barcode: the one that is with us; otherwise the one lost last, otherwise the one returned last. */
export const findByBarcode = (db: ReadableDB, barcode: string): ItemInHand | undefined =>
  inHand(db, findItemsByBarcode(db, barcode)[0]);

/** Selects one of several volumes without a barcode. */
type WhichVolume = {
  /** The choice of staff; if omitted, they are asked when there are several. */
  readonly volume?: number | undefined;
  /** The item status that the page handles: volumes with this status are preferred. */
  readonly at?: string;
};

const listWithoutBarcode = (db: ReadableDB, id: RequestId): readonly StoredItem[] =>
  listItems(db, id).filter(({ barcode, status }) => barcode === '' && isItemOut(status));

/** Returns one of the volumes of a request that have no barcode; undefined if each has one. */
export const findAnyWithoutBarcode = (db: ReadableDB, id: RequestId): ItemInHand | undefined => {
  const [first] = listWithoutBarcode(db, id);
  return first && inHand(db, findItem(db, first.id));
};

/** Returns the volume in hand that has no barcode; undefined if each volume has one. Refused: `volume-unclear` if there are several. */
const findWithoutBarcode = (
  db: ReadableDB,
  request: Pick<StoredRequest, 'id' | 'externalId'>,
  { volume, at }: WhichVolume = {},
): Result<ItemInHand> | undefined => {
  const all = listWithoutBarcode(db, request.id);
  const there = all.filter(({ status }) => status === at);
  const open = there.length > 0 ? there : all;
  const chosen = open.length === 1 ? open[0] : open.find((item) => item.volume === volume);
  const item = chosen && inHand(db, findItem(db, chosen.id));
  if (item) return ok(item);
  if (open.length === 0) return undefined;
  return refuse(
    'volume-unclear',
    t('{externalId} has {count} volumes without a barcode. Which one do you have?', {
      externalId: request.externalId,
      count: open.length,
    }),
    {
      requestId: request.id,
      externalId: request.externalId,
      volumes: open.map((one) => one.volume).join(' '),
    },
  );
};

/**
 * Returns the item that was scanned at the circulation desk. An external identifier finds a volume without a barcode. Refused with the
 * reason: an invalid code, an external identifier, a patron's card, an unknown barcode, `volume-unclear`.
 */
export const findScannedItem = (db: ReadableDB, raw: string, which?: WhichVolume): Result<ItemInHand> => {
  const read = readCode(raw);
  if (!read.ok) return refuseCode(read.why);
  const code = read.code;
  const item = findByBarcode(db, code);
  if (item) return ok(item);
  const named = findRequestRowByExternalId(db, code);
  if (named) {
    return (
      findWithoutBarcode(db, named, which) ??
      refuse(
        'identifier-not-barcode',
        t(
          '{code} is the external identifier of “{namedTitle}”, not an item barcode. Scan the barcode on the item.',
          { code, namedTitle: named.title },
        ),
      )
    );
  }
  if (isPatronCard(db, code))
    return refuse(
      'patron-card-not-identifier',
      t('{code} is a patron’s card. Scan the barcode on the item.', { code }),
    );
  return refuse(
    'item-unknown',
    t(
      'No item has the barcode {code}: it was never received here. If it came from a partner, receive it first on Receiving Items. If it belongs to your library, use your library’s own system.',
      { code },
    ),
  );
};

/** Returns the item with this id; refused if its receipt was undone in the meantime. */
export const findKnownItem = (db: ReadableDB, id: ItemId): Result<ItemInHand> => {
  const item = inHand(db, findItem(db, id));
  return item
    ? ok(item)
    : refuse('item-unknown', t('This item is no longer here because its receipt was undone. Scan it again.'));
};

/** Returns ` on 15 Jan 2027, 10:42 by A. Operator`: when one of these steps was last taken on the item; empty if unknown. */
export const whenAndBy = (
  context: Pick<DeskContext, 'db' | 'timeZone'>,
  itemId: ItemId,
  kinds: readonly StepKind[],
): string => {
  const step = findLastStepOnItem(context.db, itemId, kinds);
  return step ? whenAndByOf(context, step) : '';
};

/** The same for a step that was found. */
export const whenAndByOf = (
  { timeZone }: Pick<DeskContext, 'timeZone'>,
  { at, operatorName }: TakenStep,
): string => t(' on {at} by {operatorName}', { at: formatInstant(at, timeZone()), operatorName });

/** The facts of an item that a page may act on. */
export const problemFacts = (item: ItemInHand): NonNullable<Problem['details']> => ({
  requestId: item.requestId,
  externalId: item.externalId,
  itemId: item.id,
});

/** The partner's name for the middle of a sentence. */
export const partnerOf = (item: Pick<ItemInHand, 'partnerName'>): string =>
  item.partnerName || t('the partner');

/** The partner's name for the beginning of a sentence. */
export const firstPartnerOf = (item: Pick<ItemInHand, 'partnerName'>): string =>
  item.partnerName || t('The partner');

/** Whether an item is one of several volumes that are expected or came. */
export const isInSet = ({ volume, volumesExpected, request }: ItemInHand): boolean =>
  isSet(volumesExpected, volume, request.volumesKnown);

/** Returns ` (volume 2 of 3)` if there are several, otherwise an empty string. */
export const volumeInSet = (item: ItemInHand): string => (isInSet(item) ? ` (${volumeWords(item)})` : '');
