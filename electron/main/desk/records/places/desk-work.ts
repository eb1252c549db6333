import type { DeskId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { DeskWork as DeskWorkView } from '../../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type DeskRow, findPlace } from '../../store/places.queries.ts';
import {
  type ItemOfDesk,
  listItemsOfDesk,
  listOtherShelves,
  listRequestsOfDesk,
  type WhereOfDesk,
} from './desk-work.queries.ts';
import { gone, type Shown, shownAs } from './home.ts';

/** The fields of a desk that decide what can be there. */
type DeskState = Pick<DeskRow, 'libraryId' | 'holdShelf' | 'active'>;

/** A stored desk before and after a change. */
export type DeskChange = { readonly id: DeskId; readonly before: DeskState; readonly after: DeskState };

/** The items that a desk is responsible for, and the open requests with this pickup desk. */
export type DeskWork = {
  readonly items: readonly ItemOfDesk[];
  readonly requestIds: readonly RequestId[];
};

const isMoved = ({ before, after }: DeskChange): boolean => before.libraryId !== after.libraryId;
const losesShelf = ({ before, after }: DeskChange): boolean =>
  before.holdShelf === 1 && after.holdShelf === 0;

/** Whether a change affects everything that a desk is responsible for, not only the items for its shelf. */
export const affectsWholeDesk = (change: DeskChange): boolean => change.after.active === 0 || isMoved(change);

const forShelf: readonly WhereOfDesk[] = ['on-shelf', 'arriving'];

/**
 * Returns the work that must be moved before the desk changes: all of it if the desk closes or moves to another library, only the items for
 * its shelf if it loses that. Null if there is none. A closed desk is checked at each change.
 */
export const workToPlace = (db: ReadableDB, change: DeskChange): DeskWork | null => {
  const isAll = affectsWholeDesk(change);
  if (!isAll && !losesShelf(change)) return null;
  const items = listItemsOfDesk(db, change.id).filter(({ where }) => isAll || forShelf.includes(where));
  const requestIds = listRequestsOfDesk(db, change.id);
  return items.length + requestIds.length === 0 ? null : { items, requestIds };
};

const inTransit = (shown: Shown): string =>
  t('{shown} {n, plural, one {item} other {items}} in transit to it', shown);
const toCollect = (shown: Shown): string =>
  t('{shown} open {n, plural, one {request} other {requests}} with this pickup location', shown);

const lineOf: Readonly<Record<WhereOfDesk, (shown: Shown) => string>> = {
  'on-shelf': (shown) => t('{shown} {n, plural, one {item} other {items}} on its hold shelf', shown),
  arriving: inTransit,
  'going-back': inTransit,
  'brought-back': (shown) =>
    t('{shown} {n, plural, one {item} other {items}} back from patrons, not yet returned', shown),
  owned: (shown) =>
    t('{shown} {n, plural, one {item} other {items}} elsewhere that it returns to partners', shown),
};

/** Returns how much there is, one line per place: `3 items on its hold shelf`. */
export const linesOfWork = ({ items, requestIds }: DeskWork): readonly string[] => {
  const counts = new Map(Object.values(lineOf).map((line) => [line, 0]));
  for (const { where } of items) counts.set(lineOf[where], (counts.get(lineOf[where]) ?? 0) + 1);
  counts.set(toCollect, requestIds.length);
  return [...counts].flatMap(([line, n]) => (n === 0 ? [] : [line(shownAs(n))]));
};

/** Returns the consequences of leaving everything in place; null if the items could then not be found. */
export const consequencesOfLeaving = (db: ReadableDB, change: DeskChange): string | null => {
  const { id, after } = change;
  if (after.active === 0) return null;
  const shelf = losesShelf(change)
    ? listOtherShelves(db, id).find(({ libraryId }) => libraryId === after.libraryId)
    : null;
  if (shelf === undefined) return null;
  const library = isMoved(change) ? findPlace(db, 'library', after.libraryId) : undefined;
  return [
    ...(library
      ? [
          t(
            'They move with the desk. Its requests will belong to {libraryName}, whose settings and opening hours decide how long items stay on the hold shelf.',
            { libraryName: library.name },
          ),
        ]
      : []),
    ...(shelf
      ? [
          t(
            'Items on its shelf stay there until they are collected. Items that arrive later are sent on to {deskName}.',
            { deskName: shelf.name },
          ),
        ]
      : []),
  ].join(' ');
};

/** Returns the question to ask before a desk is changed; null if the change affects no items or requests. Refused: `record-unknown`. */
export const deskWork = (
  db: ReadableDB,
  { id, values }: Input<'places.deskWork'>,
): Result<DeskWorkView | null> => {
  const before = findPlace(db, 'desk', id);
  if (!before) return gone('desk');
  const after = {
    libraryId: values.libraryId,
    holdShelf: Number(values.holdShelf),
    active: Number(values.active),
  };
  const change = { id, before, after };
  const work = workToPlace(db, change);
  if (work === null) return ok(null);
  return ok({
    lines: [...linesOfWork(work)],
    desks: listOtherShelves(db, id).map((desk) => ({
      id: desk.id,
      name: desk.name,
      libraryName: desk.libraryName,
    })),
    leave: consequencesOfLeaving(db, change),
  });
};
