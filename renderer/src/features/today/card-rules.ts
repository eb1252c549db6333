import { isSetIncomplete } from '../../../../shared/domain/receiving.ts';
import { statusAfter } from '../../../../shared/domain/request.machine.ts';
import type { RequestSummary, TodayCardId } from '../../../../shared/ipc/views.ts';

/** What an empty list of a card teaches. */
export const emptyWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'Nothing is on its way from a lender. What lenders ship appears here.',
  'sets-unfinished': 'No set waits for more volumes. A set that is begun and not ended appears here.',
  conditional: 'No lender waits for an answer to a condition.',
  'on-hold-shelf': 'The hold shelf is empty. What is received for this desk appears here.',
  'in-transit': 'Nothing is in transit. What goes to another pickup location appears here.',
  overdue: 'Nothing is overdue to a lender.',
};

/** Whether an item of this request may be received now. */
export const canReceive = (card: TodayCardId, request: RequestSummary): boolean =>
  card === 'sets-unfinished' ||
  statusAfter(request.status, { type: 'item.received' }) !== null ||
  (statusAfter(request.status, { type: 'volume.received' }) !== null &&
    isSetIncomplete({ expected: request.volumesExpected, received: request.volumesReceived }));
