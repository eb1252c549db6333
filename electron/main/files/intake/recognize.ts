import type { HeadLanguage, IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import { systemFacts, type SystemName, systemOfHeads } from '../../../../shared/domain/intake/systems.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { t } from '../../../../shared/words/words.ts';
import { maxColumns, readableRows, type Table, type TableRow } from '../reading/table.ts';
import { FileFault } from '../row-fault.ts';
import { isTotals } from './cell-values.ts';
import { completeColumns } from './guess-columns.ts';
import {
  areOwnHeads,
  type Columns,
  columnsByName,
  headsKnown,
  keysOfHeads,
  ownField,
} from './match-columns.ts';

/** How a table is read. */
export type Reading = {
  readonly table: Table;
  readonly system: SystemName;
  /** The names of its columns in the file. */
  readonly heads: readonly string[];
  readonly columns: Columns;
  /** The row number of the heads; rows up to there are not requests. 0: no heads. */
  readonly headRow: number;
  /** The order of day and month for days that do not show their own; null: unknown. */
  readonly defaultOrder: DayOrder | null;
  readonly profile: Profile;
  /** The key of each column in a mapping. */
  readonly keys: readonly string[];
  /** Sampled rows below the heads. */
  readonly below: readonly (readonly string[])[];
};

/** A required column of a table of requests. If it is missing, the operator must choose it. */
type MissingColumn = 'externalId' | 'title';

const rowsLooked = 1_000;
/** The sample is also limited in characters: per table, and for the whole workbook. */
const charactersLooked = { ofTable: 1_000_000, ofAll: 8_000_000 } as const;
/** The heads are searched in this many lines: before them come report titles, filters and empty lines. */
const headsWithin = 60;

/** Scores how much rows look like a table of requests: the most known heads in one row. */
export const scoreOf = (rows: readonly (readonly string[])[]): number =>
  Math.max(0, ...rows.slice(0, headsWithin).map(headsKnown));

type Sample = { readonly rows: readonly TableRow[]; readonly characters: number };

/** @param charactersLeft stops after the row that exceeds it. */
const sampleOf = async (table: Table, charactersLeft: number): Promise<Sample> => {
  const rows: TableRow[] = [];
  let characters = 0;
  for await (const batch of readableRows(table))
    for (const row of batch.rows) {
      if (rows.length >= rowsLooked || characters >= charactersLeft) return { rows, characters };
      rows.push(row);
      for (const cell of row.cells) characters += cell.length;
    }
  return { rows, characters };
};

/**
 * Decides how tables are read: finds the one that looks most like requests, and other sheets of the workbook with the same system.
 * @param profile what is known about such files; if its system is null, the heads decide.
 * @param mayMissColumns whether required columns may be missing, because the operator can still map them.
 * @throws FileFault if no table holds requests.
 */
export const recognize = async (
  tables: readonly Table[],
  profile: Profile,
  mayMissColumns: boolean,
): Promise<readonly [Reading, ...Reading[]]> => {
  const looked: {
    readonly table: Table;
    readonly sample: readonly TableRow[];
    readonly score: number;
  }[] = [];
  let left: number = charactersLooked.ofAll;
  for (const table of tables) {
    const { rows: sample, characters } = await sampleOf(table, Math.min(left, charactersLooked.ofTable));
    left -= characters;
    looked.push({ table, sample, score: scoreOf(sample.map(({ cells }) => cells)) });
  }
  const [best, ...others] = looked
    .filter(({ sample }) => sample.length > 0)
    .toSorted((one, other) => other.score - one.score || other.sample.length - one.sample.length);
  if (!best) throw new FileFault(t('The file has no rows. Export the list again, and import that file.'));
  const reading = readingOf(best.table, best.sample, profile);
  if (!mayMissColumns || reading.heads.length < 2) refuseIfColumnMissing(reading);
  const alike = others.flatMap(({ table, sample, score }) => {
    if (score * 2 < best.score) return [];
    const other = readingIfAny(table, sample, profile);
    return other?.system === reading.system ? [other] : [];
  });
  return [reading, ...alike];
};

const readingIfAny = (table: Table, sample: readonly TableRow[], profile: Profile): Reading | null => {
  try {
    const reading = readingOf(table, sample, profile);
    return missingColumnOf(reading) === null ? reading : null;
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
};

/** The position of the heads among the first rows; -1 if no row looks like heads. */
const placeOfHeads = (sample: readonly TableRow[]): number => {
  const first = sample.slice(0, headsWithin);
  const known = first.map(({ cells }) => headsKnown(cells));
  const most = Math.max(...known);
  if (most >= 2) return known.indexOf(most);
  // Unknown heads: the first line as wide as the widest, with only words and no repeats.
  const wide = Math.max(...first.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length));
  return first.findIndex(({ cells }) => {
    const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    return (
      words.length === wide &&
      wide > 1 &&
      new Set(words).size === words.length &&
      words.every((word) => word.length < 60 && /\p{L}/u.test(word) && !/\d{3}/.test(word))
    );
  });
};

const readingOf = (table: Table, sample: readonly TableRow[], profile: Profile): Reading => {
  const place = placeOfHeads(sample);
  const heads = sample[place]?.cells ?? [];
  const below = sample
    .slice(place + 1)
    .filter(({ cells, unreadable }) => unreadable === undefined && !isTotals(cells))
    .map(({ cells }) => cells);
  const width = widthOf(heads, below);
  refuseTooWide(heads.length);
  const names = Array.from({ length: width }, (_, at) => heads[at]?.trim() || `column ${letterOf(at)}`);
  const keys = keysOfHeads(names);
  const given = keys.map((key) => (Object.hasOwn(profile.columns, key) ? profile.columns[key] : undefined));
  const isOwn = profile.system === 'borrow-desk' || (profile.system === null && areOwnHeads(heads));
  const system = profile.system ?? (isOwn ? 'borrow-desk' : systemOfHeads(heads));
  const facts = systemFacts(system);
  const { columns: named, languages } = isOwn
    ? { columns: ownColumns(names, given), languages: [] }
    : columnsByName(names, system, given);
  const columns = isOwn ? named : completeColumns(named, below, facts.statuses, given);
  return {
    table,
    system,
    heads: names,
    keys,
    below,
    columns,
    headRow: sample[place]?.row ?? 0,
    defaultOrder: profile.dayOrder ?? orderOfLanguages(languages) ?? facts.dayOrder,
    profile,
  };
};

/** The number of columns with a head, and of further ones if most rows have values there. */
const widthOf = (heads: readonly string[], below: readonly (readonly string[])[]): number => {
  const lengths = below
    .map((cells) => cells.findLastIndex((cell) => cell.trim() !== '') + 1)
    .toSorted((one, other) => one - other);
  return Math.max(heads.length, lengths[Math.floor(lengths.length / 2)] ?? 0);
};

/** Of the languages with known heads, only English puts the month first. */
const orderOfLanguages = (languages: readonly HeadLanguage[]): DayOrder | null =>
  languages.some((language) => language !== 'en') ? 'dmy' : null;

const letterOf = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : `${letterOf(Math.floor(at / 26) - 1)}${letterOf(at % 26)}`;

const refuseTooWide = (width: number): void => {
  if (width > maxColumns)
    throw new FileFault(
      t(
        'The first line of this file has {width} columns, but at most {maxColumns} can be read. Choose another file.',
        { width, maxColumns },
      ),
    );
};

/** The columns of our own files. @throws FileFault if two have the same meaning. */
const ownColumns = (
  heads: readonly string[],
  given: readonly (IntakeField | null | undefined)[],
): Columns => {
  const columns = new Map<IntakeField, readonly number[]>();
  heads.forEach((head, at) => {
    const field = given[at] === undefined ? ownField(head) : given[at];
    if (field === null) return;
    const other = columns.get(field)?.[0];
    if (other !== undefined)
      throw new FileFault(
        t('The columns “{heads}” and “{head}” mean the same. Remove one and import the file again.', {
          heads: heads[other]?.trim(),
          head: head.trim(),
        }),
      );
    columns.set(field, [at]);
  });
  return columns;
};

/** Returns the required column that is missing; null if there is none. */
export const missingColumnOf = ({ columns }: Reading): MissingColumn | null => {
  const titles: readonly IntakeField[] = ['title', 'articleTitle', 'journal'];
  if (!columns.has('externalId')) return 'externalId';
  return titles.some((field) => columns.has(field)) ? null : 'title';
};

/** @throws FileFault if the table does not hold requests. */
export const refuseIfColumnMissing = (reading: Reading): void => {
  const lack = missingColumnOf(reading);
  if (lack === null) return;
  const missing = lack === 'title' ? 'title' : 'external_id';
  throw new FileFault(
    t(
      'This is neither a library file nor a table of requests: it has no column “{missing}”, nor another system’s name for it. Choose another file, or name the columns in the first line.',
      { missing },
    ),
  );
};

/** The reading of one kind of file, from the operator or from earlier files. */
export type Profile = {
  /** Null: the heads decide which system wrote it. */
  readonly system: SystemName | null;
  /** Fields by column key; null: not read. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  readonly dayOrder: DayOrder | null;
  /** Statuses by word key; null: kept as an outside status. */
  readonly statuses: Readonly<Record<string, RequestStatus | null>>;
};

/** Returns a profile with the operator's mapping added. */
export const withMapping = (profile: Profile, mapping: Mapping): Profile => ({
  system: profile.system,
  columns: { ...profile.columns, ...mapping.columns },
  dayOrder: mapping.dayOrder ?? profile.dayOrder,
  statuses: { ...profile.statuses, ...mapping.statuses },
});

/** The profile of a file about which nothing is known. */
export const noProfile: Profile = { system: null, columns: {}, dayOrder: null, statuses: {} };
