import type { CalendarDate, ItemId, TurnId } from './ids.ts';
import { lifeAfterAll } from './life/life-after.ts';
import { activeTurn, type Life, type LifeEvent, volumesOf } from './life/life.ts';
import type { PossibleType } from './life/may-happen.ts';
import { isActive, wasAsked } from './life/turn.ts';
import { isOut, isRenewable, type Volume } from './life/volume.ts';
import { t } from '../words/words.ts';

type AnswerFacts = {
  /** The choice staff see, with the partner as its subject: `The partner…`. */
  readonly label: string;
  /** Its effect on the life of the request. */
  readonly event: PossibleType;
  /** The text in the history. */
  readonly headline: string;
};

/** What a partner can answer to a request, in the order of a request's life. */
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
    label: t('will not renew it'),
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

/** The headline of a partner that cannot lend now, but would lend on another request. */
export const lendsIfChanged = t('can lend it if the request is changed');

export type PartnerAnswerKind = keyof typeof partnerAnswers;
export const partnerAnswerKinds = Object.keys(partnerAnswers) as readonly PartnerAnswerKind[];

/** An answer as far as it concerns the life of the request. Dates are the partner's. */
export type AnswerOfLife = {
  readonly kind: PartnerAnswerKind;
  readonly dueOn?: CalendarDate | null | undefined;
  /** The volume that did not arrive; omitted or null: everything that was returned. */
  readonly itemId?: ItemId | null | undefined;
  /**
   * The volumes that were checked in; omitted: everything that was returned. `found`: those among them that were reported lost have turned
   * up there.
   */
  readonly itemIds?: readonly ItemId[] | undefined;
  readonly found?: boolean | undefined;
  /** Whether the check-in ends a set some of whose volumes never arrived. */
  readonly endsSet?: boolean | undefined;
};

/** Returns the volumes of a turn that an answer concerns. */
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
      // An unsolicited yes is accepted too.
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
 * Returns the events that an answer from a turn's partner causes, or only the record that it was said if it has no consequence.
 * @param askable the turns that can be asked next.
 * @returns no event if it cannot be meant: a partner cannot have back a volume that is still out, and only staff say that a partner did not
 * answer in time.
 */
export const eventsOfAnswer = (life: Life, answer: AnswerOfLife, of: Of): readonly LifeEvent[] => {
  const events = eventsMeant(life, answer, of);
  if (events.length > 0 && lifeAfterAll(life, events) !== null) return events;
  const isOutStill = answer.kind === 'checked-in' && volumesOf(life, of.turnId).some(isOut);
  return answer.kind === 'expired' || isOutStill ? [] : [{ type: 'partner.said', turnId: of.turnId }];
};

/** Returns the events of an answer that has a consequence. */
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

/**
 * What an answer that is only kept in the thread does besides. `closes-renewal`: our question is answered, but no date moves. `no-date`: the
 * partner renews automatically, so that its no comes after the fact.
 */
export const besideThread = (
  before: Life,
  after: Pick<Life, 'volumes'>,
  said: { readonly kind: PartnerAnswerKind; readonly turnId: TurnId },
): 'closes-renewal' | 'no-date' | 'nothing' => {
  const wasAskedOf = ({ id }: Volume): boolean =>
    before.volumes.some((volume) => volume.id === id && volume.renewal === 'asked');
  if (after.volumes.some((volume) => volume.renewal !== 'asked' && wasAskedOf(volume)))
    return 'closes-renewal';
  const isRenewed = volumesOf(before, said.turnId).some((one) => isOut(one) && one.renewal === 'renewed');
  return said.kind === 'renewal-refused' && isRenewed ? 'no-date' : 'nothing';
};

/** Returns whether an answer from a turn's partner has a consequence, is only recorded in the thread, or cannot be meant (null). */
const weightOf = (life: Life, kind: PartnerAnswerKind, turnId: TurnId): 'moves' | 'thread' | null => {
  // A check-in may concern a volume that was reported lost.
  const events = eventsOfAnswer(life, { kind, found: kind === 'checked-in' }, { turnId, askable: [] });
  if (events.length === 0) return null;
  const outcome = lifeAfterAll(life, events);
  if (outcome === null) return null;
  return outcome.threadOnly ? 'thread' : 'moves';
};

/** Returns the turns whose partner can have answered: those that were asked, in rota order. */
export const turnsThatAnswer = ({ turns }: Life): readonly TurnId[] =>
  turns.filter(wasAsked).map(({ id }) => id);

/** Returns the answers that can be recorded for a turn. @param weight with a consequence, or only in the thread. */
export const answersFor = (
  life: Life,
  turnId: TurnId,
  weight: 'moves' | 'thread' = 'moves',
): readonly PartnerAnswerKind[] =>
  partnerAnswerKinds.filter((kind) => weightOf(life, kind, turnId) === weight);

/**
 * Returns the turn that most likely answered, if none was chosen: the active one, or the latest one asked for which the answer has a
 * consequence.
 */
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
