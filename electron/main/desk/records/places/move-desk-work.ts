import { calendarDateIn, formatDate } from '../../../../../shared/domain/dates.ts';
import type { DeskId, Instant, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { Happening, Life, LifeEvent, Outcome } from '../../../../../shared/domain/life/life.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { nothingMoves } from '../../steps/frame/decision.ts';
import { type Step, type Taken, writeSideEffect } from '../../steps/frame/step.ts';
import { findItem, type ItemRow } from '../../store/items.queries.ts';
import type { DeskRow } from '../../store/places.queries.ts';
import { shelfDay } from '../calendar/shelf-day.ts';
import type { DeskWork } from './desk-work.ts';
import type { ItemOfDesk } from './desk-work.queries.ts';

/** A change of a desk inside its transaction. */
export type Placing = {
  readonly context: DeskContext;
  readonly db: WritableDB;
  readonly opId: OpId;
  readonly at: Instant;
};

/** From which desk to which other one. */
type Way = {
  readonly from: Pick<DeskRow, 'id' | 'name'>;
  readonly to: { readonly id: DeskId; readonly name: string };
  /** Whether the other desk returns the items to their partners from now on. */
  readonly isOwner: boolean;
};

type OfRequest = { readonly items: readonly ItemOfDesk[]; readonly isCollected: boolean };

/** Writes the effect of a change of a desk on one request, with a line in its history. */
export const writeOn = (
  { context, db, opId, at }: Placing,
  requestId: RequestId,
  work: (step: Pick<Step, 'request'>) => Taken,
): void => writeSideEffect(context, { kind: 'save-desk', db, opId, at }, requestId, work);

/** Groups rows by the request that they are about. */
export const groupByRequest = <Row>(
  rows: readonly Row[],
  requestOf: (row: Row) => RequestId,
): ReadonlyMap<RequestId, readonly Row[]> => {
  const groups = new Map<RequestId, Row[]>();
  for (const row of rows) {
    const id = requestOf(row);
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return groups;
};

/** Returns the life of a request after its items have moved. */
export const lifeMoved = (life: Life, items: readonly ItemId[], what: Happening): Outcome => {
  const events = items.map((itemId): LifeEvent => ({ type: 'item.happened', itemId, what }));
  return lifeAfterAll(life, events) ?? nothingMoves({ life });
};

const nameOf = ({ barcode, volume }: Pick<ItemOfDesk, 'barcode' | 'volume'>): string =>
  barcode || t('volume {volume}', { volume });

/**
 * Moves a desk's work to another one: its items go in transit there, it becomes the pickup location of the open requests, and it takes over
 * the returns to partners. Hold days begin when an item is on the other shelf.
 */
export const moveWork = (placing: Placing, work: DeskWork, way: Way): void => {
  const ids = new Set([...work.requestIds, ...work.items.map(({ requestId }) => requestId)]);
  const collected = new Set(work.requestIds);
  const byRequest = groupByRequest(work.items, ({ requestId }) => requestId);
  for (const id of ids)
    writeOn(placing, id, ({ request: { life } }) =>
      moved(life, { items: byRequest.get(id) ?? [], isCollected: collected.has(id) }, way),
    );
};

const moved = (life: Life, { items, isCollected }: OfRequest, way: Way): Taken => {
  const onTheWay = items.filter(({ where }) => where !== 'owned');
  return {
    after: lifeMoved(
      life,
      onTheWay.map(({ id }) => id),
      'sentOn',
    ),
    items: new Map(items.map((item) => [item.id, placeOnTheWay(item, way)])),
    ...(isCollected && { changes: { pickupDeskId: way.to.id } }),
    headline: [
      ...(isCollected
        ? [t('Pickup location: {to} instead of {from}.', { to: way.to.name, from: way.from.name })]
        : []),
      ...onTheWay.map((item) => t('{item} in transit to {to}.', { item: nameOf(item), to: way.to.name })),
      ...(items.length > onTheWay.length
        ? [t('To be returned to the partner by {to}.', { to: way.to.name })]
        : []),
    ].join(' '),
  };
};

const placeOnTheWay = ({ where, isOwner }: ItemOfDesk, way: Way): Partial<ItemRow> => ({
  ...(where !== 'owned' && { destinationDeskId: way.to.id }),
  ...(where === 'on-shelf' && { shelvedAt: null, holdUntil: null }),
  ...(where === 'brought-back' && { goingBack: 1 }),
  ...(way.isOwner && isOwner === 1 && { owningDeskId: way.to.id }),
});

/** Recomputes the last days on the shelf of a desk, by the calendar of its library. */
export const recomputeDeskShelfDays = (
  placing: Placing,
  items: readonly ItemOfDesk[],
  desk: DeskRow,
): void => {
  const { db, context } = placing;
  for (const { id, requestId, where } of items) {
    const item = findItem(db, id);
    if (where !== 'on-shelf' || !item || item.shelvedAt === null) continue;
    const shelvedOn = calendarDateIn(new Date(item.shelvedAt), context.timeZone());
    const holdUntil = shelfDay(db, { dueOn: item.dueOn, shelvedOn, libraryId: desk.libraryId });
    if (holdUntil === item.holdUntil) continue;
    writeOn(placing, requestId, ({ request }) => ({
      after: nothingMoves(request),
      items: new Map([[id, { holdUntil }]]),
      headline: t('{item} waits on the hold shelf until {until}.', {
        item: nameOf(item),
        until: formatDate(holdUntil),
      }),
    }));
  }
};
