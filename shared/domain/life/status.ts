import type { CalendarDate } from '../ids.ts';
import type { RequestStatus } from '../request-status.ts';
import { activeTurn, type Life, volumesOf } from './life.ts';
import type { Turn, TurnState } from './turn.ts';
import { wasAsked } from './turn.ts';
import type { RenewalState, Volume } from './volume.ts';
import { demandStates, isLentOrWaits, isNotCheckedIn, isOut, renewalStates } from './volume.ts';

const renewalStatuses = {
  none: null,
  renewed: 'RENEWED',
  refused: 'RENEW_NOT_ACCEPTED',
  asked: 'RENEW_REQUESTED',
  mediated: 'MEDIATED_RENEWAL',
} as const satisfies Record<RenewalState, RequestStatus | null>;

const turnStatuses = {
  asked: 'REQUEST_SENT',
  'will-supply': 'WILL_SUPPLY',
  conditional: 'CONDITIONAL',
  shipped: 'SHIPPED_PHYSICALLY',
  'shipped-digitally': 'SHIPPED_DIGITALLY',
} as const satisfies Partial<Record<TurnState, RequestStatus>>;

/** Returns the most serious of some states, in the order of their list. */
const heaviest = <S extends string>(order: readonly S[], states: readonly S[]): S =>
  order.findLast((state) => states.includes(state)) ?? (order[0] as S);

/** Returns the volumes that are out and meant for the patron. */
const forPatron = ({ volumes }: Life): readonly Volume[] =>
  volumes.filter((volume) => isOut(volume) && volume.use === 'for-patron');

/** Unsettled loss and damage of volumes, or of a parcel with no volume yet; most serious last. */
export const lossStates = ['none', 'claimed', 'damaged', 'lost'] as const;
export type LossState = (typeof lossStates)[number];

const lossOf = ({ turns, volumes }: Life): LossState => {
  const parcels = turns.map(({ parcel }) => parcel);
  if (parcels.includes('lost') || volumes.some(({ report }) => report === 'lost')) return 'lost';
  if (volumes.some(({ report }) => report === 'damaged')) return 'damaged';
  return parcels.includes('claimed') ? 'claimed' : 'none';
};

/**
 * Returns the open questions of a request besides its status. After the end, only items due to go back and unsettled losses remain open.
 */
export const openQuestionsOf = (life: Life) => {
  const out = life.volumes.filter(isOut);
  const active = activeTurn(life);
  return {
    cancellation: active?.cancellation ?? 'none',
    renewal: heaviest(
      renewalStates,
      life.volumes.filter(isLentOrWaits).map(({ renewal }) => renewal),
    ),
    demand: heaviest(
      demandStates,
      out.map(({ demand }) => demand),
    ),
    loss: lossOf(life),
    goesBack: out.some(({ use }) => use === 'goes-back'),
    /** Whether anything was returned that its partner has not checked in. */
    checkIn: life.volumes.some(isNotCheckedIn),
    /** The state of the active turn; null if there is none. */
    turn: active?.state ?? null,
  } as const;
};

const lossStatuses = { none: null, claimed: 'CLAIMED', damaged: 'DAMAGED', lost: 'REPORT_LOST' } as const;
const cancellationStatuses = { none: null, asked: 'CANCEL_REPLY', refused: 'CANCEL_NOT_ACCEPTED' } as const;

/**
 * Returns the status of a request: the first of these rules that applies. Pure.
 * @returns one of our codes, or another system's word.
 */
export const statusOf = (life: Life): string => {
  if (life.endedAs !== null) return life.endedAs;
  const { cancellation, renewal, demand, loss } = openQuestionsOf(life);
  const here = forPatron(life);
  const active = activeTurn(life);
  if (life.volumes.length > 0 && here.length === 0 && !active)
    return lossStatuses[loss] ?? 'RETURNED_TO_PARTNER';
  if (demand === 'recalled') return 'RECALLED_BOR';
  const unsettled = lossStatuses[loss];
  if (unsettled) return unsettled;
  const asked = cancellationStatuses[cancellation];
  if (active && asked && volumesOf(life, active.id).length === 0) return asked;
  if (demand === 'overdue') return 'OVERDUE_ITEM';
  return renewalStatuses[renewal] ?? placeStatus(here) ?? turnStatus(life, active);
};

const placeStatus = (here: readonly Volume[]): RequestStatus | null => {
  if (here.length === 0) return null;
  if (here.some(({ place }) => place === 'on-loan')) return 'LOANED';
  return here.some(({ patron }) => patron === 'brought-back') ? 'RETURNED_BY_PATRON' : 'RECEIVED_PHYSICALLY';
};

const turnStatus = ({ turns }: Life, active: Turn | undefined): string => {
  if (active) return active.outsideWord ?? turnStatuses[active.state as keyof typeof turnStatuses];
  if (turns.some(({ state }) => state === 'waiting')) return 'READY_TO_SEND';
  const last = turns.findLast(wasAsked);
  return last ? (last.outsideWord ?? 'REJECTED') : 'REQUEST_CREATED_BOR';
};

/**
 * Returns when the request is due back: the earliest date of the patron's volumes that are out; before the first arrives, the date given
 * for the active turn; after the last is returned, the latest date there was.
 */
export const dueOnOf = (life: Life): CalendarDate | null => {
  const received = life.volumes.filter(({ use }) => use === 'for-patron');
  if (received.length === 0) return activeTurn(life)?.dueOn ?? null;
  const out = received.filter(isOut);
  const dates = (out.length > 0 ? out : received).flatMap(({ dueOn }) => dueOn ?? []).sort();
  return (out.length > 0 ? dates[0] : dates.at(-1)) ?? null;
};
