import { t } from '../words/words.ts';

/** Where one volume is. Never derived from the request's status: the two are separate tracks. */
export const itemStatuses = {
  'in-transit': { label: t('common.inTransit') },
  'on-hold-shelf': { label: t('common.onHoldShelf') },
  'on-loan': { label: t('common.onLoan') },
  'returned-by-patron': { label: t('common.returnedByPatron') },
  'returned-to-partner': { label: t('itemStatus.returnedToPartner') },
  /** The partner does not want it back: the patron keeps it. */
  'handed-over': { label: t('itemStatus.handedOver') },
  lost: { label: t('common.lost') },
} as const;

export type ItemStatus = keyof typeof itemStatuses;

/** Whether the code is one that we know. */
export const isItemStatus = (code: string): code is ItemStatus => Object.hasOwn(itemStatuses, code);

/** The words for a status; a code that we do not know stands for itself. */
export const itemStatusLabel = (code: string): string =>
  isItemStatus(code) ? itemStatuses[code].label : code;

/** The statuses in which a barcode no longer blocks the same barcode on another request. */
export const closedItemStatuses: readonly ItemStatus[] = ['returned-to-partner', 'handed-over', 'lost'];

/** Whether an item in this status is still with us or the patron: neither sent back nor lost. An unknown status counts as out. */
export const isItemOut = (status: string): boolean =>
  !(closedItemStatuses as readonly string[]).includes(status);
