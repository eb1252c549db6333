import type { ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { type Change, listChanges, readRow, type RowImage } from '../../store/change-log.queries.ts';
import { findCommand } from '../../store/command-log.queries.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import type { DeskRow } from '../../store/places.queries.ts';
import type { Happening } from '../../../../../shared/domain/life/life.ts';
import { nothingMoves } from '../../steps/frame/decision.ts';
import { groupByRequest, lifeMoved, type Placing, writeOn } from './move-desk-work.ts';

type Moved = Change & { readonly before: RowImage; readonly after: RowImage };

/** The columns for the place of an item, and since when. */
const placeColumns = {
  status_at: 'statusAt',
  destination_desk_id: 'destinationDeskId',
  owning_desk_id: 'owningDeskId',
  going_back: 'goingBack',
  shelved_at: 'shelvedAt',
  hold_until: 'holdUntil',
  left_shelf_since: 'leftShelfSince',
  left_shelf_at: 'leftShelfAt',
  left_shelf_as: 'leftShelfAs',
} as const satisfies Readonly<Record<string, keyof ItemRow>>;

const columnsThatMove = {
  item: ['status', 'desk_id', ...Object.keys(placeColumns)],
  request: ['pickup_desk_id'],
} as const;

/** Whether a row is still where a change of a desk moved it. */
const isWhereItWent = ({ table, before, after }: Moved, now: RowImage | undefined): boolean => {
  const columns: readonly string[] = columnsThatMove[table as 'item' | 'request'];
  return (
    now !== undefined && columns.every((name) => now[name] === after[name] || before[name] === undefined)
  );
};

const hasMoved = ({ table, before, after }: Change): boolean =>
  before !== null &&
  after !== null &&
  (table === 'item' || table === 'request') &&
  columnsThatMove[table].some((name) => before[name] !== after[name]);

/**
 * Moves back what a change of a desk moved, unless it has moved since.
 * @returns how many items and requests stay where they are now; null if this desk had no such change.
 */
export const moveWorkBack = (placing: Placing, undoes: OpId, desk: DeskRow): number | null => {
  const { db } = placing;
  if (!isChangeOf(placing, undoes, desk)) return null;
  const all = listChanges(db, undoes).filter(hasMoved) as Moved[];
  const found = all.filter((change) => isWhereItWent(change, readRow(db, change.table, change.rowId)));
  const requestOf = ({ table, rowId, after }: Moved): RequestId =>
    (table === 'request' ? rowId : after['request_id']) as RequestId;
  for (const [requestId, changes] of groupByRequest(found, requestOf))
    writeOn(placing, requestId, ({ request }) => {
      const items = changes.filter(({ table }) => table === 'item');
      const collected = changes.find(({ table }) => table === 'request');
      return {
        after: items.reduce(
          (outcome, { rowId, before, after }) =>
            before['status'] === after['status']
              ? outcome
              : lifeMoved(outcome.life, [rowId as ItemId], wayBack(String(before['status']))),
          nothingMoves(request),
        ),
        items: new Map(items.map(({ rowId, before }) => [rowId as ItemId, placeOf(before)])),
        ...(collected && {
          changes: { pickupDeskId: collected.before['pickup_desk_id'] as DeskRow['id'] | null },
        }),
        headline: t('Back at {deskName}, as it was before the desk was changed.', { deskName: desk.name }),
      };
    });
  return all.length - found.length;
};

/** The event that brings an item back to its former place. */
const wayBack = (status: string): Happening => {
  if (status === 'on-hold-shelf') return 'shelved';
  return status === 'returned-by-patron' ? 'backHere' : 'sentOn';
};

const isChangeOf = ({ db }: Placing, undoes: OpId, { id }: DeskRow): boolean => {
  const command = findCommand(db, undoes);
  if (command?.kind !== 'save-desk') return false;
  const { asked } = JSON.parse(command.input) as { readonly asked?: { readonly id?: unknown } };
  return asked?.id === id;
};

const placeOf = (before: RowImage): Partial<ItemRow> =>
  Object.fromEntries(Object.entries(placeColumns).map(([column, field]) => [field, before[column] ?? null]));
