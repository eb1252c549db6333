import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The stored JSON under a key, or undefined. */
export const findSetting = (db: ReadableDB, key: string): string | undefined =>
  sql<[string], { readonly value: string }>(db, 'SELECT value FROM setting WHERE key = ?').get(key)?.value;

/** Stores JSON under a key. */
export const putSetting = (db: WritableDB, key: string, value: string): void => {
  sql<[string, string]>(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
};
