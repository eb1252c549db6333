import { isReceivable } from '../../../../shared/domain/receiving.ts';
import type { RequestAction } from '../../../../shared/domain/request-actions.ts';
import { eventsOf, requestActions } from '../../../../shared/domain/request-actions.ts';
import { receivableOf } from '../../shell/requests/row-actions.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import type { RequestSummary } from '../../../../shared/ipc/views.ts';

/** What an empty list of a card teaches. */
export const emptyWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'Nothing is on its way from a partner. What partners ship appears here.',
  'sets-unfinished': 'No set waits for more volumes. A set that is begun and not ended appears here.',
  conditional: 'No partner waits for an answer to a condition.',
  'active-notes':
    'No note waits. Notes of partners and of colleagues appear here until somebody deals with them.',
  'ready-to-send': 'Every request has been sent. New ones that can be sent appear here.',
  'no-partner-left':
    'Every request has a partner to ask. One whose partners have all declined appears here: add partners, or cancel it.',
  'mediated-renewals': 'No patron waits for a renewal that staff must pass on.',
  'in-transit': 'Nothing is on its way here from another desk.',
  'on-hold-shelf': 'The hold shelf is empty. What is received for this desk appears here.',
  'not-picked-up': 'Everything on the hold shelf is still within its time.',
  'due-and-overdue': 'Nothing is due to a partner today, and nothing is overdue.',
  'to-return': 'Nothing waits to be returned. What patrons bring back at other desks appears here.',
  'needs-person': 'Every letter and message has left or is on its way.',
};

/** What a first-day clerk does with the requests of a card. One sentence above its list. */
export const howWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive':
    'A parcel has come? Scan the external identifier on its paperwork on Receiving Items, or press Receive.',
  'sets-unfinished': 'Receive the volumes that are missing, or end the set with Done on Receiving Items.',
  conditional:
    'The partner waits for an answer: Yes keeps the request there, No asks the next partner of the rota.',
  'active-notes': 'Read each note, do what it asks for, then dismiss it: it leaves this list.',
  'ready-to-send': 'Send each request to its first partner.',
  'no-partner-left': 'Nobody is being asked any more. Add partners to ask, or cancel the request.',
  'mediated-renewals': 'The patron asked for more time. Choose a date and pass the renewal on.',
  'in-transit':
    'Nothing to do before they come. Scan each on Scan In Items when it is here: it goes on the hold shelf.',
  'on-hold-shelf':
    'They wait for their patrons. Scan the patron’s card, then the item, on Manage Patron Services to lend it.',
  'not-picked-up':
    'Their time on the hold shelf is over. Fetch each from the shelf and return it to its partner.',
  'due-and-overdue': 'Ask the partner for more time, or get the item back and scan it on Return Items.',
  'to-return': 'Their patrons have brought them back. Scan each on Return Items, or press Return.',
  'needs-person':
    'These letters cannot leave by themselves. Open Letters to send each again, print it, or mark it as done.',
};

/** The step that a card is there for: an action of the request's menu, its notes, or the page of letters. */
export type CardStep = RequestAction | 'notes' | 'letters';

const stepOfCard: Readonly<Record<TodayCardId, CardStep | null>> = {
  'to-receive': 'receive',
  'sets-unfinished': 'receive',
  conditional: 'reply',
  'active-notes': 'notes',
  'ready-to-send': 'send',
  'no-partner-left': 'extendRota',
  'mediated-renewals': 'renew',
  // These need the item in hand: a scan, not a button.
  'in-transit': null,
  'on-hold-shelf': null,
  'not-picked-up': 'return',
  'due-and-overdue': 'renew',
  'to-return': 'return',
  'needs-person': 'letters',
};

/** The step that a row of a card offers at once, beside its menu; null where its status allows none. */
export const cardStep = (card: TodayCardId, request: RequestSummary): CardStep | null => {
  const step = stepOfCard[card];
  if (step === null || step === 'notes' || step === 'letters') return step;
  if (step === 'receive') return isReceivable(receivableOf(request)) ? step : null;
  return eventsOf(step, request.status).length > 0 ? step : null;
};

/** The word on the button of a step. */
export const cardStepLabel = (step: CardStep): string =>
  step === 'notes' ? 'Read note' : step === 'letters' ? 'Letters' : requestActions[step].label;

const noDueDayYet: readonly TodayCardId[] = ['conditional', 'ready-to-send', 'no-partner-left'];

/** Whether the due date says anything on a card; before a partner has agreed there is none. */
export const showsDueDay = (card: TodayCardId): boolean => !noDueDayYet.includes(card);
