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

/** What became of the messages about a step to the other system. `in-doubt`: staff must look whether it has the step. */
export const sentLabels = {
  sent: t.in('in the other system', 'Sent'),
  'to-scan-in': t('Sent: scan in the item there'),
  waits: t('Waiting'),
  'in-doubt': t('Check there'),
  refused: t.in('in the other system', 'Refused'),
} as const;
export type SentWhere = keyof typeof sentLabels;
export const sentPlaces = Object.keys(sentLabels) as [SentWhere, ...SentWhere[]];

type Marks = {
  readonly sent: { readonly state: SentWhere } | null;
  readonly keyed: object | null;
  readonly takenBack: boolean;
  readonly reversed: object | null;
};

/** Whether a step is done in the other system because it was sent there: staff cannot unmark that. */
export const isSent = ({ sent, keyed, takenBack }: Omit<Marks, 'reversed'>): boolean =>
  !takenBack && keyed === null && sent?.state === 'sent';

/** Whether a step needs no further work in the other system. */
export const isTicked = (row: Marks): boolean =>
  row.takenBack ? row.reversed !== null : row.keyed !== null || isSent(row);

/** What became of its messages, in words, and what is left to do; empty if staff have done without them. */
export const sentLabel = (row: Marks): string => {
  if (row.sent === null) return row.takenBack || isTicked(row) ? '' : t('Key by hand');
  const { state } = row.sent;
  if (isTicked(row) && state === 'in-doubt') return '';
  return sentLabels[(isTicked(row) || row.takenBack) && state === 'to-scan-in' ? 'sent' : state];
};

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
