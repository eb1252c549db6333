import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** Returns the stored JSON of a setting of this workstation, or undefined. */
export const findSetting = (db: ReadableDB, key: string): string | undefined =>
  sql<[string], { readonly value: string }>(db, 'SELECT value FROM setting WHERE key = ?').get(key)?.value;

/** Stores JSON as a setting of this workstation. */
export const putSetting = (db: WritableDB, key: string, value: string): void => {
  sql<[string, string]>(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
};

/** Removes a setting of this workstation. */
export const removeSetting = (db: WritableDB, key: string): void => {
  sql<[string]>(db, 'DELETE FROM setting WHERE key = ?').run(key);
};

/** Returns the stored JSON of a setting of a library, or of all libraries (null), or undefined. */
export const findLibrarySetting = (
  db: ReadableDB,
  libraryId: LibraryId | null,
  key: string,
): string | undefined =>
  sql<[LibraryId | null, string], { readonly value: string }>(
    db,
    'SELECT value FROM library_setting WHERE ifnull(library_id, 0) = ifnull(?, 0) AND key = ?',
  ).get(libraryId, key)?.value;

/** Stores JSON as a setting of a library, or of all libraries (null). */
export const putLibrarySetting = (
  db: WritableDB,
  libraryId: LibraryId | null,
  key: string,
  value: string,
): void => {
  sql<[number | null, LibraryId | null, string, string]>(
    db,
    `INSERT INTO library_setting (id, library_id, key, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (ifnull(library_id, 0), key) DO UPDATE SET value = excluded.value`,
  ).run(newId(db, 'library_setting'), libraryId, key, value);
};

/** Removes the settings of a library. */
export const deleteLibrarySettings = (db: WritableDB, libraryId: LibraryId): void => {
  sql<[LibraryId]>(db, 'DELETE FROM library_setting WHERE library_id = ?').run(libraryId);
};

type SettingRow = { readonly libraryId: LibraryId | null; readonly key: string; readonly value: string };

/** Returns all settings of libraries, as stored. */
export const listLibrarySettings = (db: ReadableDB): SettingRow[] =>
  sql<[], SettingRow>(
    db,
    'SELECT library_id AS libraryId, key, value FROM library_setting ORDER BY id',
  ).all();
