import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import {
  previewEvents,
  inOneLine,
  nameOfPartner,
  patronNotification,
  sentencesOf,
} from '../../../../shared/domain/letters/partner-notifications.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { lifeAfterAll } from '../../../../shared/domain/life/life-after.ts';
import type { CancelWish } from '../../../../shared/domain/life/request.machine.ts';
import {
  type AnswerOfLife,
  besideThread,
  eventsOfAnswer,
  likelyTurn,
  type PartnerAnswerKind,
  volumesMeant,
} from '../../../../shared/domain/partner-answers.ts';
import { volumesOf } from '../../../../shared/domain/life/life.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import {
  type DecisionKind,
  eventsOf as eventsOfStep,
  factsOf,
  steps,
} from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { threadWords } from './further.words.ts';
import { lettersOfMany } from './many.words.ts';
import { volumeNames } from '../../../../shared/domain/volume-names.ts';
import { t } from '../../../../shared/words/words.ts';

/** Previews of what will happen, for the windows in which more follows than the request's life determines. */

/** `Yes: North is told that we accept its condition. No: …` */
export const replyPreview = (request: RequestFactsView, accept: boolean | null): string => {
  const of = (yes: boolean): string => inOneLine(previewEvents(request, eventsOf.reply(request, yes)));
  if (accept !== null) return of(accept);
  // One line each.
  return [t('Yes: {ahead}', { ahead: of(true) }), t('No: {ahead}', { ahead: of(false) })].join('\n');
};

/** Whether the patron has any of these volumes, and is therefore notified about them. */
const isLentOf = ({ items }: RequestFactsView, volumes: readonly { readonly id: ItemId }[]): boolean =>
  items.some(({ id, loan }) => loan !== null && volumes.some((volume) => volume.id === id));

/** The chosen renewal: `dueOn` is the patron's date. */
type Renewal = { readonly dueOn: CalendarDate | null; readonly itemIds: readonly ItemId[] };

/** Describes a renewal: immediate, or pending the partner's answer; for a set both are possible. */
export const renewalPreview = (request: RequestFactsView, { dueOn, itemIds }: Renewal): string => {
  if (dueOn === null) return t('Choose a date to see what will happen.');
  const { renewsItself, daysBeforePartner } = request;
  const date = addDays(dueOn, daysBeforePartner);
  const outcome = lifeAfterAll(request.life, [
    { type: 'renewal.requested', itemIds, dueOn: date, renewsItself },
  ]);
  if (outcome === null) return '';
  const named = outcome.life.volumes.filter(({ id }) => itemIds.includes(id));
  const renewed = named.filter(({ renewal }) => renewal !== 'asked');
  const isPart = renewed.length < named.length;
  return inOneLine([
    ...(renewed.length > 0 ? [dueWords(request, dueOn, isPart ? renewed.map(({ id }) => id) : null)] : []),
    ...sentencesOf(request, request.life, outcome),
    ...(isLentOf(request, renewed) ? patronNotification(request, 'renewed') : []),
    ...(isPart && renewed.length === 0 ? [t('The due date stays the same until the partner answers.')] : []),
    ...(isPart && renewed.length > 0
      ? [
          t('{names}: the due date stays the same until the partner answers.', {
            names: namesIn(
              request,
              named.filter(({ renewal }) => renewal === 'asked'),
            ),
          }),
        ]
      : []),
  ]);
};

/** Returns the barcodes of some volumes. */
const namesIn = ({ items }: RequestFactsView, some: readonly { readonly id: ItemId }[]): string =>
  volumeNames(items.filter(({ id }) => some.some((one) => one.id === id)));

/** `Due 15 Jan 2027.`, with the barcodes if it applies to only some volumes of a set. */
const dueWords = (
  { items }: RequestFactsView,
  dueOn: CalendarDate,
  some: readonly ItemId[] | null,
): string => {
  const date = formatDate(dueOn);
  if (some === null) return t('New due date: {date}.', { date });
  return t('{names}: due {date}.', { date, names: volumeNames(items.filter(({ id }) => some.includes(id))) });
};

/** Describes what cancelling does to one request. */
export const cancelPreview = (
  request: RequestFactsView,
  { notifyPatron, requestedBy }: { readonly notifyPatron: boolean; readonly requestedBy: CancelWish },
): string => {
  const events = eventsOf.cancel(request, requestedBy);
  const endsNow = lifeAfterAll(request.life, events)?.life.endedAs !== null;
  const told = previewEvents({ ...request, cancelNotify: notifyPatron }, events);
  if (!notifyPatron) return inOneLine([...told, t('The patron will not be notified.')]);
  return inOneLine([
    ...told,
    ...(endsNow ? [] : patronNotification(request, 'cancelled', t(' when the request closes'))),
  ]);
};

/** Describes what cancelling does to many: how many close now, and how many wait for their partners. */
export const cancelManyPreview = (
  requests: readonly RequestFactsView[],
  chosen: { readonly notifyPatron: boolean; readonly requestedBy: CancelWish },
): string => {
  const ends = requests.flatMap((request) => {
    const outcome = lifeAfterAll(request.life, eventsOf.cancel(request, chosen.requestedBy));
    return outcome === null ? [] : [outcome.life.endedAs !== null];
  });
  const closes = ends.filter(Boolean).length;
  const asks = ends.length - closes;
  return inOneLine([
    closes > 0
      ? t('{closes, plural, one {One request closes} other {# requests close}} now.', { closes })
      : '',
    asks > 0
      ? t('{asks, plural, one {One request stays} other {# requests stay}} open until the partner answers.', {
          asks,
        })
      : '',
    ...lettersOfMany(requests, (request) => cancelPreview(request, chosen)),
  ]);
};

/** The answer chosen so far. */
type Said = AnswerOfLife & { readonly turnId: TurnId };

/** Returns further effects of an answer, besides the state of the request and the notifications. */
const alsoOf = (request: RequestFactsView, said: Said): readonly string[] => {
  const isLent = isLentOf(request, volumesMeant(request.life, said, said.turnId));
  const patron = (kind: 'renewal-refused' | 'overdue' | 'recalled', that: string): readonly string[] =>
    isLent ? patronNotification(request, kind, that) : [];
  switch (said.kind) {
    case 'renewed':
      return renewedWords(request, said);
    case 'renewal-refused':
      return [
        t('The due date stays as it is.'),
        ...patron('renewal-refused', t(' that it must come back by then')),
      ];
    case 'overdue':
    case 'recalled':
      return [
        t('The request is marked and appears on Today.'),
        ...patron(said.kind, t(' that the item must come back')),
      ];
    case 'checked-in':
      return [checkedInWords(request, said)];
    case 'demand-withdrawn':
      return [
        volumesMeant(request.life, said, said.turnId).every(({ dueOn }) => dueOn === null)
          ? t('It can stay. The mark is removed. The patron is not notified.')
          : t('It can stay until its due date. The mark is removed. The patron is not notified.'),
      ];
    default:
      return [(also as Partial<Record<PartnerAnswerKind, string>>)[said.kind] ?? ''];
  }
};

/** Describes the patron's notification about a later due date. */
const renewedWords = (request: RequestFactsView, said: Said): readonly string[] => {
  const meant = volumesMeant(request.life, said, said.turnId);
  if (!said.dueOn && meant.some(({ askedUntil }) => askedUntil === null))
    return [t('Enter the new due date that the partner gave.')];
  const isLonger = request.items.some(({ id, loan }) => {
    const volume = meant.find((one) => one.id === id);
    const dueOn = said.dueOn ?? volume?.askedUntil ?? volume?.dueOn;
    return volume && dueOn && loan !== null && loan.dueOn < addDays(dueOn, -request.daysBeforePartner);
  });
  return [
    said.dueOn
      ? t('The volumes get the new due date.')
      : t('The volumes get the due date that was asked for.'),
    ...(isLonger ? patronNotification(request, 'renewed') : []),
  ];
};

/** Names the volumes if the answer covers only some of those that went back. */
const checkedInWords = ({ life, items }: RequestFactsView, said: Said): string => {
  const all = volumesMeant(life, { kind: said.kind }, said.turnId);
  const meant = volumesMeant(life, said, said.turnId).map(({ id }) => id);
  if (all.every(({ id }) => meant.includes(id)) && all.length === meant.length)
    return t('The returned items are checked in.');
  return t('Checked in: {names}.', { names: volumeNames(items.filter(({ id }) => meant.includes(id))) });
};

const also = {
  'will-supply': t('The request will wait for the parcel.'),
  conditional: t('The request will wait for our reply. Until then, the condition is an active note.'),
  shipped: t('Receive the parcel on Receiving Items when it arrives.'),
  'shipped-digitally': t('The request will wait for its file. Receive it digitally when the file arrives.'),
  'cancel-refused': t('The request continues. The item may still arrive.'),
  'not-arrived': t('Look for the parcel, then choose Found or Report lost.'),
  settled: t('Marks the loss or damage as settled.'),
} as const satisfies Partial<Record<PartnerAnswerKind, string>>;

/**
 * Describes what recording an answer does; asks for a choice while it is null.
 * @param asksWhetherMoreCome for an incomplete set: describes both cases
 */
export const answerPreview = (
  request: RequestFactsView,
  said: Said | null,
  asksWhetherMoreCome = false,
): string => {
  if (said === null) return t('Choose one to see what will happen.');
  if (asksWhetherMoreCome) {
    const of = (endsSet: boolean): string => answerPreview(request, { ...said, endsSet });
    return inOneLine([
      t('More are coming: {ahead}', { ahead: of(false) }),
      t('No more are coming: {ahead}', { ahead: of(true) }),
    ]);
  }
  const events = eventsOfAnswer(request.life, said, { turnId: said.turnId, askable: request.askable });
  const outcome = events.length === 0 ? null : lifeAfterAll(request.life, events);
  if (outcome === null) return '';
  if (!outcome.threadOnly)
    return inOneLine([...alsoOf(request, said), ...sentencesOf(request, request.life, outcome)]);
  const name = nameOfPartner(request, said.turnId);
  if (said.kind !== 'shipped') return threadWords(name, besideThread(request.life, outcome.life, said));
  return volumesOf(request.life, said.turnId).length === 0
    ? t('{name}’s parcel will still arrive. Receive it, or return it.', { name })
    : t('{name}’s answer is saved in the conversation. Its parcel has already arrived.', { name });
};

/** Describes what recording the same answer for many requests does, each for its most likely partner. */
export const manyAnswersPreview = (requests: readonly RequestFactsView[], said: Said | null): string =>
  inOneLine([
    t('The same answer for {requestsCount} requests, each recorded separately.', {
      requestsCount: requests.length,
    }),
    ...lettersOfMany(requests, (request) =>
      said === null
        ? ''
        : answerPreview(request, { ...said, turnId: likelyTurn(request.life, said.kind) ?? said.turnId }),
    ),
  ]);

/** Whether an action can be decided: it causes an event, or does not affect the request's life. */
export const canDecide = (action: DecisionKind, { life }: Pick<RequestFactsView, 'life'>): boolean =>
  factsOf(action).events.length === 0 || eventsOfStep(action, life).length > 0;

/** Returns why the window of an action has nothing to decide: the status has changed, or never allowed it. Null if it has. */
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
    ? steps[action].says.cannot(statusLabel(only.status))
    : t('{doing} is not possible for any of these requests.', { doing: steps[action].says.doing });
};
