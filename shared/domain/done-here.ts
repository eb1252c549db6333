import type { Instant } from './ids.ts';
import { factsOf, stepKinds, type StepKind } from './steps/all-steps.ts';
import { t } from '../words/words.ts';

/** The groups of steps that have a counterpart in the library's other system, as staff tell them apart: each step names its own. */
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

/** The kinds of a group; of all groups where none is named. */
export const kindsOfGroup = (group: DoneGroup | null): readonly StepKind[] =>
  stepKinds.filter((kind) => {
    const own = factsOf(kind).group;
    return group === null ? own !== null : own === group;
  });

/** A loan or a return as an offline circulation file has it. */
export type OfflineTransaction = {
  readonly at: Instant;
  readonly kind: 'L' | 'R';
  readonly barcode: string;
  /** The card of whoever borrowed; for a return it does not matter. */
  readonly card: string;
};

const barcodeWidth = 80;
/** What such a file can hold: neither blanks nor anything beyond ASCII, and a barcode of so many characters. */
const plain = /^[\x21-\x7e]+$/;

/**
 * A line of Alma's offline circulation file: characters 1-12 the local time, 13 `L` or `R`, 14-93 the barcode of the item, from 94 on
 * the card of the patron. Returns are padded to the same length.
 * @param clock the local time, `2026-11-25 09:30`.
 * @returns null for a transaction that the file cannot hold.
 */
export const offlineLine = ({ kind, barcode, card }: OfflineTransaction, clock: string): string | null => {
  if (!plain.test(barcode) || barcode.length > barcodeWidth) return null;
  if (kind === 'L' && !plain.test(card)) return null;
  return `${clock.replaceAll(/\D/g, '')}${kind}${barcode.padEnd(barcodeWidth)}${kind === 'L' ? card : ''}\r\n`;
};
