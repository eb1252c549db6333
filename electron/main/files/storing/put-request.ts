import type { Code, RequestId } from '../../../../shared/domain/ids.ts';
import { deleteConditions } from '../../desk/store/conditions.queries.ts';
import { deleteItems } from '../../desk/store/items.queries.ts';
import { deleteLoans, moveLoans } from '../../desk/store/loans.queries.ts';
import { deleteNotesOfFiles } from '../../desk/store/notes.queries.ts';
import {
  type RequestRow,
  insertRequest,
  notCancelled,
  updateRequest,
} from '../../desk/store/requests.queries.ts';
import { insertTurn, listTurns } from '../../desk/store/turns.queries.ts';
import type { LifeWanted } from './life-of-file.ts';
import { isOther, lifeOfNew, lifeOfStored, putLife } from './life-of-stored.ts';
import { remarkSameWork } from './open-requests.ts';
import { itemRows, noRequest, putParts } from './put-parts.ts';
import { lastMoment, type Wanted } from './request-parts.ts';
import type { FileRow } from './source-values.ts';
import { storedConditions, storedItems, storedNotes } from './stored-parts.ts';
import { homeOfStored } from './stored-request.ts';
import { putTurns, rowOfTurn } from './turns-of-file.ts';
import type { Writing } from './writing.ts';

/** The fields of the row itself, without those computed from its life. */
const ownFields = ({
  status: _status,
  dueOn: _dueOn,
  partnerId: _partnerId,
  volumesExpected: _expected,
  ...row
}: FileRow): Omit<FileRow, OfLife> => row;

type OfLife = 'status' | 'dueOn' | 'partnerId' | 'volumesExpected';
const fieldsOfLife: readonly string[] = [
  'status',
  'dueOn',
  'partnerId',
  'volumesExpected',
] satisfies OfLife[];

/** Adds a request with its turns and parts from a file. @throws RowFault before anything was written. */
export const addRequest = (writing: Writing, externalId: Code, wanted: Wanted): RequestId => {
  const { db, at, journal, references, rights } = writing;
  const life = lifeOfNew(writing, wanted);
  const items = itemRows(writing, wanted, life);
  const turns = life.turns.map((turn, place) => ({
    ...rowOfTurn(turn, at),
    id: turn.turn.id,
    requestId: noRequest,
    position: place + 1,
  }));
  const row = {
    ...ownFields(wanted.row),
    volumesExpected: wanted.row.volumesExpected,
    externalId,
    madeAtLibraryId: rights.importer.desk.libraryId,
    receivingOpen: 0,
    ...notCancelled,
    updatedAt: lastMoment(wanted, at),
    assumedMoments: at,
    workedOn: 0,
    patronErasedAt: null,
  };
  const since = life.life.cancelWish !== null && life.wishAt ? { cancelWishAt: life.wishAt } : {};
  const id = insertRequest(db, row, { life: life.life, turns, items, since });
  journal.added(db, 'request', id);
  references.mark('requests', id);
  const turnIds = turns.map((turn) => insertTurn(db, { ...turn, requestId: id }));
  putParts(writing, id, { wanted, life, items }, turnIds);
  if (life.life.endedAs === null) remarkSameWork(writing, id, wanted.row);
  return id;
};

const same = (stored: unknown, wanted: unknown): boolean => JSON.stringify(stored) === JSON.stringify(wanted);

/** The parts of a stored request that a file changes. */
type Differs = {
  readonly row: boolean;
  readonly items: boolean;
  /** Null: the file has no news about its life. */
  readonly life: LifeWanted | null;
  readonly isLifeOther: boolean;
  readonly notes: boolean;
  readonly conditions: boolean;
};

const differencesOf = (writing: Writing, stored: RequestRow, wanted: Wanted): Differs => {
  const { db } = writing;
  const { id } = stored;
  const { notes, conditions } = wanted;
  const items = wanted.items !== undefined && !same(storedItems(writing, id, wanted.items), wanted.items);
  const fields = (Object.keys(wanted.row) as (keyof FileRow)[]).filter(
    (key) => stored[key] !== wanted.row[key],
  );
  const partners = listTurns(db, id).map(({ partnerId }) => partnerId);
  // The life of a request is not loaded if the file has no news about it: there may be a million such rows.
  const isAsked =
    items ||
    wanted.turns !== null ||
    wanted.inFile !== null ||
    fields.some((field) => fieldsOfLife.includes(field)) ||
    !same(partners, wanted.rota);
  const life = isAsked ? lifeOfStored(writing, stored, wanted, items) : null;
  return {
    row: fields.some((field) => !fieldsOfLife.includes(field)),
    items,
    life,
    isLifeOther: life !== null && (items || isOther(writing, stored, life)),
    notes: notes !== undefined && !same(storedNotes(writing, id), notes),
    conditions: conditions !== undefined && !same(storedConditions(writing, id, conditions), conditions),
  };
};

/** Writes the differences. Returns whether there were any. @param authorize called before. @throws RowFault if it does. */
export const updateByFile = (
  writing: Writing,
  stored: RequestRow,
  wanted: Wanted,
  authorize: () => void,
): boolean => {
  const { db } = writing;
  const { id } = stored;
  const differs = differencesOf(writing, stored, wanted);
  const { items, notes, conditions } = differs;
  if (!differs.row && !differs.isLifeOther && !notes && !conditions) return false;
  authorize();
  if (notes) deleteNotesOfFiles(db, id);
  if (conditions) deleteConditions(db, id);
  if (items) {
    deleteLoans(db, id);
    deleteItems(db, id);
  }
  updateRequest(db, id, {
    ...ownFields(wanted.row),
    updatedAt: writing.at,
    // It stays in its library if the row names neither desk nor library.
    madeAtLibraryId: stored.madeAtLibraryId ?? homeOfStored(writing, stored),
  });
  if (wanted.row.patronId !== null && wanted.row.patronId !== stored.patronId)
    moveLoans(db, id, wanted.row.patronId);
  const parts = {
    ...wanted,
    notes: notes ? wanted.notes : undefined,
    conditions: conditions ? wanted.conditions : undefined,
    items: items ? wanted.items : undefined,
  };
  const life = differs.life ?? lifeOfStored(writing, stored, wanted, false);
  const turnIds = putTurns(db, id, life.turns, writing.at);
  putParts(writing, id, { wanted: parts, life, items: items ? itemRows(writing, parts, life) : [] }, turnIds);
  putLife(writing, id, life, { turnIds, newItems: items });
  return true;
};
