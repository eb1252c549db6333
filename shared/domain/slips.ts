import type { CalendarDate, Instant } from './ids.ts';

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
  readonly volume: number;
  /** Null where nobody knows how many volumes there are. */
  readonly volumesExpected: number | null;
  readonly libraryName: string;
  /** IANA zone in which moments are printed. */
  readonly timeZone: string;
};

export type ReturnSlip = {
  readonly kind: 'return';
  readonly externalId: string;
  readonly barcode: string | null;
  readonly title: string;
  readonly author: string;
  readonly volume: number | null;
  readonly volumesExpected: number | null;
  readonly partner: {
    readonly name: string;
    readonly address: readonly string[];
    readonly email: string;
    readonly phone: string;
  };
  readonly arrivedAt: Instant | null;
  readonly dueOn: CalendarDate | null;
  /** Why it goes back although it was never lent, if so. */
  readonly note: string;
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

export type TestSlip = {
  readonly kind: 'test';
  readonly libraryName: string;
  readonly printedAt: Instant;
  readonly timeZone: string;
};

export type Slip = ReceiveSlip | ReturnSlip | TransitSlip | LetterSlip | TestSlip;
export type SlipKind = Slip['kind'];

const stepUndone = 'The step was undone: throw this slip away.';

/** All kinds of slips: what the Slips page calls them, and what it says of one whose step was taken back. */
export const slipKinds = {
  receive: {
    label: 'Receive slip',
    undone: 'The receipt was undone: throw this slip away. Receive the item again to print a new one.',
  },
  return: { label: 'Return slip', undone: stepUndone },
  transit: { label: 'Transit slip', undone: stepUndone },
  letter: { label: 'Letter', undone: stepUndone },
  test: { label: 'Test slip', undone: stepUndone },
} as const satisfies Readonly<Record<SlipKind, { readonly label: string; readonly undone: string }>>;

/** Paper that a slip may be printed on. */
export const paperSizes = {
  '80mm': { label: '80 mm roll', widthMm: 80, roll: true },
  '58mm': { label: '58 mm roll', widthMm: 58, roll: true },
  A4: { label: 'A4', widthMm: 210, roll: false },
  Letter: { label: 'Letter', widthMm: 216, roll: false },
} as const;

export type PaperSize = keyof typeof paperSizes;

/** Queued → printing → printed, or failed with a reason; a failed job may be queued again. With the words for lists. */
export const printJobStates = {
  queued: { label: 'Waiting for the printer' },
  printing: { label: 'Printing' },
  printed: { label: 'Printed' },
  failed: { label: 'Did not print' },
} as const;

export type PrintJobState = keyof typeof printJobStates;
