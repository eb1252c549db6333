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
  /** What its columns are called in the file. */
  readonly heads: readonly string[];
  readonly columns: Columns;
  /** The line of its heads; rows up to there are none of requests. 0: it has none. */
  readonly headRow: number;
  /** The order of day and month where no day of the file says it; null: nobody knows. */
  readonly usualOrder: DayOrder | null;
  readonly profile: Profile;
  /** By what each column is known in what a person says of it. */
  readonly keys: readonly string[];
  /** Some rows of the beginning, below the heads. */
  readonly below: readonly (readonly string[])[];
};

/** What a table of requests must have: without it a person has to say which column it is. */
export type LackedField = 'externalId' | 'title';

const rowsLooked = 1_000;
/** Nor more characters: of one table, and of all of a workbook. */
const charactersLooked = { ofTable: 1_000_000, ofAll: 8_000_000 } as const;
/** Lines before the heads: titles of reports, filters, empty ones. */
const headsWithin = 60;

/** How much rows look like a table of requests: as many heads as one of them has that we know. */
export const scoreOf = (rows: readonly (readonly string[])[]): number =>
  Math.max(0, ...rows.slice(0, headsWithin).map(headsKnown));

type Sample = { readonly rows: readonly TableRow[]; readonly characters: number };

/** @param charactersLeft after which it ends, with the row that goes beyond. */
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
 * Finds out how tables are to be read: the one that looks most like requests, and others of the workbook that have its columns.
 * @param profile what is known of such files; its system null: the heads say it.
 * @param mayLack a person is there to say what columns hold of which nobody knows it.
 * @throws FileFault where none holds requests.
 */
export const recognize = async (
  tables: readonly Table[],
  profile: Profile,
  mayLack = false,
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
  if (!mayLack || reading.heads.length < 2) refuseLack(reading);
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
    return lackOf(reading) === null ? reading : null;
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
};

/** The place of the heads among the first rows; -1 where nothing looks like them. */
const placeOfHeads = (sample: readonly TableRow[]): number => {
  const first = sample.slice(0, headsWithin);
  const known = first.map(({ cells }) => headsKnown(cells));
  const most = Math.max(...known);
  if (most >= 2) return known.indexOf(most);
  // Names that nobody knows: the first line as wide as most, all of it words and none of them twice.
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
    usualOrder: profile.dayOrder ?? orderOfLanguages(languages) ?? facts.dayOrder,
    profile,
  };
};

/** As many columns as have names; those without count where most rows have something in them. */
const widthOf = (heads: readonly string[], below: readonly (readonly string[])[]): number => {
  const lengths = below
    .map((cells) => cells.findLastIndex((cell) => cell.trim() !== '') + 1)
    .toSorted((one, other) => one - other);
  return Math.max(heads.length, lengths[Math.floor(lengths.length / 2)] ?? 0);
};

/** Of the languages whose heads we know only English begins a day with its month. */
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

/** The columns of a file of our own. @throws FileFault where two mean the same. */
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

/** What is missing for it to be a table of requests; null: nothing. */
export const lackOf = ({ columns }: Reading): LackedField | null => {
  const titles: readonly IntakeField[] = ['title', 'articleTitle', 'journal'];
  if (!columns.has('externalId')) return 'externalId';
  return titles.some((field) => columns.has(field)) ? null : 'title';
};

/** @throws FileFault where it is none of requests. */
export const refuseLack = (reading: Reading): void => {
  const lack = lackOf(reading);
  if (lack === null) return;
  const missing = lack === 'title' ? 'title' : 'external_id';
  throw new FileFault(
    t(
      'This is neither a library file nor a table of requests: it has no column “{missing}”, nor another system’s name for it. Choose another file, or name the columns in the first line.',
      { missing },
    ),
  );
};

/** What a library has said of files of one kind, or what files themselves said before. */
export type Profile = {
  /** Null: the heads of the file say which system wrote it. */
  readonly system: SystemName | null;
  /** What columns mean, by their keys; null: nothing that is read. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  readonly dayOrder: DayOrder | null;
  /** What words for statuses mean, by their keys; null: kept as from outside. */
  readonly statuses: Readonly<Record<string, RequestStatus | null>>;
};

/** A profile with what a person says besides. */
export const withMapping = (profile: Profile, mapping: Mapping): Profile => ({
  system: profile.system,
  columns: { ...profile.columns, ...mapping.columns },
  dayOrder: mapping.dayOrder ?? profile.dayOrder,
  statuses: { ...profile.statuses, ...mapping.statuses },
});

/** Of a file of which nobody has said anything. */
export const noProfile: Profile = { system: null, columns: {}, dayOrder: null, statuses: {} };
