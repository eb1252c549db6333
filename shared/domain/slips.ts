import type { CalendarDate, Instant } from './ids.ts';
import type { SlipDesign } from './slip-design.ts';
import type { SlipLogo } from './slip-logo.ts';
import { t } from '../words/words.ts';

/**
 * What is printed on a slip, frozen when the step happened, so that a reprint in a week shows the same.
 * Plain values only: the printing side lays them out and escapes every one.
 */
export type ReceiveSlip = {
  readonly kind: 'receive';
  readonly barcode: string;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly patronName: string;
  /** What the hand does next: `HOLD SHELF` or `SEND TO`. */
  readonly destination: { readonly kind: 'hold-shelf' | 'in-transit'; readonly deskName: string };
  readonly requestedAt: Instant | null;
  readonly arrivedAt: Instant;
  readonly pickupLocation: string;
  readonly lender: string;
  readonly dueOn: CalendarDate | null;
  readonly useConditions: readonly string[];
  readonly circulationNote: string;
  readonly cost: string;
  /** What stands on the spine, where that is known. */
  readonly label?: string;
  readonly volume: number;
  /** Null where nobody knows how many volumes there are. */
  readonly volumesExpected: number | null;
  readonly libraryName: string;
  /** IANA zone in which moments are printed. */
  readonly timeZone: string;
};

/** What a return slip says of one item. */
export type ReturnedItem = {
  readonly externalId: string;
  readonly barcode: string | null;
  readonly title: string;
  readonly author: string;
  /** As on a receive slip. */
  readonly label?: string;
  readonly volume: number | null;
  readonly volumesExpected: number | null;
  readonly arrivedAt: Instant | null;
  readonly dueOn: CalendarDate | null;
  /** Why it goes back although it was never lent, if so. */
  readonly note: string;
};

export type ReturnSlip = ReturnedItem & {
  readonly kind: 'return';
  readonly partner: {
    readonly name: string;
    readonly address: readonly string[];
    readonly email: string;
    readonly phone: string;
  };
  /** What lies in the same parcel besides. */
  readonly others?: readonly ReturnedItem[];
  readonly library: { readonly name: string; readonly address: readonly string[] };
  readonly timeZone: string;
};

/** Goes with an item from one desk to another. */
export type TransitSlip = {
  readonly kind: 'transit';
  readonly barcode: string;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly patronName: string;
  readonly volume: number;
  readonly volumesExpected: number | null;
  readonly from: string;
  readonly to: {
    readonly name: string;
    readonly libraryName: string;
    readonly address: readonly string[];
  };
  readonly sentAt: Instant;
  /** Why it travels: to the patron's hold shelf, or back to the partner. */
  readonly note: string;
  readonly libraryName: string;
  readonly timeZone: string;
};

/** A letter that goes out on paper, as it would have gone by mail. */
export type LetterSlip = {
  readonly kind: 'letter';
  readonly externalId: string;
  readonly title: string;
  readonly to: { readonly name: string; readonly address: readonly string[] };
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly body: string;
  readonly library: { readonly name: string; readonly address: readonly string[] };
  readonly writtenAt: Instant;
  readonly timeZone: string;
};

/** The label of a temporary barcode that the program made. It goes on the item. */
export type LabelSlip = {
  readonly kind: 'label';
  readonly barcode: string;
  readonly externalId: string;
  readonly title: string;
  readonly libraryName: string;
};

/** The barcode of a test slip: Settings knows it again when it is scanned. */
export const testCode = 'TEST-0123456789';

export type TestSlip = {
  readonly kind: 'test';
  /** The kind whose printer it tests; left out: where slips go that have no printer of their own. */
  readonly insteadOf?: SlipKind;
  readonly libraryName: string;
  readonly printedAt: Instant;
  readonly timeZone: string;
};

/** The one slip of a parcel: the first of its slips, with what the others say of their items. Slips of other kinds have none beside them. */
export const slipOfParcel = (first: Slip, others: readonly Slip[]): Slip => {
  const items = others.filter((slip) => slip.kind === 'return');
  if (first.kind !== 'return' || items.length === 0) return first;
  return { ...first, others: items };
};

export type Slip = (ReceiveSlip | ReturnSlip | TransitSlip | LetterSlip | LabelSlip | TestSlip) & {
  /** How it looks, frozen like all else; left out: the usual way. */
  readonly design?: SlipDesign;
  /** The picture of the library, put on when it is drawn: it is not frozen with the slip. */
  readonly logo?: SlipLogo | null;
};
export type SlipKind = Slip['kind'];

const stepUndone = t('slips.theStepWasUndoneThrowThis');

/** All kinds of slips: what the Slips page calls them, and what it says of one whose step was taken back. */
export const slipKinds = {
  receive: {
    label: t('common.receiveSlip'),
    undone: t('slips.theReceiptWasUndoneThrowThis'),
  },
  return: { label: t('common.returnSlip'), undone: stepUndone },
  transit: { label: t('common.transitSlip'), undone: stepUndone },
  letter: { label: t('common.letter'), undone: stepUndone },
  label: { label: t('slips.label'), undone: stepUndone },
  test: { label: t('slips.testSlip'), undone: stepUndone },
} as const satisfies Readonly<Record<SlipKind, { readonly label: string; readonly undone: string }>>;

/** Paper that a slip may be printed on. */
export const paperSizes = {
  '80mm': { label: t('slips.n80MmRoll'), widthMm: 80, roll: true },
  '58mm': { label: t('slips.n58MmRoll'), widthMm: 58, roll: true },
  A4: { label: 'A4', widthMm: 210, roll: false },
  Letter: { label: t('slips.paperLetter'), widthMm: 216, roll: false },
} as const;

export type PaperSize = keyof typeof paperSizes;

/** Queued → printing → printed, or failed with a reason; a failed job may be queued again. A held one waits for the rest of its parcel. With the words for lists. */
export const printJobStates = {
  held: { label: t('slips.waitsForItsParcel') },
  queued: { label: t('slips.waitingForThePrinter') },
  printing: { label: t('common.printing') },
  printed: { label: t('common.printed') },
  failed: { label: t('slips.didNotPrint') },
} as const;

export type PrintJobState = keyof typeof printJobStates;
