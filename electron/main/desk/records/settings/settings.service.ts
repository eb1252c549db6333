import type * as z from 'zod';
import type { LibraryId, OpId } from '../../../../../shared/domain/ids.ts';
import { changesUnderPolicy } from '../../../../../shared/domain/policy.ts';
import { policyValues, type PolicySettings } from '../../../../../shared/domain/policy-values.ts';
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

// Cached: asking the system takes at least a tenth of a millisecond, and every step reads the settings.
let systemTimeZone: string | undefined;
const machineTimeZone = (): string => (systemTimeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Returns a stored value; null if there is none, or if it does not match the schema. */
export const readSetting = <T>(db: ReadableDB, key: string, schema: z.ZodType<T>): T | null => {
  const kept = readRawSetting(db, key);
  if (kept === undefined) return null;
  const parsed = schema.safeParse(kept);
  return parsed.success ? parsed.data : null;
};

// Cached: steps read settings in the middle of a transaction, and building a schema takes longer than reading the stored value.
const shapes = new Map<SettingField, z.ZodType>();
const isOfShape = (field: SettingField, value: unknown): boolean => {
  const shape = shapes.get(field) ?? shapeOfSetting(field);
  shapes.set(field, shape);
  return shape.safeParse(value).success;
};

/** The stored values that match their schemas, and the defaults for the others. */
const valuesOf = ({ fields }: SettingGroup, stored: string | undefined): object => {
  const kept: unknown = stored === undefined ? null : JSON.parse(stored);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
      return [name, isOfShape(field, value) ? value : field.start];
    }),
  );
};

/** Returns one group of settings as stored, with defaults for values that were never chosen. */
export const loadSettingGroup = <Name extends keyof Settings>(db: ReadableDB, name: Name): Settings[Name] => {
  const group: SettingGroup = settingGroups[name];
  const stored = group.whose === 'workstation' ? findSetting(db, name) : findLibrarySetting(db, null, name);
  return valuesOf(group, stored) as Settings[Name];
};

/** The same for the settings of each library. @param libraryId null: the library is unknown, so the defaults apply. */
export const loadLibraryGroup = <Name extends keyof LibrarySettings>(
  db: ReadableDB,
  libraryId: LibraryId | null,
  name: Name,
): LibrarySettings[Name] =>
  valuesOf(settingGroups[name], findLibrarySetting(db, libraryId, name)) as LibrarySettings[Name];

/** Returns all settings of a library. */
export const loadLibrarySettings = (db: ReadableDB, libraryId: LibraryId): LibrarySettings => ({
  holdShelf: loadLibraryGroup(db, libraryId, 'holdShelf'),
  loans: loadLibraryGroup(db, libraryId, 'loans'),
  letters: loadLibraryGroup(db, libraryId, 'letters'),
  notices: loadLibraryGroup(db, libraryId, 'notices'),
});

/** Returns the IANA time zone of all libraries: that of this computer if none is chosen, or if this system does not know it. */
export const libraryTimeZone = (db: ReadableDB): string => {
  const { timeZone } = loadSettingGroup(db, 'library');
  return timeZone === '' || !isTimeZone(timeZone) ? machineTimeZone() : timeZone;
};

/** Returns all settings of this workstation and of all libraries together, with defaults for values that were never chosen. */
export const loadSettings = (db: ReadableDB): Settings => {
  const names = [...groupsOf('workstation'), ...groupsOf('installation')].map(([name]) => name);
  const loaded = Object.fromEntries(names.map((name) => [name, loadSettingGroup(db, name)])) as Settings;
  return { ...loaded, library: { timeZone: libraryTimeZone(db) } };
};

/** Returns what may be stored of a change. Refused: `set-by-policy`. */
const keepPolicy = <C extends Partial<Settings>>(
  db: ReadableDB,
  asked: C,
  policy: PolicySettings,
): Result<C> => {
  const kept = changesUnderPolicy(loadSettings(db), asked, policy);
  return 'locked' in kept
    ? refuse(
        'set-by-policy',
        t('{label} is set by your organisation and cannot be changed here. Ask your IT staff.', {
          label: policyValues[kept.locked].label(t),
        }),
      )
    : ok(kept);
};

const isChanged = (db: ReadableDB, changes: object): ((name: SettingName) => boolean) => {
  const now: Partial<Record<SettingName, unknown>> = loadSettings(db);
  return (name) => JSON.stringify(now[name]) !== JSON.stringify(Reflect.get(changes, name) ?? now[name]);
};

/** The groups as stored. A group that is named without a value is left unchanged. */
const toStore = (changes: object): readonly (readonly [name: string, stored: string])[] =>
  Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, JSON.stringify(value)] as const],
  );

/**
 * Stores the settings of this workstation. Refused (`role-missing`): an operator without a role here may only change the appearance, and
 * only administrators may change how many backups are kept; and (`set-by-policy`) what the IT department has set.
 */
export const saveWorkstationSettings = (
  db: ReadableDB,
  session: Session,
  asked: WorkstationSettings,
  policy: PolicySettings = {},
): Result<null> => {
  const kept = keepPolicy(db, asked, policy);
  if (!kept.ok) return kept;
  const changes = kept.value;
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

/** Stores settings of one library, as a logged command. Refused: `role-missing`, `record-unknown`. */
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
 * Stores settings of all libraries, as a logged command. Refused: `role-missing`, `set-by-policy`, and `bad-payload` if this system does not know the time
 * zone.
 */
export const saveInstallationSettings = (
  context: DeskContext,
  input: { readonly opId: OpId; readonly settings: InstallationSettings },
  policy: PolicySettings = {},
): Result<null> =>
  runRecordCommand(context, 'save-settings', input, (db) => {
    const allowed = authorizeAdministration(context.session, t('Changing how the library works'), null);
    if (!allowed.ok) return allowed;
    const timeZone = input.settings.library?.timeZone ?? '';
    if (timeZone !== '' && !isTimeZone(timeZone))
      return refuse(
        'bad-payload',
        t('This computer does not recognise the time zone “{timeZone}”. Choose one such as Europe/Paris.', {
          timeZone,
        }),
      );
    const kept = keepPolicy(db, input.settings, policy);
    return kept.ok ? putGroups(db, null, kept.value) : kept;
  });

// Cached: every step asks, and the system is slow to answer.
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
