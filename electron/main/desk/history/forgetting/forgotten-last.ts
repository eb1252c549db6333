import * as z from 'zod';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { putRawSetting, readRawSetting } from '../../directory/settings/raw-settings.ts';

const key = 'forgottenLast';
const stored = z.iso.datetime();

/** Notes that patron data went at this workstation: what was saved before holds it. */
export const noteForgotten = (db: WritableDB, at: Instant): void => putRawSetting(db, key, at);

/** When patron data went last; null: never. */
export const forgottenLast = (db: ReadableDB): Date | null => {
  const found = stored.safeParse(readRawSetting(db, key));
  return found.success ? new Date(found.data) : null;
};
