import { expect, test } from 'vitest';
import type { CalendarDate, ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { activeTurn, type Life, type LifeEvent, newLife } from '../../../../shared/domain/life/life.ts';
import { possibleEvents, type PossibleType } from '../../../../shared/domain/life/may-happen.ts';
import { possibleSenders } from '../../../../shared/domain/life/senders.ts';
import { openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { howMany } from '../../../support/how-many.ts';

/** Events that change what is left to do. A renewal or a date blocks nothing. */
const types: readonly PossibleType[] = [
  'sent',
  'next.asked',
  'partner.willSupply',
  'partner.conditional',
  'partner.shipped',
  'partner.shippedDigitally',
  'partner.rejected',
  'partner.cancelAccepted',
  'partner.cancelRefused',
  'turn.expired',
  'condition.accepted',
  'condition.declined',
  'file.received',
  'set.nothingMore',
  'set.restNotWanted',
  'parcel.claimed',
  'parcel.lost',
  'parcel.found',
  'parcel.settled',
  'cancelled',
  'cancellation.withdrawn',
  'item.kept',
  'loaned',
  'broughtBack',
  'broughtBackElsewhere',
  'sentOn',
  'shelved',
  'foundOnShelf',
  'items.returned',
  'items.lost',
  'items.damaged',
  'items.settled',
  'partner.checkedIn',
  'partner.missed',
];

const rota = (turns: number, expected: number): Life => ({
  ...newLife,
  expected,
  turns: Array.from({ length: turns }, (_, index) =>
    newTurn((index + 1) as TurnId, (index + 1) as PartnerId),
  ),
});

/** The next volume, from any turn that can have sent it, for the patron or to go back. */
const receipts = (life: Life, maxVolumes: number): readonly LifeEvent[] =>
  life.volumes.length >= maxVolumes
    ? []
    : possibleSenders(life).flatMap((turnId) =>
        (['for-patron', 'goes-back'] as const).map((use) => ({
          type: 'item.received',
          turnId,
          use,
          done: true,
          volume: {
            id: (life.volumes.length + 1) as ItemId,
            place: 'on-hold-shelf',
            dueOn: '2027-01-15' as CalendarDate,
          },
        })),
      );

/** A life without irrelevant differences: what partners know, and the identity of equal volumes. */
const keyOf = ({ turns, volumes, cancelWish, endedAs, expected }: Life): string =>
  JSON.stringify([
    turns.map(({ state, cancellation, parcel }) => [state, cancellation, parcel]),
    volumes
      .map(({ turnId, place, use, patron, report, checkIn }) =>
        [turnId, place, use, patron, report, checkIn].join(' '),
      )
      .sort(),
    cancelWish,
    endedAs,
    expected,
  ]);

/** Every life reachable from a beginning, breadth first, up to a limit. */
const reachable = (begun: Life, maxVolumes: number, most: number): readonly Life[] => {
  const seen = new Map([[keyOf(begun), begun]]);
  for (const life of seen.values()) {
    if (seen.size >= most) break;
    for (const event of [...possibleEvents(life, types), ...receipts(life, maxVolumes)]) {
      const after = lifeAfter(life, event)?.life;
      if (after && !seen.has(keyOf(after))) seen.set(keyOf(after), after);
    }
  }
  return [...seen.values()];
};

/** What staff can do alone, whatever partners and patron fail to do, until nothing is left for them to do. */
const byStaffAlone = (begun: Life): Life => {
  let life = begun;
  const take = (event: LifeEvent): void => {
    life = lifeAfter(life, event)?.life ?? life;
  };
  for (const { id } of life.turns) take({ type: 'parcel.settled', turnId: id });
  for (const { id } of life.volumes) {
    take({ type: 'item.happened', itemId: id, what: 'broughtBack' });
    take({ type: 'items.settled', itemIds: [id] });
    take({ type: 'items.returned', itemIds: [id] });
  }
  const active = activeTurn(life);
  take({ type: 'cancelled', wish: 'staff', needsConsent: active !== undefined });
  take({ type: 'completed.byHand' });
  return life;
};

const beginnings = [
  { turns: 1, volumes: 1, most: 6_000 },
  { turns: 2, volumes: 1, most: 6_000 },
  { turns: 2, volumes: 2, most: 8_000 },
  { turns: 2, volumes: 3, most: 8_000 },
] as const;

test.each(beginnings)(
  'from every combination of $turns turns and $volumes volumes staff alone can reach an end, with nothing left to do',
  { timeout: 600_000 },
  ({ turns, volumes, most }) => {
    const lives = reachable(rota(turns, volumes), volumes, howMany('COMBINATIONS', most, 200_000));
    for (const life of lives) {
      expect(requestStatusCodes as readonly string[]).toContain(statusOf(life));
      const after = byStaffAlone(life);
      if (after.endedAs === null) throw new Error(`no way out of ${statusOf(life)}: ${keyOf(life)}`);
      const { goesBack, loss } = openQuestionsOf(after);
      if (goesBack || loss !== 'none')
        throw new Error(`something is left after the end of ${statusOf(life)}: ${keyOf(life)}`);
    }
    // A change that prunes lives would make the proof trivial.
    expect(lives.length).toBeGreaterThan(turns === 1 ? 100 : 1_000);
  },
);
