import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { RowImage } from './change-log.queries.ts';

// The state before each import, so that it can be undone. An import is identified by the number of its line in the command log.

/** Tables of records that imports insert into and update. */
export const journaledRecords = ['patron', 'partner', 'desk', 'library', 'file_profile'] as const;
export type JournaledRecord = (typeof journaledRecords)[number];
export type JournalKind = JournaledRecord | 'request' | 'said';

export type ImportChange = {
  readonly kind: JournalKind;
  readonly rowId: number;
  /** JSON; null if the import inserted the row. */
  readonly before: string | null;
  /** The steps that the import took on the request, a JSON list; null for none. */
  readonly steps: string | null;
};

const columns = 'kind, row_id AS rowId, before, steps';

/** Starts the journal of an import. */
export const beginJournal = (db: WritableDB, number: number): void => {
  sql<[number]>(db, 'INSERT INTO import_journal (import) VALUES (?)').run(number);
};

type Journal = { readonly number: number; readonly takenBackBy: OpId | null };

/** Returns the journal of an import, if it is still stored. */
export const findJournal = (db: ReadableDB, number: number): Journal | undefined =>
  sql<[number], Journal>(
    db,
    'SELECT import AS number, taken_back_by AS takenBackBy FROM import_journal WHERE import = ?',
  ).get(number);

/** Records that a step has begun to undo an import. */
export const markUndoBegun = (db: WritableDB, number: number, by: OpId): void => {
  sql<[OpId, number]>(db, 'UPDATE import_journal SET taken_back_by = ? WHERE import = ?').run(by, number);
};

/** Returns the journals of imports that began before a moment. */
export const listJournalsBefore = (db: ReadableDB, at: string): number[] =>
  sql<[string], number>(
    db,
    'SELECT import FROM import_journal JOIN command_log ON seq = import WHERE at < ? AND taken_back_by IS NULL',
  )
    .pluck()
    .all(at) as number[];

/** Deletes some entries of a journal, and the journal with the last of them. Returns whether any are left. */
export const deleteJournalEntries = (db: WritableDB, number: number, howMany: number): boolean => {
  const lines = sql<[number, number], { readonly kind: string; readonly rowId: number }>(
    db,
    'SELECT kind, row_id AS rowId FROM import_change WHERE import = ? LIMIT ?',
  ).all(number, howMany);
  for (const { kind, rowId } of lines)
    sql<[number, string, number]>(
      db,
      'DELETE FROM import_change WHERE import = ? AND kind = ? AND row_id = ?',
    ).run(number, kind, rowId);
  if (lines.length === howMany) return true;
  sql<[number]>(db, 'DELETE FROM import_journal WHERE import = ?').run(number);
  return false;
};

/** Returns the entry of an import for a row, or undefined. */
export const findChange = (
  db: ReadableDB,
  number: number,
  kind: JournalKind,
  rowId: number,
): ImportChange | undefined =>
  sql<[number, string, number], ImportChange>(
    db,
    `SELECT ${columns} FROM import_change WHERE import = ? AND kind = ? AND row_id = ?`,
  ).get(number, kind, rowId);

/** Stores the state of a row before an import changed it, replacing an earlier entry. */
export const putChange = (db: WritableDB, number: number, change: ImportChange): void => {
  sql<[number, string, number, string | null, string | null]>(
    db,
    'INSERT OR REPLACE INTO import_change (import, kind, row_id, before, steps) VALUES (?, ?, ?, ?, ?)',
  ).run(number, change.kind, change.rowId, change.before, change.steps);
};

/** Deletes an entry: the row has been restored. */
export const removeChange = (db: WritableDB, number: number, kind: JournalKind, rowId: number): void => {
  sql<[number, string, number]>(
    db,
    'DELETE FROM import_change WHERE import = ? AND kind = ? AND row_id = ?',
  ).run(number, kind, rowId);
};

/** Returns how many rows an import changed. */
export const countChanges = (db: ReadableDB, number: number): number =>
  sql<[number], number>(db, 'SELECT count(*) FROM import_change WHERE import = ?')
    .pluck()
    .get(number) as number;

/** Returns some entries of a kind: updated rows by ascending ids, inserted ones by descending ids. */
export const listSomeChanges = (
  db: ReadableDB,
  number: number,
  args: {
    readonly kind: JournalKind;
    readonly added: boolean;
    /** The last row id that was read. */
    readonly after: number;
    readonly limit: number;
  },
): ImportChange[] =>
  sql<object, ImportChange>(
    db,
    args.added
      ? `SELECT ${columns} FROM import_change WHERE import = @number AND kind = @kind AND row_id < @after AND before IS NULL
          ORDER BY row_id DESC LIMIT @limit`
      : `SELECT ${columns} FROM import_change WHERE import = @number AND kind = @kind AND row_id > @after AND before IS NOT NULL
          ORDER BY row_id LIMIT @limit`,
  ).all({ number, kind: args.kind, after: args.after, limit: args.limit });

/** Whether a later import changed a row too. */
export const isChangedByLaterImport = (
  db: ReadableDB,
  number: number,
  kinds: readonly [JournalKind, JournalKind],
  rowId: number,
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM import_journal AS later JOIN import_change AS theirs ON theirs.import = later.import
        AND theirs.kind IN (@first, @second) AND theirs.row_id = @rowId
      WHERE later.import > @number LIMIT 1`,
  ).get({ number, first: kinds[0], second: kinds[1], rowId }) !== undefined;

// A request was worked on since the import: it has a step of staff (any step, if the import inserted the request, because the log refers to
// it), a change of records affected it, a letter about it may have been sent, another request repeats it, or a later file contained it.
const workedOn = `
  EXISTS (SELECT 1 FROM command_log AS step
           WHERE step.request_id = mine.row_id AND step.seq > @number
             AND step.op_id NOT IN (SELECT value FROM json_each(ifnull(mine.steps, '[]')))
             AND (mine.before IS NULL OR (step.undone_by IS NULL AND (step.kind <> 'undo'
               OR EXISTS (SELECT 1 FROM command_log AS undone WHERE undone.undone_by = step.op_id AND undone.seq <= @number)))))
  OR EXISTS (SELECT 1 FROM change_log JOIN command_log AS step USING (op_id)
              WHERE table_name = 'request' AND change_log.row_id = mine.row_id AND step.request_id IS NULL AND step.seq > @number)
  OR EXISTS (SELECT 1 FROM import_journal AS later JOIN import_change AS theirs ON theirs.import = later.import
               AND theirs.kind IN ('request', 'said') AND theirs.row_id = mine.row_id
              WHERE later.import > @number)
  OR (mine.before IS NULL AND (
    EXISTS (SELECT 1 FROM outbox WHERE outbox.request_id = mine.row_id
             AND (may_have_left_at IS NOT NULL OR state NOT IN ('waiting', 'failed', 'needs-person', 'outdated')))
    OR EXISTS (SELECT 1 FROM request AS again WHERE again.again_of = mine.row_id AND NOT EXISTS (
         SELECT 1 FROM import_change WHERE import = @number AND kind = 'request' AND row_id = again.id))))`;

/** Returns the requests of an import that were worked on since: how many, and the first few. */
export const findWorkedOn = (
  db: ReadableDB,
  number: number,
  shown: number,
): { readonly count: number; readonly externalIds: string[] } => {
  const externalIds: string[] = [];
  let count = 0;
  const rows = sql<object, { readonly externalId: string }>(
    db,
    `SELECT external_id AS externalId FROM import_change AS mine JOIN request ON request.id = mine.row_id
      WHERE mine.import = @number AND mine.kind = 'request' AND (${workedOn})`,
  ).iterate({ number });
  for (const { externalId } of rows) {
    count += 1;
    if (externalIds.length < shown) externalIds.push(externalId);
  }
  return { count, externalIds };
};

/** Whether one of them was worked on. */
export const isWorkedOnSince = (db: ReadableDB, number: number, rowId: number): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM import_change AS mine
      WHERE mine.import = @number AND mine.kind = 'request' AND mine.row_id = @rowId AND (${workedOn})`,
  ).get({ number, rowId }) !== undefined;

/** A request with all rows that belong to it, by table. */
export type RequestImage = { readonly [Table in OwnedTable | 'request']: readonly RowImage[] } & {
  /** In a journal: the fields and parts that the import changed. */
  readonly changed?: readonly string[];
};

/** The tables that belong to a request, in an order in which they can be restored. */
const ownedTables = [
  'turn',
  'request_note',
  'turn_condition',
  'item',
  'loan',
  'file_said',
  'file_conflict',
] as const;
type OwnedTable = (typeof ownedTables)[number];

const ofRequest = (table: OwnedTable): string =>
  table === 'loan' ? 'item_id IN (SELECT id FROM item WHERE request_id = ?)' : 'request_id = ?';

/** Returns everything stored about a request. */
export const readImage = (db: ReadableDB, requestId: RequestId): RequestImage => {
  const read = (table: string, where: string): RowImage[] =>
    sql<[RequestId], RowImage>(db, `SELECT * FROM ${table} WHERE ${where}`).all(requestId);
  return Object.fromEntries([
    ['request', read('request', 'id = ?')],
    ...ownedTables.map((table) => [table, read(table, ofRequest(table))]),
  ]) as RequestImage;
};

const insertImage = (db: WritableDB, table: string, row: RowImage): void => {
  const names = Object.keys(row);
  sql<object>(
    db,
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  ).run(row);
};

const updateImage = (db: WritableDB, table: string, { id, ...row }: RowImage): void => {
  const names = Object.keys(row);
  sql<object>(
    db,
    `UPDATE ${table} SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
  ).run({ ...row, id });
};

const removeOwned = (db: WritableDB, requestId: RequestId): void => {
  for (const table of ownedTables.toReversed())
    sql<[RequestId]>(db, `DELETE FROM ${table} WHERE ${ofRequest(table)}`).run(requestId);
};

/** Restores a request. @throws SqliteError if a row that it refers to no longer exists. */
export const restoreImage = (db: WritableDB, requestId: RequestId, image: RequestImage): void => {
  removeOwned(db, requestId);
  for (const table of ownedTables) for (const row of image[table]) insertImage(db, table, row);
  // Last: it also contains the columns that triggers maintain from its parts.
  for (const row of image.request) updateImage(db, 'request', row);
};

/** Deletes a request with all rows that belong to it, including unread letters written by the clock. */
export const removeRequest = (db: WritableDB, requestId: RequestId): void => {
  removeOwned(db, requestId);
  sql<[RequestId]>(db, 'DELETE FROM outbox WHERE request_id = ?').run(requestId);
  sql<[RequestId]>(db, 'DELETE FROM request WHERE id = ?').run(requestId);
};

/** Restores the values that files had for a request. */
export const restoreSourceValues = (
  db: WritableDB,
  requestId: RequestId,
  said: readonly RowImage[],
): void => {
  sql<[RequestId]>(db, 'DELETE FROM file_said WHERE request_id = ?').run(requestId);
  for (const row of said) insertImage(db, 'file_said', row);
};

/** Returns a record as stored, or undefined. */
export const readRecord = (db: ReadableDB, table: JournaledRecord, id: number): RowImage | undefined =>
  sql<[number], RowImage>(db, `SELECT * FROM ${table} WHERE id = ?`).get(id);

/** Restores a record. */
export const restoreRecord = (db: WritableDB, table: JournaledRecord, row: RowImage): void =>
  updateImage(db, table, row);

/** Deletes a record. @throws SqliteError if another row refers to it. */
export const removeRecord = (db: WritableDB, table: JournaledRecord, id: number): void => {
  sql<[number]>(db, `DELETE FROM ${table} WHERE id = ?`).run(id);
};

/** Returns the number of a request's newest line in the command log; 0 if it has none. */
export const newestStep = (db: ReadableDB, requestId: RequestId): number =>
  (sql<[RequestId], number | null>(db, 'SELECT max(seq) FROM command_log WHERE request_id = ?')
    .pluck()
    .get(requestId) as number | null) ?? 0;

/** Returns the steps of a request after a line of the log. */
export const listStepsAfter = (db: ReadableDB, requestId: RequestId, seq: number): OpId[] =>
  sql<[RequestId, number], OpId>(
    db,
    'SELECT op_id FROM command_log WHERE request_id = ? AND seq > ? ORDER BY seq',
  )
    .pluck()
    .all(requestId, seq) as OpId[];
