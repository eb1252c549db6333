import { lowerFirst, t } from '../words/words.ts';

/** Where one volume is. Never derived from the request's status: the two are tracked separately. */
export const itemStatuses = {
  'in-transit': { label: t('In transit') },
  'on-hold-shelf': { label: t('On hold shelf') },
  'on-loan': { label: t('On loan') },
  'returned-by-patron': { label: t('Returned by patron') },
  'returned-to-partner': { label: t('Returned to partner') },
  /** The partner does not want it back: the patron keeps it. */
  'handed-over': { label: t('Handed over to the patron') },
  lost: { label: t('Lost') },
} as const;

export type ItemStatus = keyof typeof itemStatuses;

/** Whether we know the code. */
export const isItemStatus = (code: string): code is ItemStatus => Object.hasOwn(itemStatuses, code);

/** Returns the label of a status; an unknown code is shown unchanged. */
export const itemStatusLabel = (code: string): string =>
  isItemStatus(code) ? itemStatuses[code].label : code;

/** The same inside a sentence: in no language does such a label begin with a noun. */
export const itemStatusInSentence = (code: string): string =>
  isItemStatus(code) ? lowerFirst(itemStatuses[code].label) : code;

/** The statuses in which a barcode no longer blocks the same barcode on another request. */
export const closedItemStatuses: readonly ItemStatus[] = ['returned-to-partner', 'handed-over', 'lost'];

/** Whether an item in this status is still with us or the patron: neither returned nor lost. An unknown status counts as out. */
export const isItemOut = (status: string): boolean =>
  !(closedItemStatuses as readonly string[]).includes(status);
