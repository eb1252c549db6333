import type { SlipLogo } from '../../../../../shared/domain/slip-logo.ts';
import { logoSetting } from '../../../../../shared/domain/slip-logo.ts';
import { slipLogo } from '../../../../../shared/ipc/settings-shapes.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { findLibrarySetting, putLibrarySetting } from '../../store/settings.queries.ts';

/** The picture on the slips of the library; null where it has none, or where what is stored is none. */
export const findLogo = (db: ReadableDB): SlipLogo | null => {
  const stored = findLibrarySetting(db, logoSetting);
  const read = stored === undefined ? null : slipLogo.safeParse(JSON.parse(stored));
  return read?.success === true ? read.data : null;
};

/** Keeps a picture for the slips of the library; null: they have none. */
export const putLogo = (db: WritableDB, logo: SlipLogo | null): void =>
  putLibrarySetting(db, logoSetting, JSON.stringify(logo));
