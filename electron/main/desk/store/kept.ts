import type { CalendarDate, Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import { isCostOver } from '../../../../shared/domain/cost.ts';
import { type DueStage, dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import { activeTurn, type Life } from '../../../../shared/domain/life/life.ts';
import { dueOnOf, type LossState, openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { type Turn, wasAsked } from '../../../../shared/domain/life/turn.ts';
import { isNotCheckedIn, isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import type { ItemRow } from './items.queries.ts';
import type { RequestRow } from './requests.queries.ts';
import type { TurnRow } from './turns.queries.ts';

/** What turns and volumes of a request add up to. Kept by `writeLife`, so that lists and counts need not work it out. */
export type Kept = {
  /** A status of ours, or a code from outside. */
  readonly status: string;
  /** Since when. */
  readonly statusAt: Instant | null;
  /** The partner of the active turn; where none is, of the one asked last, or of the first. */
  readonly partnerId: PartnerId | null;
  /** How far the active turn is, and since when; null where none is: then since when the last one is over. */
  readonly turnState: Turn['state'] | null;
  readonly turnAt: Instant | null;
  readonly cancellation: Turn['cancellation'];
  readonly cancellationAt: Instant | null;
  readonly renewal: Volume['renewal'];
  readonly demand: Volume['demand'];
  readonly loss: LossState;
  readonly lossAt: Instant | null;
  /** Since when the active partner wants to be paid more than may be paid; null where it does not, or staff went on with it. */
  readonly overCostAt: Instant | null;
  /** Since when a volume is to go back, and since when one that went back is not checked in. */
  readonly goesBackAt: Instant | null;
  readonly checkInAt: Instant | null;
  /** When the partner wants it back, and what that date means. */
  readonly dueOn: CalendarDate | null;
  readonly dueStage: DueStage;
};

const earliest = <Moment extends string>(moments: readonly (Moment | null)[]): Moment | null =>
  moments.filter((moment) => moment !== null).sort()[0] ?? null;

/** What a request says of money, and what was so before. */
type Before = Pick<RequestRow, 'maximumCost' | 'costKept'> &
  Partial<Pick<Kept, 'status' | 'statusAt' | 'turnState' | 'turnAt' | 'overCostAt'>>;

/** Since when the active partner wants more than may be paid. What staff went on with asks nothing. */
const overCostAt = (
  life: Life,
  { cost }: Pick<TurnRow, 'cost'>,
  before: Before,
  at: Instant,
): Instant | null => {
  const isAsked = life.endedAs === null && life.cancelWish === null && cost !== before.costKept;
  return isAsked && isCostOver(cost, before.maximumCost) ? (before.overCostAt ?? at) : null;
};

/** Since when the heaviest loss is known. */
const lossAt = (loss: LossState, turns: readonly TurnRow[], items: readonly ItemRow[]): Instant | null =>
  earliest([
    ...turns.filter(({ parcel }) => parcel === loss).map(({ parcelAt }) => parcelAt),
    ...items.filter(({ report }) => report === loss).map(({ reportAt }) => reportAt),
  ]);

/**
 * What a life adds up to.
 * @param parts turns and items as their rows are now: they say since when it is so.
 * @param before what was so until now, with fields that change.
 */
export const keptOf = (
  life: Life,
  { turns, items }: { readonly turns: readonly TurnRow[]; readonly items: readonly ItemRow[] },
  before: Before,
  at: Instant,
): Kept => {
  const { cancellation, renewal, demand, loss, goesBack, checkIn, turn } = openQuestionsOf(life);
  const shown = activeTurn(life) ?? life.turns.findLast(wasAsked);
  const row = turns.find(({ id }) => id === shown?.id);
  const volumesThat = (is: (volume: Volume) => boolean): readonly ItemRow[] =>
    items.filter(({ id }) => life.volumes.some((volume) => volume.id === id && is(volume)));
  const status = statusOf(life);
  // A parcel of which volumes are out is no longer awaited as a parcel: what is missing is that of a set.
  const isHere = (volume: Volume): boolean =>
    volume.turnId === shown?.id && isOut(volume) && volume.use === 'for-patron';
  const turnState = turn === 'shipped' && life.volumes.some(isHere) ? 'closing' : turn;
  return {
    status,
    statusAt: status === before.status ? (before.statusAt ?? at) : at,
    partnerId: (shown ?? life.turns[0])?.partnerId ?? null,
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
      ? earliest(volumesThat(isNotCheckedIn).map(({ returnedAt, receivedAt }) => returnedAt ?? receivedAt))
      : null,
    dueOn: dueOnOf(life),
    dueStage: dueStageOf(life),
  };
};
