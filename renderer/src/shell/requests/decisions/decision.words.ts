import type { DecisionAction } from '../../../../../shared/domain/request-actions.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { isWithPartner } from '../../../../../shared/domain/rota.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';

/** What will happen, in the words of the windows: told before it is done. */

const partnerName = (request: RequestFactsView): string => request.partner?.name ?? 'the partner';

/** `Yes: stays with North University Library.` */
export const replyAhead = (request: RequestFactsView, accept: boolean | null): string => {
  const yes = `Yes: stays with ${partnerName(request)}.`;
  const no =
    request.nextPartnerName === null
      ? 'No: no partner is left in the rota, so the request waits for a person.'
      : `No: asks ${request.nextPartnerName} next.`;
  if (accept === null) return `${yes} ${no}`;
  return accept ? yes : no;
};

/** What a renewal does: at once, or when the partner has answered. */
export const renewalAhead = (request: RequestFactsView, date: CalendarDate | null): string => {
  const until = date === null ? 'the date that you choose' : formatDate(date);
  return request.partner?.renewsAutomatically === false
    ? `${partnerName(request)} is asked to renew it until ${until}. The due date stays as it is until it answers.`
    : `It is due on ${until} then. ${request.partner ? `${partnerName(request)} and the patron are told.` : 'The patron is told.'}`;
};

/** What cancelling does to one request. */
export const cancelAhead = (
  request: RequestFactsView,
  chosen: { readonly notifyPatron: boolean },
): string => {
  const patron = chosen.notifyPatron ? 'The patron is told' : 'The patron is not told';
  if (!isWithPartner(request.status)) return `It is cancelled at once; no partner has it. ${patron}.`;
  if (request.partner?.cancelNeedsConsent)
    return `${partnerName(request)} must agree: it is asked first. ${patron}${chosen.notifyPatron ? ' when it agrees' : ''}.`;
  return `It is cancelled at once and ${partnerName(request)} is told. ${patron}.`;
};

const passedOn = (request: RequestFactsView): string =>
  request.nextPartnerName === null
    ? 'No partner is left in the rota: the request waits for a person.'
    : `Asks ${request.nextPartnerName} next.`;

/** What recording an answer does. */
export const answerAhead = (request: RequestFactsView, kind: PartnerAnswerKind | null): string => {
  switch (kind) {
    case null:
      return 'What follows from it stands here once it is chosen.';
    case 'will-supply':
      return 'The request waits for the parcel.';
    case 'conditional':
      return 'The request waits for our reply, and the condition is an active note until then.';
    case 'shipped':
      return 'The parcel is awaited under Receiving Items.';
    case 'rejected':
    case 'expired':
      return passedOn(request);
    case 'cancel-accepted':
      return 'The request is cancelled. The patron is told, if that was chosen when it was asked for.';
    case 'cancel-refused':
      return 'The request goes on: the item may still come.';
    case 'renewed':
    case 'patron-renewed':
      return 'The date is the due date then, and the patron is told.';
    case 'renewal-refused':
      return 'The due date stays as it is, and the patron is told to bring it back by then.';
    case 'overdue':
    case 'recalled':
      return 'A patron who has it is told to bring it back.';
    case 'not-arrived':
      return 'It counts as reported lost then. If the partner has it after all, record that it has it back.';
    case 'checked-in':
    case 'settled':
      return 'The request is completed.';
  }
};

/** Why an action's window has nothing to decide: the status moved on, or never allowed it. Null where it has. */
export const impossible = (
  action: DecisionAction,
  requests: readonly RequestFactsView[],
  allowed: (status: string) => boolean,
): string | null => {
  const possible = requests.filter(({ status }) => allowed(status));
  if (possible.length > 0) return null;
  const [only] = requests;
  if (!only) return null;
  return requests.length === 1
    ? `A request with the status “${statusLabel(only.status)}” cannot be ${requestActions[action].done}.`
    : `None of these requests can be ${requestActions[action].done}.`;
};
