import type { Instant } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, type Table } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a profile for reading files of one kind: lists and maps are JSON. */
export type FileProfileRow = {
  readonly id: number;
  readonly name: string;
  readonly system: string;
  readonly heads: string;
  readonly columns: string;
  readonly dayOrder: string | null;
  readonly statuses: string;
  readonly changedAt: Instant;
};

const table: Table<FileProfileRow> = {
  name: 'file_profile',
  columns: {
    id: 'id',
    name: 'name',
    system: 'system',
    heads: 'heads',
    columns: 'columns',
    dayOrder: 'day_order',
    statuses: 'statuses',
    changedAt: 'changed_at',
  },
};

const selectProfile = `SELECT ${columnsOf(table)} FROM file_profile`;

/** Returns the profile with a name, ignoring case, or undefined. */
export const findFileProfile = (db: ReadableDB, name: string): FileProfileRow | undefined =>
  sql<[string], FileProfileRow>(db, `${selectProfile} WHERE name = ?`).get(name);

/** Returns the latest profile for files with these columns (a JSON list), or undefined. */
export const findFileProfileOfHeads = (db: ReadableDB, heads: string): FileProfileRow | undefined =>
  sql<[string], FileProfileRow>(db, `${selectProfile} WHERE heads = ? ORDER BY changed_at DESC, id DESC`).get(
    heads,
  );

/** Returns all profiles, by name. */
export const listFileProfiles = (db: ReadableDB): FileProfileRow[] =>
  sql<[], FileProfileRow>(db, `${selectProfile} ORDER BY name`).all();

/** Stores a profile under its name, replacing an existing one. */
export const saveFileProfile = (db: WritableDB, row: Omit<FileProfileRow, 'id'>): void => {
  sql<object>(
    db,
    `INSERT INTO file_profile (id, name, system, heads, columns, day_order, statuses, changed_at)
     VALUES (@id, @name, @system, @heads, @columns, @dayOrder, @statuses, @changedAt)
     ON CONFLICT (name) DO UPDATE SET system = excluded.system, heads = excluded.heads, columns = excluded.columns,
       day_order = excluded.day_order, statuses = excluded.statuses, changed_at = excluded.changed_at`,
  ).run({ ...row, id: newId(db, 'file_profile') });
};
