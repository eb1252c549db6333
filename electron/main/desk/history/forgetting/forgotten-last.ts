import * as z from 'zod';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { clockOf } from '../../store/forget-patron.queries.ts';
import { putRawSetting, readRawSetting } from '../../records/settings/raw-settings.ts';

const key = 'forgottenLast';
const stored = z.iso.datetime();

/** Notes that patron data went at this workstation: what was saved before holds it. */
export const noteForgotten = (db: WritableDB, at: Instant): void => putRawSetting(db, key, at);

/**
 * The same where it went at another workstation: here it goes now, by the clock of this computer. What was sought on the page is not
 * kept for the next start either.
 */
export const noteForgottenElsewhere = (db: WritableDB): void => {
  noteForgotten(db, clockOf(db));
  putRawSetting(db, 'pageMemory', {});
};

/** When patron data went last; null: never. */
export const forgottenLast = (db: ReadableDB): Date | null => {
  const found = stored.safeParse(readRawSetting(db, key));
  return found.success ? new Date(found.data) : null;
};
