import type { ItemId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isItemStatus } from '../../../../shared/domain/item-status.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { deleteConditions, listConditions, updateCondition } from '../../desk/store/conditions.queries.ts';
import {
  changesOfVolume,
  listItems,
  type ItemRow,
  type StoredItem,
  defaultMarkers,
  updateItem,
  volumeOf,
} from '../../desk/store/items.queries.ts';
import { stillAssumed } from '../../desk/store/known-dates.ts';
import { findRequestRow, lifeOf, type RequestRow, writeLife } from '../../desk/store/requests.queries.ts';
import { listTurns, type StoredTurn, turnOf } from '../../desk/store/turns.queries.ts';
import {
  checkVolumeNames,
  type LifeWanted,
  lifeInFile,
  type NamedVolume,
  withParts,
} from './life-of-file.ts';
import type { Wanted } from './request-parts.ts';
import { changesInFile, matchTurns, removeTurns } from './turns-of-file.ts';
import type { Writing } from './writing.ts';

/** The volumes that a file names. */
const volumesOfFile = ({ items = [] }: Wanted): readonly NamedVolume[] =>
  items.map(({ item, own, sent }, index) => ({
    barcode: item.barcode,
    sent,
    volume: {
      id: (index + 1) as ItemId,
      place: isItemStatus(item.status) ? item.status : 'outside',
      use: own.use ?? 'for-patron',
      patron: item.status === 'on-loan' ? 'has-it' : item.broughtBack === 1 ? 'brought-back' : 'not-yet',
      renewal: 'none',
      demand: 'none',
      report: 'none',
      checkIn: own.checkIn ?? 'none',
      dueOn: own.dueOn ?? null,
      askedUntil: null,
      receiptTold: true,
    },
  }));

/** Returns the life of a new request in a file. @throws RowFault if its parts do not match its items. */
export const lifeOfNew = ({ remark }: Writing, wanted: Wanted): LifeWanted => {
  const named = volumesOfFile(wanted);
  if (wanted.inFile) checkVolumeNames(wanted.inFile, named);
  return lifeInFile(wanted, wanted.row.status, named, remark);
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const marks = {
  use: defaultMarkers.use,
  renewal: defaultMarkers.renewal,
  demand: defaultMarkers.demand,
  report: defaultMarkers.report,
  checkIn: defaultMarkers.checkIn,
  askedUntil: null,
} as const satisfies Partial<Volume>;

/** A stored volume with its due date in the file. */
const namedOf = (
  stored: RequestRow,
  { row, items, word }: Wanted,
  turns: readonly StoredTurn[],
): ((item: StoredItem, index: number) => NamedVolume) => {
  const isNewDate = items !== undefined || row.dueOn !== stored.dueOn;
  const isNewWord = word !== null && word !== stored.status;
  return (item, index) => {
    const follows = isNewDate && item.partnerId === row.partnerId;
    return {
      barcode: item.barcode,
      sent: {
        turn: turns.findIndex(({ id }) => id === item.turnId) + 1,
        partnerId: item.partnerId,
      },
      volume: {
        ...volumeOf(item),
        ...(isNewWord && marks),
        id: (index + 1) as ItemId,
        dueOn: items?.[index]?.own.dueOn ?? (follows ? row.dueOn : item.dueOn),
      },
    };
  };
};

/**
 * Returns the life of a stored request after a file. A status word equal to the stored status changes nothing.
 * @param newItems the file's items replace the stored ones.
 * @throws RowFault if its parts do not match its items.
 */
export const lifeOfStored = (
  { db, remark }: Writing,
  stored: RequestRow,
  wanted: Wanted,
  newItems: boolean,
): LifeWanted => {
  const { inFile, word, row, rota } = wanted;
  const turns = listTurns(db, stored.id);
  const named = newItems
    ? volumesOfFile(wanted)
    : listItems(db, stored.id).map(namedOf(stored, wanted, turns));
  if (inFile) checkVolumeNames(inFile, named);
  const isSame =
    !newItems &&
    wanted.turns === null &&
    (word === null || word === stored.status) &&
    row.partnerId === stored.partnerId &&
    row.volumesExpected === stored.volumesExpected &&
    same(
      rota,
      turns.map(({ partnerId }) => partnerId),
    );
  return isSame
    ? keptLife(stored, wanted, { turns, named, remark })
    : lifeInFile(wanted, wanted.row.status, named, remark);
};

type Kept = {
  readonly turns: readonly StoredTurn[];
  readonly named: readonly NamedVolume[];
  readonly remark: Writing['remark'];
};

/** The stored life with a new due date and the parts in the file. */
const keptLife = (stored: RequestRow, wanted: Wanted, { turns, named, remark }: Kept): LifeWanted => {
  const { row } = wanted;
  const place = turns.findLastIndex(({ partnerId }) => partnerId === stored.partnerId);
  const activeId = place === -1 ? null : ((place + 1) as TurnId);
  const isNewDate = row.dueOn !== stored.dueOn;
  const life = lifeOf(
    stored,
    turns.map((turn, at) => ({
      ...turnOf(turn),
      id: (at + 1) as TurnId,
      ...(isNewDate && at === place && { dueOn: row.dueOn }),
    })),
    named.map(({ volume, sent }) => ({ ...volume, turnId: (sent.turn ?? 1) as TurnId })),
  );
  return withParts(life, named, { wanted, activeId, remark });
};

/** The placeholder id of a turn that is not stored yet. */
const notYet = 0 as TurnId;

/** The changes of a stored volume. @param turnId the turn that sent it. */
const changesOfItem = (
  item: StoredItem,
  index: number,
  { life, backBy }: LifeWanted,
  { turnId, at }: { readonly turnId: TurnId; readonly at: Writing['at'] },
): Partial<ItemRow> => {
  const volume = life.volumes[index];
  if (!volume) return {};
  const until = backBy[index];
  return {
    ...changesOfVolume(item, { ...volume, id: item.id, turnId }, at),
    ...(until !== undefined && until !== item.backBy && { backBy: until }),
  };
};

/** Whether the life in a file differs from the stored one, apart from new items. */
export const isOther = ({ db, at }: Writing, stored: RequestRow, wanted: LifeWanted): boolean => {
  const { life, turns } = wanted;
  const before = listTurns(db, stored.id);
  const matched = matchTurns(before, turns);
  return (
    life.cancelWish !== stored.cancelWish ||
    life.endedAs !== stored.endedAs ||
    life.expected !== stored.volumesExpected ||
    before.length !== turns.length ||
    before.some((turn, place) => matched[place] !== turn) ||
    before.some((turn, place) => {
      const now = turns[place];
      return now !== undefined && Object.keys(changesInFile(turn, now, at)).length > 0;
    }) ||
    listItems(db, stored.id).some((item, index) => {
      const turnId = before[(life.volumes[index]?.turnId ?? 0) - 1]?.id ?? notYet;
      return Object.keys(changesOfItem(item, index, wanted, { turnId, at })).length > 0;
    })
  );
};

/**
 * Writes the life of a stored request after a file. Its turns are already stored.
 * @param turnIds in rota order.
 * @param newItems whether the items were stored from this life already.
 */
export const putLife = (
  { db, at }: Writing,
  id: RequestId,
  wanted: LifeWanted,
  { turnIds, newItems }: { readonly turnIds: readonly TurnId[]; readonly newItems: boolean },
): void => {
  const { life, activeId } = wanted;
  if (!newItems)
    listItems(db, id).forEach((item, index) => {
      const turnId = turnIds[(life.volumes[index]?.turnId ?? 0) - 1] ?? item.turnId;
      updateItem(db, item.id, changesOfItem(item, index, wanted, { turnId, at }));
    });
  moveConditions(db, id, { turnIds, activeId });
  removeTurns(db, id);
  const row = findRequestRow(db, id);
  if (!row) return;
  const turns = listTurns(db, id);
  const items = listItems(db, id);
  const wish = { volumesExpected: life.expected, cancelWish: life.cancelWish, endedAs: life.endedAs };
  const now = lifeOf(wish, turns.map(turnOf), items.map(volumeOf));
  const assumedMoments = stillAssumed(row, at, [row, ...turns, ...items]);
  writeLife(db, row, now, { turns, items }, { assumedMoments }, wanted.wishAt ?? at);
};

/** Moves the conditions of a turn that the file no longer has to the active turn. */
const moveConditions = (
  db: Writing['db'],
  id: RequestId,
  { turnIds, activeId }: { readonly turnIds: readonly TurnId[]; readonly activeId: TurnId | null },
): void => {
  const turnId = turnIds[(activeId ?? 1) - 1];
  for (const condition of listConditions(db, id)) {
    if (turnIds.includes(condition.turnId)) continue;
    if (turnId === undefined) return deleteConditions(db, id);
    updateCondition(db, condition.id, { turnId });
  }
};
