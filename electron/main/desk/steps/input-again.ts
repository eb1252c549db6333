import type { ItemId, OpId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { findItemTakenAgain, hasItem } from './redo.queries.ts';

type Logged = Readonly<Record<string, unknown>>;

/** What a step is asked again: as it was, under this id, with the items as they are numbered now. */
export const inputAgain = (db: ReadableDB, { input }: Pick<LoggedCommand, 'input'>, opId: OpId): Logged => {
  const { saw: _saw, redoes: _redoes, ...logged } = JSON.parse(input) as Logged;
  const asked = { ...(itemsAsNow(db, logged) as Logged), opId };
  // The request is not as it was seen then: what is decided, is decided on it as it is now.
  return 'asOf' in logged ? { ...asked, asOf: null } : asked;
};

/** An item that was received again after its receipt was undone has another number. */
const itemNow = (db: ReadableDB, id: ItemId): ItemId => {
  if (hasItem(db, id)) return id;
  const next = findItemTakenAgain(db, id);
  return next === undefined ? id : itemNow(db, next);
};

const itemsAsNow = (db: ReadableDB, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => itemsAsNow(db, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => {
      if (key === 'itemId' && typeof of === 'number') return [key, itemNow(db, of as ItemId)];
      if (key === 'itemIds' && Array.isArray(of))
        return [key, of.map((id: unknown) => itemNow(db, id as ItemId))];
      return [key, itemsAsNow(db, of)];
    }),
  );
};
