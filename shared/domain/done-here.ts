import type { Instant } from './ids.ts';
import type { StepKind } from './steps.ts';
import { t } from '../words/words.ts';

/**
 * The steps that have a counterpart in the library's other system, as staff tell them apart. What changes nothing there (notes, prints)
 * and what came from there (a renewal by the patron) is in none of them.
 */
export const doneGroups = {
  received: { label: t('common.received'), kinds: ['receive', 'receive-digitally'] },
  lent: { label: t('doneHere.lent'), kinds: ['lend'] },
  renewed: {
    label: t('doneHere.renewals'),
    kinds: ['renew-loan', 'request-renewal', 'withdraw-renewal', 'refuse-renewal'],
  },
  moved: { label: t('doneHere.broughtBackOrScannedIn'), kinds: ['return-at-other-desk', 'scan-in'] },
  returned: { label: t('common.returned'), kinds: ['return'] },
  cancelled: { label: t('common.cancelled'), kinds: ['cancel', 'withdraw-cancellation'] },
  answered: { label: t('doneHere.answers'), kinds: ['conditional-reply', 'lender-answer'] },
  lost: {
    label: t('doneHere.lossAndDamage'),
    kinds: ['report-lost', 'report-damaged', 'report-found', 'settle-loss', 'claim-parcel'],
  },
  requests: {
    label: t('common.requests'),
    kinds: [
      'create-request',
      'edit-request',
      'extend-rota',
      'send-request',
      'ask-next-partner',
      'complete-by-hand',
    ],
  },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly kinds: readonly StepKind[] }>
>;

export type DoneGroup = keyof typeof doneGroups;

export const doneGroupNames = Object.keys(doneGroups) as readonly DoneGroup[];

/** The kinds of a group; of all groups where none is named. */
export const kindsOfGroup = (group: DoneGroup | null): readonly StepKind[] =>
  group === null ? doneGroupNames.flatMap((name) => doneGroups[name].kinds) : doneGroups[group].kinds;

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
