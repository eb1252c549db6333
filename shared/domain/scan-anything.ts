import type { CalendarDate, DeskId } from './ids.ts';
import { receivePosition } from './receiving.ts';
import type { StepKind } from './steps.ts';

/** What a scanned code can lead to from a page that is not made for scanning. */
export const scanSteps = {
  receive: { label: 'Receive it', step: 'receive' },
  'scan-in': { label: 'Scan it in', step: 'scan-in' },
  lend: { label: 'Lend it to the patron', step: 'lend' },
  return: { label: 'Return it', step: 'return' },
  patron: { label: 'Open the patron', step: null },
  request: { label: 'Show the request', step: null },
} as const satisfies Record<string, { readonly label: string; readonly step: StepKind | null }>;

export type ScanStep = keyof typeof scanSteps;

/**
 * The one sensible next step for an external identifier: receiving while something is to come, otherwise a look at it.
 * A cancelled request leads to Receiving Items as well: there the parcel gets its return slip.
 */
export const nextForRequest = (request: Parameters<typeof receivePosition>[0]): ScanStep => {
  switch (receivePosition(request)) {
    case 'begin':
    case 'resume':
    case 'late':
    case 'return':
      return 'receive';
    case 'received':
    case 'closed':
    case 'unknown-status':
      return 'request';
  }
};

/**
 * The one sensible next step for an item's barcode at this desk.
 * @param today the date in the library's time zone: what nobody picked up in time goes back.
 */
export const nextForItem = (
  item: {
    readonly status: string;
    readonly deskId: DeskId | null;
    readonly destinationDeskId: DeskId | null;
    readonly holdUntil: CalendarDate | null;
  },
  hereId: DeskId,
  today: CalendarDate,
): ScanStep => {
  switch (item.status) {
    case 'in-transit':
      return 'scan-in';
    case 'on-hold-shelf':
      if (item.deskId !== hereId) return 'scan-in';
      return item.holdUntil !== null && item.holdUntil < today ? 'return' : 'lend';
    case 'on-loan':
      return 'return';
    case 'returned-by-patron':
      return item.destinationDeskId !== null && item.destinationDeskId !== hereId ? 'scan-in' : 'return';
    default:
      return 'request';
  }
};
