import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import { aheadOf, nameOfPartner, patronIsTold, sentencesOf } from '../../../../shared/domain/letters/told.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { lifeAfterAll } from '../../../../shared/domain/life/life-after.ts';
import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import type { CancelWish } from '../../../../shared/domain/life/request.machine.ts';
import {
  type AnswerOfLife,
  eventsOfAnswer,
  type PartnerAnswerKind,
  volumesMeant,
} from '../../../../shared/domain/partner-answers.ts';
import { statusForbids } from '../../../../shared/domain/request-status.ts';
import {
  type DecisionKind,
  eventsOf as eventsOfStep,
  factsOf,
  steps,
} from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../shared/words/words.ts';

/** What will happen, in the words of the windows, where more follows than the life of the request says. */

const inOneLine = (sentences: readonly string[]): string => sentences.filter((each) => each !== '').join(' ');

/** `Yes: North is told that we accept its condition. No: …` */
export const replyAhead = (request: RequestFactsView, accept: boolean | null): string => {
  const of = (yes: boolean): string => aheadOf(request, eventsOf.reply(request, yes));
  if (accept !== null) return of(accept);
  return inOneLine([
    t('requests.yesAhead', { ahead: of(true) }),
    t('requests.noAhead', { ahead: of(false) }),
  ]);
};

/** A renewal as staff choose it: `dueOn` is the patron's date. */
type Renewal = { readonly dueOn: CalendarDate | null; readonly itemIds: readonly ItemId[] };

/** What a renewal does: at once, or when the partner has answered. */
export const renewalAhead = (request: RequestFactsView, { dueOn, itemIds }: Renewal): string => {
  if (dueOn === null) return t('requests.whatFollowsStandsHereOnceADate');
  const { renewsItself, daysBeforePartner } = request;
  const date = addDays(dueOn, daysBeforePartner);
  const events: readonly LifeEvent[] = [{ type: 'renewal.requested', itemIds, dueOn: date, renewsItself }];
  const isAsked = lifeAfterAll(request.life, events)?.words.some(({ word }) => word === 'renewal-asked');
  const told = aheadOf(request, events);
  return isAsked
    ? inOneLine([told, t('requests.noDateMovesBeforeTheAnswer')])
    : inOneLine([
        t('requests.itIsDueOn', { date: formatDate(dueOn) }),
        told,
        patronIsTold(request, 'renewed'),
      ]);
};

/** What cancelling does to one request. */
export const cancelAhead = (
  request: RequestFactsView,
  { notifyPatron, requestedBy }: { readonly notifyPatron: boolean; readonly requestedBy: CancelWish },
): string => {
  const events = eventsOf.cancel(request, requestedBy);
  const endsNow = lifeAfterAll(request.life, events)?.life.endedAs !== null;
  const patron = notifyPatron
    ? patronIsTold(request, 'cancelled', endsNow ? '' : t('requests.whenTheRequestEnds'))
    : t('requests.thePatronIsNotTold');
  return inOneLine([aheadOf(request, events), patron]);
};

/** An answer as far as it is chosen. */
type Said = AnswerOfLife & { readonly turnId: TurnId };

/** What follows from an answer besides what becomes of the request and who is told. */
const alsoOf = (request: RequestFactsView, said: Said): string => {
  const isLent = volumesMeant(request.life, said, said.turnId).some(({ place }) => place === 'on-loan');
  const patron = (kind: 'renewed' | 'renewal-refused' | 'overdue' | 'recalled', that = ''): string =>
    isLent ? patronIsTold(request, kind, that) : '';
  switch (said.kind) {
    case 'renewed':
      return inOneLine([t('requests.theDatesMove'), patron('renewed')]);
    case 'renewal-refused':
      return inOneLine([
        t('requests.theDueDateStays'),
        patron('renewal-refused', t('common.toBringItBackByThen')),
      ]);
    case 'overdue':
    case 'recalled':
      return inOneLine([t('requests.itIsMarked'), patron(said.kind, t('requests.toBringItBack'))]);
    case 'checked-in':
      return checkedInWords(request, said);
    default:
      return (also as Partial<Record<PartnerAnswerKind, string>>)[said.kind] ?? '';
  }
};

/** Names the volumes where not all that went back are meant. */
const checkedInWords = ({ life, items }: RequestFactsView, said: Said): string => {
  const all = volumesMeant(life, { kind: said.kind }, said.turnId);
  const meant = volumesMeant(life, said, said.turnId).map(({ id }) => id);
  if (all.every(({ id }) => meant.includes(id)) && all.length === meant.length)
    return t('requests.whatWentBackIsCheckedIn');
  const names = items.filter(({ id }) => meant.includes(id)).map(({ barcode }) => barcode);
  return t('requests.theseAreCheckedIn', { names: names.join(', ') });
};

const also = {
  'will-supply': t('requests.theRequestWaitsForTheParcel'),
  conditional: t('requests.theRequestWaitsForOurReply'),
  shipped: t('requests.theParcelIsAwaitedUnderReceiving'),
  'shipped-digitally': t('requests.theRequestWaitsForItsFile'),
  'cancel-refused': t('requests.theRequestGoesOnTheItem'),
  'demand-withdrawn': t('requests.itMayStayUntilItsDue'),
  'not-arrived': t('requests.itIsLookedFor'),
  settled: t('requests.theLossOrDamageIsSettled'),
} as const satisfies Partial<Record<PartnerAnswerKind, string>>;

/** What recording an answer does; null while it is not chosen. */
export const answerAhead = (request: RequestFactsView, said: Said | null): string => {
  if (said === null) return t('requests.whatFollowsFromItStandsHere');
  const events = eventsOfAnswer(request.life, said, { turnId: said.turnId, askable: request.askable });
  const outcome = events.length === 0 ? null : lifeAfterAll(request.life, events);
  if (outcome === null) return '';
  if (!outcome.threadOnly)
    return inOneLine([alsoOf(request, said), ...sentencesOf(request, request.life, outcome)]);
  const name = nameOfPartner(request, said.turnId);
  return said.kind === 'shipped'
    ? t('requests.itsParcelWillCome', { name })
    : t('requests.itChangesNothingAnyMore', { name });
};

/** Whether an action can be decided: something can happen by it, or it moves nothing of the request's life. */
export const canDecide = (action: DecisionKind, { life }: Pick<RequestFactsView, 'life'>): boolean =>
  factsOf(action).events.length === 0 || eventsOfStep(action, life).length > 0;

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
