import { isLog, type SharedTable } from '../db/hub-capture.ts';
import { newId } from '../db/new-id.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import type { OpId, RequestId, TurnId } from '../../../shared/domain/ids.ts';
import { findCommand, insertCommand, insertRequestEvent } from '../desk/store/command-log.queries.ts';
import { readRow, type RowImage } from '../desk/store/change-log.queries.ts';
import { isReferredTo, moments, putImage, type HubChange } from '../desk/store/hub-changes.queries.ts';
import { findRequestRow, recomputeRequest } from '../desk/store/requests.queries.ts';
import { beginCapture, endCapture, holdsNames } from '../db/change-capture.ts';
import { inputWithoutNames, removeSupersededNames } from '../desk/records/run-record-command.ts';
import { savepoint } from '../db/open.ts';
import { isUniqueViolation } from '../db/errors.ts';
import type { Why } from './refuse-step.ts';
import { amendOf } from './outgoing-step.ts';
import type { Ids, RolledBack } from './roll-back.ts';
import { amendLine } from './write-step.ts';

const sameField: Why = { code: 'changed-meanwhile', message: '' };
const recordTaken: Why = { code: 'record-taken', message: '' };
const patronGone: Why = { code: 'patron-unknown', message: '' };

/**
 * Merges a step's row changes again, field by field: fields that only this workstation changed are kept alongside those that others
 * changed. For changes of records, and for changes the program makes automatically.
 * @returns why the changes cannot be merged: the same field was changed on both sides, a row is gone or already exists, or the patron to
 * whom it gives something is gone.
 */
export const mergeRows = (
  db: WritableDB,
  { step, logged, changes, events }: RolledBack,
  { taken, renumbered }: Ids,
): Why | null => {
  if (logged !== undefined) beginCapture(db, step.opId);
  let why: Why | null = null;
  const moved: Moved = new Map();
  const isLetter = changes.some(({ table, before }) => table === 'outbox' && before === null);
  const done = savepoint(
    db,
    () => {
      for (const change of changes) {
        const numbered = asNumbered(change, moved);
        const known = logged === undefined && !isLetter ? withoutGonePatron(db, numbered) : numbered;
        if (known && namesGonePatron(db, known)) why ??= patronGone;
        const merged = known && ofRequestThere(db, known, renumbered);
        if (merged) why ??= mergeRow(db, merged, { taken, moved });
        // Automatic changes are made again when they are due; a change made by staff becomes a task.
        else if (logged !== undefined) why ??= sameField;
      }
      if (why === null)
        recomputeRequests(
          db,
          changes.map((change) => asNumbered(change, moved)),
        );
    },
    isUniqueViolation,
  );
  if (why === null && done && logged !== undefined) removeSupersededNames(db, step.opId);
  if (logged !== undefined) endCapture(db);
  if (!done) return recordTaken;
  if (why !== null) return why;
  if (logged === undefined) return null;
  const { opId, kind, operatorId, deskId, at, requestId, answer } = logged;
  // Others may have changed a name that it states.
  const input = changes.some(({ table }) => holdsNames(table))
    ? inputWithoutNames(logged.input)
    : logged.input;
  insertCommand(db, { opId, kind, operatorId, deskId, at, requestId, input, answer });
  for (const event of events) {
    const turnId = (moved.get(`turn ${event.turnId}`) ?? event.turnId) as TurnId | null;
    insertRequestEvent(db, { ...event, opId, turnId });
  }
  return null;
};

/** Rows that got a new id, keyed by `table id`. */
type Moved = Map<string, number>;

const refersTo = { request_id: 'request', turn_id: 'turn', item_id: 'item' } as const;

/** Returns a change with the ids that rows of the same step have been given since. */
const asNumbered = (change: HubChange, moved: ReadonlyMap<string, number>): HubChange => {
  if (moved.size === 0) return change;
  const numbered = (row: RowImage | null): RowImage | null =>
    row &&
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        moved.get(`${refersTo[name as keyof typeof refersTo]} ${value}`) ?? value,
      ]),
    );
  const { table, rowId, before, after } = change;
  return {
    table,
    rowId: moved.get(`${table} ${rowId}`) ?? rowId,
    before: numbered(before),
    after: numbered(after),
  };
};

/** Recomputes what requests derive from their turns and volumes, because the changes of others are now merged in. */
const recomputeRequests = (db: WritableDB, changes: readonly HubChange[]): void => {
  const ids = changes.flatMap(({ table, rowId, before, after }): unknown[] => {
    if (table === 'request') return [rowId];
    if (table !== 'turn' && table !== 'item') return [];
    return [after?.['request_id'] ?? before?.['request_id'] ?? readRow(db, table, rowId)?.['request_id']];
  });
  for (const id of new Set(ids)) {
    const row = typeof id === 'number' ? findRequestRow(db, id as RequestId) : undefined;
    if (row) recomputeRequest(db, row.id, row.updatedAt);
  }
};

/** Whether a JSON value contains one of these ids. */
export const containsAnyId = (value: unknown, ids: ReadonlySet<number>): boolean =>
  ids.size > 0 &&
  (typeof value === 'number'
    ? ids.has(value)
    : typeof value === 'object' &&
      value !== null &&
      Object.values(value).some((one) => containsAnyId(one, ids)));

/** Whether a row can have its id again: no other copy of this file has used it. */
export const isFreeId = (
  db: ReadableDB,
  taken: ReadonlySet<string>,
  table: SharedTable,
  id: number,
): boolean => !taken.has(`${table} ${id}`) && readRow(db, table, id) === undefined;

/** What was said to a partner stays said, also if its request is gone. */
const outliveRequest: readonly string[] = ['conversation', 'partner_message', 'incoming_mail'];

/**
 * Drops a row whose request no longer exists or has a new id; a task is kept, but without its request. Of a request that has a new id the
 * hub knew nothing, so nothing was said about it.
 */
const ofRequestThere = (
  db: ReadableDB,
  change: HubChange,
  renumbered: ReadonlySet<number>,
): HubChange | undefined => {
  const { table, before, after } = change;
  const requestId = after?.['request_id'];
  if (before !== null || after === null || typeof requestId !== 'number') return change;
  const stays = outliveRequest.includes(table) || readRow(db, 'request', requestId) !== undefined;
  if (!renumbered.has(requestId) && stays) return change;
  return table === 'task' ? { ...change, after: { ...after, request_id: null } } : undefined;
};

/** Whether a change gives a row to a patron who was forgotten meanwhile. */
const namesGonePatron = (db: ReadableDB, { before, after }: HubChange): boolean => {
  const id = after?.['patron_id'];
  return typeof id === 'number' && id !== before?.['patron_id'] && readRow(db, 'patron', id) === undefined;
};

/**
 * Of a file, requests and loans are kept without the patron, or with the one before. Left out are open loans and notices, which need their
 * patron, and changes of the patron's own record.
 */
const withoutGonePatron = (db: ReadableDB, change: HubChange): HubChange | undefined => {
  const { table, rowId, before, after } = change;
  if (table === 'patron' && before !== null && readRow(db, table, rowId) === undefined) return undefined;
  if (!namesGonePatron(db, change)) return change;
  const patronId = before?.['patron_id'] ?? null;
  const needsOne = table === 'notice' || (table === 'loan' && after?.['ended_on'] === null);
  return needsOne && patronId === null ? undefined : { ...change, after: { ...after, patron_id: patronId } };
};

const isAsSeen = (seen: RowImage | null, now: RowImage | undefined): boolean =>
  Object.entries(seen ?? {}).every(([name, value]) => moments.includes(name) || now?.[name] === value);

const mergeRow = (
  db: WritableDB,
  change: HubChange,
  { taken, moved }: Pick<Ids, 'taken'> & { readonly moved: Moved },
): Why | null => {
  const { table, rowId, before, after } = change;
  // A line of the log was rolled back with its step and has a new number since.
  if (isLog(table)) {
    for (const amend of amendOf(change)) amendLine(db, amend);
    return null;
  }
  // The step that was ticked is not in the log: its tick is dropped too.
  if (table === 'keyed_step' && before === null && findCommand(db, after?.['op_id'] as OpId) === undefined)
    return null;
  if (before === null && after !== null && !isFreeId(db, taken, table, rowId)) {
    const id = newId(db, table) ?? rowId;
    moved.set(`${table} ${rowId}`, id);
    putImage(db, { table, rowId: id }, null, { ...after, id });
    return null;
  }
  if (before === null || after === null) {
    const now = readRow(db, table, rowId);
    if ((before === null) !== (now === undefined)) return sameField;
    // Others have used or changed the row to be deleted.
    if (after === null && (isReferredTo(db, table, rowId) || !isAsSeen(before, now))) return sameField;
    putImage(db, change, before, after);
    return null;
  }
  const now = readRow(db, table, rowId);
  if (now === undefined) return sameField;
  const mine = Object.keys(after).filter((name) => after[name] !== before[name]);
  const isFree = (name: string): boolean =>
    moments.includes(name) || now[name] === before[name] || now[name] === after[name];
  if (!mine.every(isFree)) return sameField;
  const wanted: RowImage = { ...now, ...Object.fromEntries(mine.map((name) => [name, after[name] ?? null])) };
  putImage(db, change, now, wanted);
  return null;
};
