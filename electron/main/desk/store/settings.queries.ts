import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The stored JSON under a key of this workstation, or undefined. */
export const findSetting = (db: ReadableDB, key: string): string | undefined =>
  sql<[string], { readonly value: string }>(db, 'SELECT value FROM setting WHERE key = ?').get(key)?.value;

/** Stores JSON under a key of this workstation. */
export const putSetting = (db: WritableDB, key: string, value: string): void => {
  sql<[string, string]>(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
};

/** Removes what is stored under a key of this workstation. */
export const removeSetting = (db: WritableDB, key: string): void => {
  sql<[string]>(db, 'DELETE FROM setting WHERE key = ?').run(key);
};

/** The stored JSON of a setting of the library, or undefined. */
export const findLibrarySetting = (db: ReadableDB, key: string): string | undefined =>
  sql<[string], { readonly value: string }>(db, 'SELECT value FROM library_setting WHERE key = ?').get(key)
    ?.value;

/** Stores JSON as a setting of the library. */
export const putLibrarySetting = (db: WritableDB, key: string, value: string): void => {
  sql<[number | null, string, string]>(
    db,
    `INSERT INTO library_setting (id, key, value) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run(newId(db, 'library_setting'), key, value);
};

/** Everything that was set for the library, as stored. */
export const listLibrarySettings = (db: ReadableDB): { readonly key: string; readonly value: string }[] =>
  sql<[], { readonly key: string; readonly value: string }>(
    db,
    'SELECT key, value FROM library_setting ORDER BY id',
  ).all();
