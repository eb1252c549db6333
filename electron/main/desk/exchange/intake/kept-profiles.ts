import type { IntakeField } from '../../../../../shared/domain/intake/fields.ts';
import type { DayOrder } from '../../../../../shared/domain/intake/outside-day.ts';
import { plainWords } from '../../../../../shared/domain/intake/plain-words.ts';
import {
  findSystem,
  systemFacts,
  systemNames,
  systems,
} from '../../../../../shared/domain/intake/systems.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { RequestStatus } from '../../../../../shared/domain/request-status.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { FileProfileRow } from '../../store/file-profiles.queries.ts';
import {
  findFileProfile,
  findFileProfileOfHeads,
  keepFileProfile,
  listFileProfiles,
} from '../../store/file-profiles.queries.ts';
import type { Table } from '../reading/table.ts';
import { FileFault } from '../row-fault.ts';
import type { ImportJournal } from '../storing/journal.ts';
import type { DayOrders } from './day-order.ts';
import type { Profile } from './profile.ts';
import { noProfile } from './profile.ts';
import type { Reading } from './recognize.ts';
import { recognize } from './recognize.ts';
import { t } from '../../../../../shared/words/words.ts';

const profileOf = ({ system, columns, dayOrder, statuses }: FileProfileRow): Profile => ({
  system: systemNames.find((name) => name === system) ?? 'other',
  columns: JSON.parse(columns) as Record<string, IntakeField | null>,
  dayOrder: dayOrder === 'dmy' || dayOrder === 'mdy' ? dayOrder : null,
  statuses: JSON.parse(statuses) as Record<string, RequestStatus>,
});

/**
 * The profile with a name: one that the library keeps, or a system that we know. Null: whatever the file says.
 * @throws FileFault where there is none.
 */
export const profileNamed = (db: ReadableDB, name: string | null): Profile => {
  if (name === null) return noProfile;
  const kept = findFileProfile(db, name.trim());
  if (kept) return profileOf(kept);
  const system = findSystem(name);
  if (system) return { ...noProfile, system };
  const known = [
    ...systemNames.map((one) => systems[one].label),
    ...listFileProfiles(db).map((one) => one.name),
  ];
  throw new FileFault(t('intake.thereIsNoProfileKnownAre', { name, known: known.join(', ') }));
};

const headsOf = ({ heads }: Reading): string => JSON.stringify(heads.map(plainWords));

/**
 * Finds out how tables are to be read, as the last file with the same columns was: who named its system need not do so again.
 * @throws FileFault where none holds requests.
 */
export const recognizeAsBefore = async (
  db: ReadableDB,
  tables: readonly Table[],
  profile: Profile,
): Promise<readonly [Reading, ...Reading[]]> => {
  const readings = await recognize(tables, profile);
  const [first] = readings;
  const kept = profile.system === null ? findFileProfileOfHeads(db, headsOf(first)) : undefined;
  if (!kept || systemFacts(first.system).strict || kept.system === first.system) return readings;
  return await recognize(tables, { ...profileOf(kept), dayOrder: null });
};

/** What an earlier file with the same columns said of the order of its days: for one that does not say it. */
export const withKept = (db: ReadableDB, reading: Reading): Reading => {
  const kept = findFileProfileOfHeads(db, headsOf(reading));
  const order = kept && profileOf(kept).dayOrder;
  return order && reading.profile.dayOrder === null ? { ...reading, usualOrder: order } : reading;
};

/** Keeps how a file was read, under a name of its own, for the next one with the same columns. */
export const keepReading = (
  db: ReadableDB,
  reading: Reading,
  orders: DayOrders,
  { at, journal }: { readonly at: Instant; readonly journal: ImportJournal },
): void => {
  if (systemFacts(reading.system).strict) return;
  const heads = headsOf(reading);
  const known = findFileProfileOfHeads(db, heads);
  const said = new Set([...orders.values()].filter((order) => order !== null));
  const dayOrder: DayOrder | null = said.size === 1 ? ([...said][0] ?? null) : null;
  const row = {
    name: known?.name ?? freeName(db, reading),
    system: reading.system,
    heads,
    columns: JSON.stringify(reading.profile.columns),
    dayOrder,
    statuses: JSON.stringify(reading.profile.statuses),
    changedAt: at,
  };
  const isSame =
    known &&
    (['system', 'columns', 'dayOrder', 'statuses'] as const).every((field) => known[field] === row[field]);
  if (isSame) return;
  inTransaction(db, (writable) => {
    if (known) journal.changing(writable, 'file_profile', known.id);
    keepFileProfile(writable, row);
    const added = known ? undefined : findFileProfile(writable, row.name);
    if (added) journal.added(writable, 'file_profile', added.id);
  });
};

const freeName = (db: ReadableDB, { system, heads }: Reading): string => {
  const name = t('intake.columns', { label: systems[system].label, headsCount: heads.length });
  let free = name;
  for (let number = 2; findFileProfile(db, free); number += 1) free = `${name} (${number})`;
  return free;
};
