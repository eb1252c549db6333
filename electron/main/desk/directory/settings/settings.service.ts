import type * as z from 'zod';
import type { Settings } from '../../../../../shared/ipc/views.ts';
import { settings as settingsSchema } from '../../../../../shared/ipc/views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { readRawSetting } from './raw-settings.ts';
import { putSetting } from '../../store/settings.queries.ts';

// Asking the system takes a tenth of a millisecond and more, and every step reads the settings: once is enough.
let systemTimeZone: string | undefined;
const machineTimeZone = (): string => (systemTimeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);

const defaults = (): Settings => ({
  appearance: { colorScheme: 'auto', density: 'comfortable', sounds: true },
  printing: { target: 'system', printerName: '', paper: '80mm' },
  scanner: { prefix: '', suffix: '' },
  library: { timeZone: machineTimeZone() },
  holdShelf: { deliveryDays: 3 },
  loans: { defaultPeriodDays: 28 },
  idleLock: { idleMinutes: null, withSystem: true },
});

/** A value kept under a key; null when there is none, or when what is there is not of the wanted shape. */
export const readSetting = <T>(db: ReadableDB, key: string, schema: z.ZodType<T>): T | null => {
  const kept = readRawSetting(db, key);
  if (kept === undefined) return null;
  const parsed = schema.safeParse(kept);
  return parsed.success ? parsed.data : null;
};

/** The settings of this workstation, with defaults for what was never chosen. */
export const loadSettings = (db: ReadableDB): Settings => {
  const start = defaults();
  return {
    appearance: readSetting(db, 'appearance', settingsSchema.shape.appearance) ?? start.appearance,
    printing: readSetting(db, 'printing', settingsSchema.shape.printing) ?? start.printing,
    scanner: readSetting(db, 'scanner', settingsSchema.shape.scanner) ?? start.scanner,
    library: readSetting(db, 'library', settingsSchema.shape.library) ?? start.library,
    holdShelf: readSetting(db, 'holdShelf', settingsSchema.shape.holdShelf) ?? start.holdShelf,
    loans: readSetting(db, 'loans', settingsSchema.shape.loans) ?? start.loans,
    idleLock: readSetting(db, 'idleLock', settingsSchema.shape.idleLock) ?? start.idleLock,
  };
};

/** Stores all settings. Refused when the time zone is not one that this system knows. */
export const saveSettings = (db: ReadableDB, settings: Settings): Result<Settings> => {
  if (!isTimeZone(settings.library.timeZone))
    return refuse(
      'bad-payload',
      `“${settings.library.timeZone}” is not a time zone that this computer knows. Choose one such as Europe/Paris.`,
    );
  inTransaction(db, (writable) => {
    for (const [key, value] of Object.entries(settings)) putSetting(writable, key, JSON.stringify(value));
  });
  return ok(settings);
};

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
