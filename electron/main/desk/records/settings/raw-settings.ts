import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { findSetting, putSetting } from '../../store/settings.queries.ts';

/**
 * Returns the unvalidated value of a setting; undefined if there is none. For the start of the program, which does not wait for the
 * schemas.
 */
export const readRawSetting = (db: ReadableDB, key: string): unknown => {
  const text = findSetting(db, key);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

/** Stores a setting within the caller's transaction. */
export const putRawSetting = (db: WritableDB, key: string, value: unknown): void =>
  putSetting(db, key, JSON.stringify(value));

/** Stores a setting. */
export const writeSetting = (db: ReadableDB, key: string, value: unknown): void =>
  inTransaction(db, (writable) => putRawSetting(writable, key, value));
