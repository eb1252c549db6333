import { type DecisionKind, steps } from '../../../../shared/domain/steps/all-steps.ts';
import { statusForbids } from '../../../../shared/domain/request-status.ts';
import { isWithPartner } from '../../../../shared/domain/rota.ts';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../shared/domain/partner-answers.ts';
import {
  bothAreTold,
  nameOfPartner,
  partnerIsAsked,
  partnerIsTold,
  patronIsTold,
  unlessWritten,
} from '../../../../shared/domain/letters/told.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../shared/words/words.ts';

/** What will happen, in the words of the windows: told before it is done. */

const partnerName = (request: RequestFactsView): string => request.partner?.name ?? t('common.thePartner');

/** `Yes: stays with North University Library.` */
export const replyAhead = (request: RequestFactsView, accept: boolean | null): string => {
  const byHand = unlessWritten(request, 'condition-answered');
  const yes = t('requests.yesStaysWith', { partnerName: partnerName(request) });
  const no =
    request.nextPartnerId === null
      ? t('requests.noNoPartnerIsLeftIn')
      : t('requests.noAsksNext', { nextPartnerName: nameOfPartner(request, request.nextPartnerId) });
  if (accept === null) return `${yes} ${no}${byHand}`;
  return `${accept ? yes : no}${byHand}`;
};

/** What a renewal does: at once, or when the partner has answered. */
export const renewalAhead = (request: RequestFactsView, date: CalendarDate | null): string => {
  const until = date === null ? t('requests.theDateThatYouChoose') : formatDate(date);
  if (request.partner?.renewsAutomatically === false)
    return t('requests.theDueDateStaysAsIt', {
      partnerIsAsked: partnerIsAsked(request, 'renewal-asked', t('requests.toRenewItUntil', { until })),
    });
  const told = !request.partner
    ? patronIsTold(request, 'renewed')
    : bothAreTold(request, 'renewal', 'renewed')
      ? t('requests.andThePatronAreTold', { partnerName: partnerName(request) })
      : `${partnerIsTold(request, 'renewal')} ${patronIsTold(request, 'renewed')}`;
  return t('requests.itIsDueOnThen', { until, told });
};

/** What cancelling does to one request. */
export const cancelAhead = (
  request: RequestFactsView,
  chosen: { readonly notifyPatron: boolean },
): string => {
  const patron = (when = ''): string =>
    chosen.notifyPatron ? patronIsTold(request, 'cancelled', when) : t('requests.thePatronIsNotTold');
  if (!isWithPartner(request.life)) return t('requests.itIsCancelledAtOnceNo', { patron: patron() });
  if (request.partner?.cancelNeedsConsent) {
    const byHand = unlessWritten(request, 'cancel-asked');
    return t('requests.mustAgreeItIsAskedFirst', {
      partnerName: partnerName(request),
      byHand,
      patron: patron(t('requests.whenItAgrees')),
    });
  }
  return t('requests.itIsCancelledAtOnce', {
    partnerIsTold: partnerIsTold(request, 'cancel'),
    patron: patron(),
  });
};

const passedOn = (request: RequestFactsView): string =>
  request.nextPartnerId === null
    ? t('requests.noPartnerIsLeftInThe')
    : t('requests.asksNext', {
        nextPartnerName: nameOfPartner(request, request.nextPartnerId),
        unlessWritten: unlessWritten(request, 'request', request.nextPartnerId),
      });

/** What recording an answer does. */
export const answerAhead = (request: RequestFactsView, kind: PartnerAnswerKind | null): string => {
  switch (kind) {
    case null:
      return t('requests.whatFollowsFromItStandsHere');
    case 'will-supply':
      return t('requests.theRequestWaitsForTheParcel');
    case 'conditional':
      return t('requests.theRequestWaitsForOurReply');
    case 'shipped':
      return t('requests.theParcelIsAwaitedUnderReceiving');
    case 'shipped-digitally':
      return t('requests.theRequestWaitsForItsFile');
    case 'rejected':
    case 'expired':
      return passedOn(request);
    case 'cancel-accepted':
      return t('requests.theRequestIsCancelledWhatIs', { patronIsTold: patronIsTold(request, 'cancelled') });
    case 'cancel-refused':
      return t('requests.theRequestGoesOnTheItem');
    case 'renewed':
    case 'patron-renewed':
      return t('requests.theDateIsTheDueDate', { patronIsTold: patronIsTold(request, 'renewed') });
    case 'renewal-refused':
      return t('common.theDueDateStaysAsIt', {
        patronIsTold: patronIsTold(request, 'renewal-refused', t('common.toBringItBackByThen')),
      });
    case 'overdue':
    case 'recalled':
      return t('requests.whereAPatronHasIt', {
        patronIsTold: patronIsTold(request, kind, t('requests.toBringItBack')),
      });
    case 'demand-withdrawn':
      return t('requests.itMayStayUntilItsDue');
    case 'not-arrived':
      return t('requests.itCountsAsReportedLostThen');
    case 'checked-in':
      return t('requests.theRequestIsCompleted');
    case 'settled':
      return t('requests.theReportOfLossOrDamage');
  }
};

/** Why an action's window has nothing to decide: the status moved on, or never allowed it. Null where it has. */
export const impossible = (
  action: DecisionKind,
  requests: readonly RequestFactsView[],
  allowed: (request: RequestFactsView) => boolean,
): string | null => {
  const possible = requests.filter(allowed);
  if (possible.length > 0) return null;
  const [only] = requests;
  if (!only) return null;
  return requests.length === 1
    ? statusForbids(only.status, steps[action].says.done)
    : t('requests.noneOfTheseRequestsCanBe', { done: steps[action].says.done });
};
