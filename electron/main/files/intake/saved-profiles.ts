import { isDeepStrictEqual } from 'node:util';
import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import { findSystem, systemFacts, systemNames, systems } from '../../../../shared/domain/intake/systems.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import {
  type FileProfileRow,
  findFileProfile,
  findFileProfileOfHeads,
  saveFileProfile,
  listFileProfiles,
} from '../../desk/store/file-profiles.queries.ts';
import type { Table } from '../reading/table.ts';
import { FileFault } from '../row-fault.ts';
import type { ImportJournal } from '../storing/journal.ts';
import type { DayOrders } from './day-order.ts';
import {
  type Profile,
  type Reading,
  noProfile,
  withMapping,
  recognize,
  refuseIfColumnMissing,
} from './recognize.ts';
import { t } from '../../../../shared/words/words.ts';

const profileOf = ({ system, columns, dayOrder, statuses }: FileProfileRow): Profile => ({
  system: systemNames.find((name) => name === system) ?? 'other',
  columns: JSON.parse(columns) as Record<string, IntakeField | null>,
  dayOrder: dayOrder === 'dmy' || dayOrder === 'mdy' ? dayOrder : null,
  statuses: JSON.parse(statuses) as Record<string, RequestStatus | null>,
});

/**
 * Returns the profile with a name: a saved one, or a known system. Null: no profile.
 * @throws FileFault if there is none with this name.
 */
const profileNamed = (db: ReadableDB, name: string | null): Profile => {
  if (name === null) return noProfile;
  const kept = findFileProfile(db, name.trim());
  if (kept) return profileOf(kept);
  const system = findSystem(name);
  if (system) return { ...noProfile, system };
  const known = [
    ...systemNames.map((one) => systems[one].label),
    ...listFileProfiles(db).map((one) => one.name),
  ];
  throw new FileFault(
    t('There is no profile “{name}”. Available profiles: {known}.', { name, known: known.join(', ') }),
  );
};

const headsOf = ({ heads }: Reading): string => JSON.stringify(heads.map(plainWords));

/** Whether a profile holds only the system and its day order. */
const isEmptyProfile = ({ columns, statuses }: FileProfileRow): boolean =>
  columns === '{}' && statuses === '{}';

/** The readings of a file's tables, and the name of the saved profile that was used, if any. */
type Recognized = {
  readonly readings: readonly [Reading, ...Reading[]];
  readonly keptName: string | null;
};

/**
 * Decides how tables are read, in the same way as the last file with the same columns, so that the operator need not name the system or
 * map columns and words again.
 * @param mapping the operator's mapping for this file.
 * @param mayMissColumns whether required columns may be missing, because the operator can still map them.
 * @throws FileFault if no table holds requests.
 */
export const recognizeAsBefore = async (
  db: ReadableDB,
  tables: readonly Table[],
  mapping: Mapping,
  mayMissColumns = false,
): Promise<Recognized> => {
  const named = profileNamed(db, mapping.profile);
  const readings = await recognize(tables, withMapping(named, mapping), true);
  const [first] = readings;
  const kept = mapping.profile === null ? findFileProfileOfHeads(db, headsOf(first)) : undefined;
  const isStrict = systemFacts(first.system).strict === true;
  if (!kept || isStrict || (kept.system === first.system && isEmptyProfile(kept))) {
    if (!mayMissColumns) refuseIfColumnMissing(first);
    return { readings, keptName: kept && !isStrict ? kept.name : null };
  }
  const before = withMapping({ ...profileOf(kept), dayOrder: null }, mapping);
  return { readings: await recognize(tables, before, mayMissColumns), keptName: kept.name };
};

/** Adds the day order of an earlier file with the same columns, for a file that does not show its own. */
export const withKept = (db: ReadableDB, reading: Reading): Reading => {
  const kept = findFileProfileOfHeads(db, headsOf(reading));
  const order = kept && profileOf(kept).dayOrder;
  return order && reading.profile.dayOrder === null ? { ...reading, defaultOrder: order } : reading;
};

/**
 * Saves automatically how a file was read, for the next file with the same columns. A mapping that the operator made for this file alone
 * is not saved; they can save it as a profile.
 */
export const saveReading = (
  db: ReadableDB,
  {
    reading,
    orders,
    mapping,
  }: { readonly reading: Reading; readonly orders: DayOrders; readonly mapping: Mapping },
  { at, journal }: { readonly at: Instant; readonly journal: ImportJournal },
): void => {
  if (systemFacts(reading.system).strict) return;
  const heads = headsOf(reading);
  const known = findFileProfileOfHeads(db, heads);
  const isForOnce = Object.keys({ ...mapping.columns, ...mapping.statuses }).length > 0;
  if (known ? !isSame(known, reading) : isForOnce) return;
  const decided = new Set([...orders.values()].filter((order) => order !== null));
  const dayOrder: DayOrder | null = decided.size === 1 ? ([...decided][0] ?? null) : null;
  const row = {
    name: known?.name ?? freeName(db, reading),
    system: reading.system,
    heads,
    columns: JSON.stringify(reading.profile.columns),
    dayOrder,
    statuses: JSON.stringify(reading.profile.statuses),
    changedAt: at,
  };
  if (known?.system === row.system && known.dayOrder === row.dayOrder) return;
  inTransaction(db, (writable) => {
    if (known) journal.changing(writable, 'file_profile', known.id);
    saveFileProfile(writable, row);
    const added = known ? undefined : findFileProfile(writable, row.name);
    if (added) journal.added(writable, 'file_profile', added.id);
  });
};

/** Whether a profile has the same columns and words as the reading of a file. */
const isSame = (kept: FileProfileRow, { profile }: Reading): boolean =>
  isDeepStrictEqual(
    [JSON.parse(kept.columns), JSON.parse(kept.statuses)],
    [profile.columns, profile.statuses],
  );

/** Saves how a file is read as a named profile, and replaces one with the same name. @throws SqliteError. */
export const saveAsProfile = (db: WritableDB, name: string, reading: Reading, at: Instant): void =>
  saveFileProfile(db, {
    name,
    system: reading.system,
    heads: headsOf(reading),
    columns: JSON.stringify(reading.profile.columns),
    dayOrder: reading.profile.dayOrder,
    statuses: JSON.stringify(reading.profile.statuses),
    changedAt: at,
  });

const freeName = (db: ReadableDB, { system, heads }: Reading): string => {
  const name = t('{label}, {headsCount} columns', { label: systems[system].label, headsCount: heads.length });
  let free = name;
  for (let number = 2; findFileProfile(db, free); number += 1) free = `${name} (${number})`;
  return free;
};
