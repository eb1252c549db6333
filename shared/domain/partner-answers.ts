import type { CalendarDate, ItemId, TurnId } from './ids.ts';
import { lifeAfterAll } from './life/life-after.ts';
import { activeTurn, type Life, type LifeEvent, volumesOf } from './life/life.ts';
import type { PossibleType } from './life/may-happen.ts';
import { isActive, wasAsked } from './life/turn.ts';
import { isOut, isRenewable, type Volume } from './life/volume.ts';
import { t } from '../words/words.ts';

type AnswerFacts = {
  /** What staff choose, in the partner's place: `The partner …`. */
  readonly label: string;
  /** What it does to the life of the request. */
  readonly event: PossibleType;
  /** What the history says. */
  readonly headline: string;
};

/** What a partner can say to a request. In the order of a request's life. */
export const partnerAnswers = {
  'will-supply': {
    label: t('will supply it'),
    event: 'partner.willSupply',
    headline: t('will supply'),
  },
  conditional: {
    label: t('sets a condition'),
    event: 'partner.conditional',
    headline: t('set a condition'),
  },
  shipped: {
    label: t('has shipped it'),
    event: 'partner.shipped',
    headline: t('shipped it'),
  },
  'shipped-digitally': {
    label: t('has sent it as a file'),
    event: 'partner.shippedDigitally',
    headline: t('sent it as a file'),
  },
  rejected: {
    label: t('cannot lend it'),
    event: 'partner.rejected',
    headline: t('cannot lend it'),
  },
  cancelled: {
    label: t('cancels it'),
    event: 'partner.cancelled',
    headline: t('cancelled it'),
  },
  expired: {
    label: t('did not answer in time'),
    event: 'turn.expired',
    headline: t('did not answer in time'),
  },
  'cancel-accepted': {
    label: t('agrees to the cancellation'),
    event: 'partner.cancelAccepted',
    headline: t('agreed to the cancellation'),
  },
  'cancel-refused': {
    label: t('does not agree to the cancellation'),
    event: 'partner.cancelRefused',
    headline: t('did not agree to the cancellation'),
  },
  renewed: {
    label: t('renews it'),
    event: 'partner.renewed',
    headline: t('renewed it'),
  },
  'renewal-refused': {
    label: t('does not renew it'),
    event: 'partner.renewalRefused',
    headline: t('did not renew it'),
  },
  overdue: {
    label: t('says it is overdue'),
    event: 'partner.overdue',
    headline: t('says it is overdue'),
  },
  recalled: {
    label: t('wants it back now'),
    event: 'partner.recalled',
    headline: t('recalled it'),
  },
  'demand-withdrawn': {
    label: t('no longer wants it back'),
    event: 'demand.withdrawn',
    headline: t('no longer wants it back'),
  },
  'checked-in': {
    label: t('has it back'),
    event: 'partner.checkedIn',
    headline: t('has it back'),
  },
  'not-arrived': {
    label: t('says it never arrived'),
    event: 'partner.missed',
    headline: t('says it never arrived'),
  },
  settled: {
    label: t('has settled the loss or damage with us'),
    event: 'items.settled',
    headline: t('settled the loss or damage'),
  },
} as const satisfies Record<string, AnswerFacts>;

export type PartnerAnswerKind = keyof typeof partnerAnswers;
export const partnerAnswerKinds = Object.keys(partnerAnswers) as readonly PartnerAnswerKind[];

/** An answer as far as the life of the request goes. Dates are the partner's. */
export type AnswerOfLife = {
  readonly kind: PartnerAnswerKind;
  readonly dueOn?: CalendarDate | null | undefined;
  /** Of what did not arrive; left out or null: all that went back. */
  readonly itemId?: ItemId | null | undefined;
  /** Of what was checked in; left out: all that went back. `found`: what was reported lost among them has turned up there. */
  readonly itemIds?: readonly ItemId[] | undefined;
  readonly found?: boolean | undefined;
  /** Whether a set of which volumes never came is over with the check-in. */
  readonly endsSet?: boolean | undefined;
};

/** The volumes of a turn that an answer is about. */
export const volumesMeant = (
  life: Life,
  { kind, itemId = null, itemIds, found = false }: AnswerOfLife,
  turnId: TurnId,
): readonly Volume[] => {
  const volumes = volumesOf(life, turnId).filter(
    ({ id }) => (itemId === null || id === itemId) && (itemIds?.includes(id) ?? true),
  );
  const asked = volumes.filter((volume) => isOut(volume) && volume.renewal === 'asked');
  switch (kind) {
    case 'renewed':
      // A yes that nobody asked for is taken too.
      return asked.length > 0 ? asked : volumes.filter(isRenewable);
    case 'renewal-refused':
      return asked;
    case 'checked-in':
      return volumes.filter(
        ({ place, checkIn }) =>
          (place === 'returned-to-partner' && checkIn !== 'checked-in') || (found && place === 'lost'),
      );
    case 'not-arrived':
      return volumes.filter(({ place, checkIn }) => place === 'returned-to-partner' && checkIn === 'none');
    case 'settled':
      return volumes.filter(({ report }) => report !== 'none');
    case 'overdue':
    case 'recalled':
    case 'demand-withdrawn':
      return volumes.filter(isOut);
    default:
      return [];
  }
};

type Of = { readonly turnId: TurnId; readonly askable: readonly TurnId[] };

/**
 * What the answer of a turn's partner is for the life of the request: what follows from it, or that it was said and nothing follows any more.
 * @param askable the turns that can be asked next.
 * @returns no event where it cannot be meant: a partner has not back what is still out, and only staff say that it was silent too long.
 */
export const eventsOfAnswer = (life: Life, answer: AnswerOfLife, of: Of): readonly LifeEvent[] => {
  const events = eventsMeant(life, answer, of);
  if (events.length > 0 && lifeAfterAll(life, events) !== null) return events;
  const isOutStill = answer.kind === 'checked-in' && volumesOf(life, of.turnId).some(isOut);
  return answer.kind === 'expired' || isOutStill ? [] : [{ type: 'partner.said', turnId: of.turnId }];
};

/** The events that an answer is where something follows from it. */
const eventsMeant = (life: Life, answer: AnswerOfLife, { turnId, askable }: Of): readonly LifeEvent[] => {
  const itemIds = volumesMeant(life, answer, turnId).map(({ id }) => id);
  const { event } = partnerAnswers[answer.kind];
  switch (event) {
    case 'partner.rejected':
    case 'partner.cancelled':
    case 'partner.cancelAccepted':
    case 'turn.expired':
      return [{ type: event, turnId, askable }];
    case 'partner.shipped':
    case 'partner.shippedDigitally':
      return [{ type: event, turnId, ...(answer.dueOn && { dueOn: answer.dueOn }) }];
    case 'partner.renewed':
      return itemIds.length === 0 ? [] : [{ type: event, itemIds, dueOn: answer.dueOn ?? null }];
    case 'partner.renewalRefused':
    case 'partner.missed':
      return itemIds.length === 0 ? [] : [{ type: event, itemIds }];
    case 'partner.checkedIn':
      return itemIds.length === 0
        ? []
        : [
            {
              type: event,
              turnId,
              itemIds,
              endsSet: answer.endsSet ?? false,
              ...(answer.found && { found: true }),
            },
          ];
    case 'items.settled':
      return [
        ...(itemIds.length > 0 ? [{ type: event, itemIds }] : []),
        ...(life.turns.some(({ id, parcel }) => id === turnId && parcel !== 'none')
          ? [{ type: 'parcel.settled', turnId } as const]
          : []),
      ];
    default:
      return [{ type: event, turnId }];
  }
};

/** What an answer of a turn's partner comes to: it has a consequence, it is kept in the thread alone, or it cannot be meant. */
const weightOf = (life: Life, kind: PartnerAnswerKind, turnId: TurnId): 'moves' | 'thread' | null => {
  // A check-in may be of something that was reported lost.
  const events = eventsOfAnswer(life, { kind, found: kind === 'checked-in' }, { turnId, askable: [] });
  if (events.length === 0) return null;
  const outcome = lifeAfterAll(life, events);
  if (outcome === null) return null;
  return outcome.threadOnly ? 'thread' : 'moves';
};

/** The turns whose partner can have said something: those that were asked, in the order of the rota. */
export const turnsThatAnswer = ({ turns }: Life): readonly TurnId[] =>
  turns.filter(wasAsked).map(({ id }) => id);

/** The answers that can be recorded for a turn. @param weight with a consequence, or for the thread alone. */
export const answersFor = (
  life: Life,
  turnId: TurnId,
  weight: 'moves' | 'thread' = 'moves',
): readonly PartnerAnswerKind[] =>
  partnerAnswerKinds.filter((kind) => weightOf(life, kind, turnId) === weight);

/** Whose answer it is, where nobody chose: the active turn's, or of those of which it means something the one asked last. */
export const likelyTurn = (life: Life, kind: PartnerAnswerKind | null): TurnId | null => {
  const active = activeTurn(life);
  const asked = life.turns.filter(wasAsked);
  const fits = asked.filter(({ id }) => kind === null || weightOf(life, kind, id) === 'moves');
  const withBooks = fits.filter(({ id }) => volumesOf(life, id).some(isOut));
  const chosen =
    fits.find(({ id }) => id === active?.id) ??
    withBooks.at(-1) ??
    fits.at(-1) ??
    asked.find(isActive) ??
    asked.at(-1);
  return chosen?.id ?? null;
};
