import type * as z from 'zod';
import type { LibraryId, OpId } from '../../../../../shared/domain/ids.ts';
import type { SettingField, SettingGroup } from '../../../../../shared/domain/setting-fields.ts';
import type {
  InstallationSettings,
  LibrarySettings,
  SettingName,
  Settings,
  WorkstationSettings,
} from '../../../../../shared/domain/settings.ts';
import { groupsOf, settingGroups } from '../../../../../shared/domain/settings.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { shapeOfSetting } from '../../../../../shared/ipc/settings-shapes.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { authorizeAnyRole } from '../../steps/frame/authorize.ts';
import type { DeskContext, Session } from '../../context.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { findPlace } from '../../store/places.queries.ts';
import {
  findLibrarySetting,
  findSetting,
  putLibrarySetting,
  putSetting,
} from '../../store/settings.queries.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { readRawSetting } from './raw-settings.ts';
import { t } from '../../../../../shared/words/words.ts';

// Asking the system takes a tenth of a millisecond and more, and every step reads the settings: once is enough.
let systemTimeZone: string | undefined;
const machineTimeZone = (): string => (systemTimeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);

/** A value kept under a key; null when there is none, or when what is there is not of the wanted shape. */
export const readSetting = <T>(db: ReadableDB, key: string, schema: z.ZodType<T>): T | null => {
  const kept = readRawSetting(db, key);
  if (kept === undefined) return null;
  const parsed = schema.safeParse(kept);
  return parsed.success ? parsed.data : null;
};

// Steps read settings in the middle of a transaction, and to make a shape takes longer than to read what is stored.
const shapes = new Map<SettingField, z.ZodType>();
const isOfShape = (field: SettingField, value: unknown): boolean => {
  const shape = shapes.get(field) ?? shapeOfSetting(field);
  shapes.set(field, shape);
  return shape.safeParse(value).success;
};

/** Each value that is stored and of its shape; of the others the one that they start with. */
const valuesOf = ({ fields }: SettingGroup, stored: string | undefined): object => {
  const kept: unknown = stored === undefined ? null : JSON.parse(stored);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
      return [name, isOfShape(field, value) ? value : field.start];
    }),
  );
};

/** One group of settings as it is stored, with what it starts with for what was never chosen. */
export const loadSettingGroup = <Name extends keyof Settings>(db: ReadableDB, name: Name): Settings[Name] => {
  const group: SettingGroup = settingGroups[name];
  const stored = group.whose === 'workstation' ? findSetting(db, name) : findLibrarySetting(db, null, name);
  return valuesOf(group, stored) as Settings[Name];
};

/** The same of what each library sets for itself. @param libraryId null: no library is known, so none has chosen. */
export const loadLibraryGroup = <Name extends keyof LibrarySettings>(
  db: ReadableDB,
  libraryId: LibraryId | null,
  name: Name,
): LibrarySettings[Name] =>
  valuesOf(settingGroups[name], findLibrarySetting(db, libraryId, name)) as LibrarySettings[Name];

/** All that a library set for itself. */
export const loadLibrarySettings = (db: ReadableDB, libraryId: LibraryId): LibrarySettings => ({
  holdShelf: loadLibraryGroup(db, libraryId, 'holdShelf'),
  loans: loadLibraryGroup(db, libraryId, 'loans'),
  letters: loadLibraryGroup(db, libraryId, 'letters'),
  notices: loadLibraryGroup(db, libraryId, 'notices'),
});

/** IANA zone of all libraries: that of this computer where nobody has chosen one, or one that this system does not know. */
export const libraryTimeZone = (db: ReadableDB): string => {
  const { timeZone } = loadSettingGroup(db, 'library');
  return timeZone === '' || !isTimeZone(timeZone) ? machineTimeZone() : timeZone;
};

/** All settings of this workstation and of all libraries together, with what they start with for what was never chosen. */
export const loadSettings = (db: ReadableDB): Settings => {
  const names = [...groupsOf('workstation'), ...groupsOf('installation')].map(([name]) => name);
  const loaded = Object.fromEntries(names.map((name) => [name, loadSettingGroup(db, name)])) as Settings;
  return { ...loaded, library: { timeZone: libraryTimeZone(db) } };
};

const isChanged = (db: ReadableDB, changes: object): ((name: SettingName) => boolean) => {
  const now: Partial<Record<SettingName, unknown>> = loadSettings(db);
  return (name) => JSON.stringify(now[name]) !== JSON.stringify(Reflect.get(changes, name) ?? now[name]);
};

/** The groups as they are stored. One that is named without a value is left as it is. */
const toStore = (changes: object): readonly (readonly [name: string, stored: string])[] =>
  Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, JSON.stringify(value)] as const],
  );

/**
 * Stores how this workstation prints, scans and looks. Refused (`role-missing`): who has no role here changes only how it looks,
 * and how many backups stay is for administrators.
 */
export const saveWorkstationSettings = (
  db: ReadableDB,
  session: Session,
  changes: WorkstationSettings,
): Result<null> => {
  const changed = isChanged(db, changes);
  const needsRole = groupsOf('workstation').some(
    ([name, { changedBy }]) => changedBy === 'staff' && changed(name),
  );
  const isManaged = groupsOf('workstation').some(
    ([name, { changedBy }]) => changedBy === 'administrators' && changed(name),
  );
  const managing = isManaged
    ? authorizeAdministration(session, t('Changing how many backups are kept'), null)
    : ok(null);
  if (!managing.ok) return managing;
  const allowed = needsRole ? authorizeAnyRole(session, t('Changing the printer or scanner')) : ok(null);
  if (!allowed.ok) return allowed;
  inTransaction(db, (write) => {
    for (const [name, stored] of toStore(changes)) putSetting(write, name, stored);
  });
  return ok(null);
};

const putGroups = (db: WritableDB, libraryId: LibraryId | null, changes: object): Result<null> => {
  for (const [name, stored] of toStore(changes)) putLibrarySetting(db, libraryId, name, stored);
  return ok(null);
};

/** Stores how one library works, as a logged command. Refused: `role-missing`, `record-unknown`. */
export const saveLibrarySettings = (
  context: DeskContext,
  input: {
    readonly opId: OpId;
    readonly libraryId: LibraryId;
    readonly settings: Partial<LibrarySettings>;
  },
): Result<null> =>
  runRecordCommand(context, 'save-settings', input, (db) => {
    const library = findPlace(db, 'library', input.libraryId);
    if (!library)
      return refuse('record-unknown', t('This library is no longer in the list. Choose another.'));
    const allowed = authorizeAdministration(context.session, t('Changing how the library works'), library);
    return allowed.ok ? putGroups(db, library.id, input.settings) : allowed;
  });

/**
 * Stores how all libraries work, as a logged command. Refused: `role-missing`, and `bad-payload` when the time zone is not one that
 * this system knows.
 */
export const saveInstallationSettings = (
  context: DeskContext,
  input: { readonly opId: OpId; readonly settings: InstallationSettings },
): Result<null> =>
  runRecordCommand(context, 'save-settings', input, (db) => {
    const allowed = authorizeAdministration(context.session, t('Changing how the library works'), null);
    if (!allowed.ok) return allowed;
    const timeZone = input.settings.library?.timeZone ?? '';
    if (timeZone !== '' && !isTimeZone(timeZone))
      return refuse(
        'bad-payload',
        t('This computer does not know the time zone “{timeZone}”. Choose one such as Europe/Paris.', {
          timeZone,
        }),
      );
    return putGroups(db, null, input.settings);
  });

// Every step asks, and the system takes its time to answer.
const knownZones = new Map<string, boolean>();
const isTimeZone = (name: string): boolean => {
  let isKnown = knownZones.get(name);
  if (isKnown === undefined) knownZones.set(name, (isKnown = isZoneOfSystem(name)));
  return isKnown;
};

const isZoneOfSystem = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
