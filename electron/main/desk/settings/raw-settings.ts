import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { findSetting, putSetting } from './settings.queries.ts';

/** What is kept under a key, whatever it is; undefined when there is nothing. For the start, which does not wait for shapes. */
export const readRawSetting = (db: ReadableDB, key: string): unknown => {
  const text = findSetting(db, key);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

/** Keeps a value under a key. */
export const writeSetting = (db: ReadableDB, key: string, value: unknown): void =>
  inTransaction(db, (writable) => putSetting(writable, key, JSON.stringify(value)));
