import type { Instant } from './ids.ts';
import { factsOf, stepKinds, type StepKind } from './steps/all-steps.ts';
import { t } from '../words/words.ts';

/** The groups of steps that have a counterpart in the library's other system: each step names its own. */
export const doneGroups = {
  received: t('Received'),
  lent: t('Lent'),
  renewed: t('Renewals'),
  moved: t('Brought back or scanned in'),
  returned: t('Returned'),
  cancelled: t('Cancelled'),
  answered: t('Answers'),
  lost: t('Loss, damage, claims'),
  requests: t('Requests'),
} as const;

export type DoneGroup = keyof typeof doneGroups;

export const doneGroupNames = Object.keys(doneGroups) as readonly DoneGroup[];

/** Returns the kinds of a group; of all groups if null. */
export const kindsOfGroup = (group: DoneGroup | null): readonly StepKind[] =>
  stepKinds.filter((kind) => {
    const own = factsOf(kind).group;
    return group === null ? own !== null : own === group;
  });

/** A loan or a return in an offline circulation file. */
export type OfflineTransaction = {
  readonly at: Instant;
  readonly kind: 'L' | 'R';
  readonly barcode: string;
  /** The borrower's card; ignored for a return. */
  readonly card: string;
};

const barcodeWidth = 80;
/** The characters that such a file can contain: ASCII without blanks. */
const plain = /^[\x21-\x7e]+$/;

/**
 * Returns a line of Alma's offline circulation file: characters 1-12 are the local time, 13 is `L` or `R`, 14-93 the barcode of the item,
 * 94 and following the card of the patron. Returns are padded to the same length.
 * @param clock the local time, `2026-11-25 09:30`.
 * @returns null for a transaction that the file cannot represent.
 */
export const offlineLine = ({ kind, barcode, card }: OfflineTransaction, clock: string): string | null => {
  if (!plain.test(barcode) || barcode.length > barcodeWidth) return null;
  if (kind === 'L' && !plain.test(card)) return null;
  return `${clock.replaceAll(/\D/g, '')}${kind}${barcode.padEnd(barcodeWidth)}${kind === 'L' ? card : ''}\r\n`;
};
