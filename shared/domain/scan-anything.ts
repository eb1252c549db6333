import type { CalendarDate, DeskId } from './ids.ts';
import { type Receivable, receivePosition } from './receiving.ts';
import { statusPhase } from './request-status.ts';
import type { Page } from './pages.ts';
import type { StepKind } from './steps/all-steps.ts';
import { t } from '../words/words.ts';

type ScanStepFacts = {
  readonly label: string;
  /** The step the operator must be authorised for; null for merely looking. */
  readonly step: StepKind | null;
  /** The page where it is done. */
  readonly page: Page;
};

/** Where a scanned code can lead from a page that is not made for scanning. */
export const scanSteps = {
  receive: { label: t('Receive it'), step: 'receive', page: 'receiving' },
  'scan-in': { label: t('Scan it in'), step: 'scan-in', page: 'scan-in' },
  lend: { label: t('Lend it to the patron'), step: 'lend', page: 'patron-services' },
  return: { label: t('Return it'), step: 'return', page: 'return-items' },
  patron: { label: t('Open patron'), step: null, page: 'patron-services' },
  request: { label: t('Show request'), step: null, page: 'requests' },
} as const satisfies Record<string, ScanStepFacts>;

export type ScanStep = keyof typeof scanSteps;

/**
 * Returns the most sensible next step for an external identifier: receiving while something is expected, otherwise showing the request. A
 * cancelled request leads to Receiving Items as well, where the parcel is received to go back.
 */
export const nextForRequest = (request: Receivable): ScanStep => {
  switch (receivePosition(request)) {
    case 'begin':
    case 'resume':
    case 'cancelling':
      return 'receive';
    case 'over':
      return statusPhase(request.life.endedAs ?? '') === 'cancelled' ? 'receive' : 'request';
    case 'filled':
      return 'request';
  }
};

/**
 * Returns the most sensible next step for an item's barcode at this desk.
 * @param today the date in the library's time zone: an expired hold goes back.
 */
export const nextForItem = (
  item: {
    readonly status: string;
    /** `goes-back`: not for the patron. */
    readonly use: 'for-patron' | 'goes-back';
    readonly deskId: DeskId | null;
    readonly destinationDeskId: DeskId | null;
    readonly holdUntil: CalendarDate | null;
  },
  hereId: DeskId,
  today: CalendarDate,
): ScanStep => {
  if (item.use === 'goes-back' && item.status === 'on-hold-shelf' && item.deskId === hereId) return 'return';
  switch (item.status) {
    case 'in-transit':
      return 'scan-in';
    case 'on-hold-shelf':
      if (item.deskId !== null && item.deskId !== hereId) return 'scan-in';
      return item.holdUntil !== null && item.holdUntil < today ? 'return' : 'lend';
    case 'on-loan':
      return 'return';
    case 'returned-by-patron':
      return item.destinationDeskId !== null && item.destinationDeskId !== hereId ? 'scan-in' : 'return';
    default:
      return 'request';
  }
};
