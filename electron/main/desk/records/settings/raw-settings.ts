import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { findSetting, putSetting } from '../../store/settings.queries.ts';

/** What is kept under a key, whatever it is; undefined when there is nothing. For the start, which does not wait for shapes. */
export const readRawSetting = (db: ReadableDB, key: string): unknown => {
  const text = findSetting(db, key);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

/** Keeps a value under a key, within the transaction of somebody else. */
export const putRawSetting = (db: WritableDB, key: string, value: unknown): void =>
  putSetting(db, key, JSON.stringify(value));

/** Keeps a value under a key. */
export const writeSetting = (db: ReadableDB, key: string, value: unknown): void =>
  inTransaction(db, (writable) => putRawSetting(writable, key, value));
