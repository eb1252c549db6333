import type { CalendarDate, Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import { isCostOver } from '../../../../shared/domain/cost.ts';
import { type DueStage, dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { shownTurn } from '../../../../shared/domain/life/shown-turn.ts';
import { dueOnOf, type LossState, openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import type { Turn } from '../../../../shared/domain/life/turn.ts';
import { isNotCheckedIn, isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import type { ItemRow } from './items.queries.ts';
import type { RequestRow } from './requests.queries.ts';
import type { TurnRow } from './turns.queries.ts';

/**
 * Columns of a request that are derived from its turns and volumes. Maintained by `writeLife`, so that lists and counts need not compute
 * them.
 */
export type DerivedColumns = {
  /** One of our statuses, or a code from another system. */
  readonly status: string;
  /** Since when. */
  readonly statusAt: Instant | null;
  /** The partner of the turn that it shows (`shownTurn`), or of the one that is asked next. */
  readonly partnerId: PartnerId | null;
  /** The state of the active turn, and since when; null if none is active: then since when the one that it shows is over. */
  readonly turnState: Turn['state'] | null;
  readonly turnAt: Instant | null;
  readonly cancellation: Turn['cancellation'];
  readonly cancellationAt: Instant | null;
  readonly renewal: Volume['renewal'];
  readonly demand: Volume['demand'];
  readonly loss: LossState;
  readonly lossAt: Instant | null;
  /** Since when the active partner asks for more than the maximum cost; null if it does not, or if staff decided to continue. */
  readonly overCostAt: Instant | null;
  /** Since when a volume is to go back, and since when a returned one is not checked in. */
  readonly goesBackAt: Instant | null;
  readonly checkInAt: Instant | null;
  /** The partner's due date, and what that date means. */
  readonly dueOn: CalendarDate | null;
  /** The same, but of a recalled volume the day that its recall names. */
  readonly wantedOn: CalendarDate | null;
  readonly dueStage: DueStage;
};

const earliest = <Moment extends string>(moments: readonly (Moment | null)[]): Moment | null =>
  moments.filter((moment) => moment !== null).sort()[0] ?? null;

/** The cost limits of a request, and its previous derived values. */
type Before = Pick<RequestRow, 'maximumCost' | 'costKept'> &
  Partial<Pick<DerivedColumns, 'status' | 'statusAt' | 'turnState' | 'turnAt' | 'overCostAt'>>;

/** Since when the active partner asks for more than the maximum cost. A cost that staff accepted does not count. */
const overCostAt = (
  life: Life,
  { cost }: Pick<TurnRow, 'cost'>,
  before: Before,
  at: Instant,
): Instant | null => {
  const isAsked = life.endedAs === null && life.cancelWish === null && cost !== before.costKept;
  return isAsked && isCostOver(cost, before.maximumCost) ? (before.overCostAt ?? at) : null;
};

/** Since when the most serious loss is known. */
const lossAt = (loss: LossState, turns: readonly TurnRow[], items: readonly ItemRow[]): Instant | null =>
  earliest([
    ...turns.filter(({ parcel }) => parcel === loss).map(({ parcelAt }) => parcelAt),
    ...items.filter(({ report }) => report === loss).map(({ reportAt }) => reportAt),
  ]);

/** The earliest day on which the partner wants one of the patron's volumes back. */
const wantedOnOf = (life: Life, items: readonly ItemRow[]): CalendarDate | null => {
  const out = life.volumes.filter((volume) => isOut(volume) && volume.use === 'for-patron');
  if (out.length === 0) return dueOnOf(life);
  return earliest(
    out.map(({ id, demand, dueOn }) => {
      const backBy = demand === 'recalled' ? items.find((item) => item.id === id)?.backBy : null;
      return backBy ?? dueOn;
    }),
  );
};

/**
 * Derives the columns from a life.
 * @param parts the current rows of turns and items: they have the timestamps.
 * @param before the previous values, including changed fields.
 */
export const deriveColumns = (
  life: Life,
  { turns, items }: { readonly turns: readonly TurnRow[]; readonly items: readonly ItemRow[] },
  before: Before,
  at: Instant,
): DerivedColumns => {
  const { cancellation, renewal, demand, loss, goesBack, checkIn, turn } = openQuestionsOf(life);
  const shown = shownTurn(life);
  const row = turns.find(({ id }) => id === shown?.id);
  const volumesThat = (is: (volume: Volume) => boolean): readonly ItemRow[] =>
    items.filter(({ id }) => life.volumes.some((volume) => volume.id === id && is(volume)));
  const status = statusOf(life);
  // Once volumes of a parcel are here, it is no longer expected as a parcel: only volumes of the set are missing.
  const isHere = (volume: Volume): boolean =>
    volume.turnId === shown?.id && isOut(volume) && volume.use === 'for-patron';
  const turnState = turn === 'shipped' && life.volumes.some(isHere) ? 'closing' : turn;
  return {
    status,
    statusAt: status === before.status ? (before.statusAt ?? at) : at,
    partnerId:
      (shown ?? life.turns.find(({ state }) => state === 'waiting') ?? life.turns[0])?.partnerId ?? null,
    turnState,
    turnAt:
      row?.stateAt ??
      (turnState === null ? null : turnState === before.turnState ? (before.turnAt ?? at) : at),
    cancellation,
    cancellationAt: cancellation === 'none' ? null : (row?.cancellationAt ?? null),
    renewal,
    demand,
    loss,
    lossAt: loss === 'none' ? null : lossAt(loss, turns, items),
    overCostAt: turn !== null && row ? overCostAt(life, row, before, at) : null,
    goesBackAt: goesBack
      ? earliest(
          volumesThat((volume) => isOut(volume) && volume.use === 'goes-back').map(
            ({ useAt, receivedAt }) => useAt ?? receivedAt,
          ),
        )
      : null,
    checkInAt: checkIn
      ? earliest(
          volumesThat(isNotCheckedIn).map(
            ({ returnedAt, statusAt, receivedAt }) => returnedAt ?? statusAt ?? receivedAt,
          ),
        )
      : null,
    dueOn: dueOnOf(life),
    wantedOn: wantedOnOf(life, items),
    dueStage: dueStageOf(life),
  };
};
