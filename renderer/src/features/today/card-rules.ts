import { isSetIncomplete } from '../../../../shared/domain/receiving.ts';
import { statusAfter } from '../../../../shared/domain/request.machine.ts';
import type { RequestSummary, TodayCardId } from '../../../../shared/ipc/views.ts';

/** What an empty list of a card teaches. */
export const emptyWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'Nothing is on its way from a lender. What lenders ship appears here.',
  'sets-unfinished': 'No set waits for more volumes. A set that is begun and not ended appears here.',
  conditional: 'No lender waits for an answer to a condition.',
  'active-notes':
    'No note waits. Notes of partners and of colleagues appear here until somebody deals with them.',
  'ready-to-send': 'Every request has been sent. New ones that can be sent appear here.',
  'no-partner-left':
    'Every request has a partner to ask. One whose partners have all declined appears here: add partners, or cancel it.',
  'mediated-renewals': 'No patron waits for a renewal that staff must pass on.',
  'in-transit': 'Nothing is on its way here from another desk.',
  'on-hold-shelf': 'The hold shelf is empty. What is received for this desk appears here.',
  'not-picked-up': 'Everything on the hold shelf is still within its time.',
  'due-and-overdue': 'Nothing is due to a lender today, and nothing is overdue.',
  'to-return': 'Nothing waits to be returned. What patrons bring back at other desks appears here.',
  'needs-person': 'Every letter and message has left or is on its way.',
};

/** Whether an item of this request may be received now. */
export const canReceive = (card: TodayCardId, request: RequestSummary): boolean =>
  card === 'sets-unfinished' ||
  statusAfter(request.status, { type: 'item.received' }) !== null ||
  (statusAfter(request.status, { type: 'volume.received' }) !== null &&
    isSetIncomplete({ expected: request.volumesExpected, received: request.volumesReceived }));
