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

/** The heaviest of some states, as their list orders them. */
const heaviest = <S extends string>(order: readonly S[], states: readonly S[]): S =>
  order.findLast((state) => states.includes(state)) ?? (order[0] as S);

/** The volumes that are out and that the patron gets. */
const forPatron = ({ volumes }: Life): readonly Volume[] =>
  volumes.filter((volume) => isOut(volume) && volume.use === 'for-patron');

/** Loss and damage that is not settled, of volumes or of a parcel that has none yet; the heaviest last. */
export const lossStates = ['none', 'claimed', 'damaged', 'lost'] as const;
export type LossState = (typeof lossStates)[number];

const lossOf = ({ turns, volumes }: Life): LossState => {
  const parcels = turns.map(({ parcel }) => parcel);
  if (parcels.includes('lost') || volumes.some(({ report }) => report === 'lost')) return 'lost';
  if (volumes.some(({ report }) => report === 'damaged')) return 'damaged';
  return parcels.includes('claimed') ? 'claimed' : 'none';
};

/** What somebody waits for, besides the status. None is open after the end, but for what is to go back and what is not settled. */
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
    /** What went back and its partner has not said that it has. */
    checkIn: life.volumes.some(isNotCheckedIn),
    /** How far the active turn is; null where none is. */
    turn: active?.state ?? null,
  } as const;
};

const lossStatuses = { none: null, claimed: 'CLAIMED', damaged: 'DAMAGED', lost: 'REPORT_LOST' } as const;
const cancellationStatuses = { none: null, asked: 'CANCEL_REPLY', refused: 'CANCEL_NOT_ACCEPTED' } as const;

/**
 * The status of a request: the first of these that holds. Pure.
 * @returns a code of ours, or the word of another system.
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
 * When the request is due back: the earliest date of the patron's volumes that are out; before the first one came, what the active turn named;
 * after the last went back, the latest date that was there.
 */
export const dueOnOf = (life: Life): CalendarDate | null => {
  const received = life.volumes.filter(({ use }) => use === 'for-patron');
  if (received.length === 0) return activeTurn(life)?.dueOn ?? null;
  const out = received.filter(isOut);
  const dates = (out.length > 0 ? out : received).flatMap(({ dueOn }) => dueOn ?? []).sort();
  return (out.length > 0 ? dates[0] : dates.at(-1)) ?? null;
};
