import { instantOf } from '../../../../shared/domain/dates.ts';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import { systemFacts } from '../../../../shared/domain/intake/systems.ts';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { connect, inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listFileProfiles } from '../../desk/store/file-profiles.queries.ts';
import { cellValue } from '../intake/cell-values.ts';
import { type DayOrders, dayOrdersOf } from '../intake/day-order.ts';
import { saveAsProfile, recognizeAsBefore, withKept } from '../intake/saved-profiles.ts';
import { type Reading, missingColumnOf, scoreOf } from '../intake/recognize.ts';
import { previewOf } from './preview.ts';
import { type FileStamp, assertSameStamp, openRegular } from '../reading/open-regular.ts';
import { openTables } from '../reading/open-tables.ts';
import { sniff } from '../reading/sniff.ts';
import { surveyOf } from './survey.ts';
import { t } from '../../../../shared/words/words.ts';
import { FileFault } from '../row-fault.ts';

/** A chosen file, and the database for looking up its records. Paths are absolute. */
type ChosenFile = { readonly file: string; readonly databaseFile: string; readonly timeZone: string };

/** The questions about a chosen file. The first must be `open`. */
export type FileQuestion =
  | { readonly what: 'open'; readonly chosen: ChosenFile }
  | { readonly what: 'read' | 'survey'; readonly mapping: Mapping }
  | { readonly what: 'keep'; readonly mapping: Mapping; readonly name: string };

/** The answers. Null: a library file, for which there is no reading. */
export type FileAnswers = {
  readonly open: FileStamp;
  readonly read: FileReading | null;
  readonly survey: FileSurvey | null;
  /** The profile was saved. */
  readonly keep: null;
};

const samplesShown = 3;
const longestSample = 120;

/** Reads a file as it would be imported, again for each change of the mapping. Does not keep the file in memory. */
export class FileReader {
  private readonly chosen: ChosenFile;
  private readonly stamp: FileStamp;
  private readonly db: ReadableDB;
  /** The day orders found in the file, by columns. Finding them needs the whole file, so the result is cached. */
  private readonly ordersSaid = new Map<string, DayOrders>();

  private constructor(chosen: ChosenFile, stamp: FileStamp) {
    this.chosen = chosen;
    this.stamp = stamp;
    this.db = connect(chosen.databaseFile, undefined, true) as ReadableDB;
  }

  /** @throws FileFault if the file cannot be imported, and errors of the file system and the database. */
  static async open(chosen: ChosenFile): Promise<{ readonly reader: FileReader; readonly stamp: FileStamp }> {
    const { file, sizeBytes, writtenMs } = await openRegular(chosen.file);
    try {
      await sniff(file, sizeBytes, chosen.file);
    } finally {
      await file.close();
    }
    const stamp = { sizeBytes, writtenMs };
    return { stamp, reader: new FileReader(chosen, stamp) };
  }

  /**
   * @param cancelled whether the answer is no longer needed.
   * @throws FileFault, also if the file has changed since it was opened; errors of the file system and the database.
   */
  async answer(
    question: Exclude<FileQuestion, { readonly what: 'open' }>,
    cancelled: () => boolean,
  ): Promise<FileReading | FileSurvey | null> {
    const { what, mapping } = question;
    const opened = await openRegular(this.chosen.file);
    try {
      assertSameStamp(opened, this.stamp);
      const { file, sizeBytes } = opened;
      const sniffed = await sniff(file, sizeBytes, this.chosen.file);
      if (sniffed.kind === 'json') return null;
      const tables = await openTables(file, sizeBytes, sniffed, scoreOf);
      const { readings, keptName } = await recognizeAsBefore(this.db, tables, mapping, true);
      const [found, ...others] = readings;
      const reading = withKept(this.db, found);
      if (what === 'keep') return this.keep(question.name, reading);
      const said = await this.ordersOf(reading, cancelled);
      const orders: DayOrders = new Map(
        [...said].map(([at, order]): readonly [number, DayOrder | null] => [
          at,
          order ?? reading.defaultOrder,
        ]),
      );
      if (what === 'survey') return await surveyOf(this.db, { reading, said, orders }, cancelled);
      return {
        ...readingView(reading),
        keptName,
        profiles: listFileProfiles(this.db).map((one) => one.name),
        sheets: others.length,
        rows: await previewOf(reading, orders, this.chosen.timeZone),
      };
    } finally {
      await opened.file.close();
    }
  }

  private keep(name: string, reading: Reading): null {
    if (systemFacts(reading.system).strict)
      throw new FileFault(
        t(
          'A file with Borrow Desk’s own columns needs no profile: the columns are recognised automatically.',
        ),
      );
    inTransaction(this.db, (writable) =>
      saveAsProfile(writable, name.trim(), reading, instantOf(new Date())),
    );
    return null;
  }

  /** Returns the day orders that the file itself shows, by column. */
  private async ordersOf(reading: Reading, cancelled: () => boolean): Promise<DayOrders> {
    const places = JSON.stringify([reading.table.name, reading.headRow, [...reading.columns]]);
    const known = this.ordersSaid.get(places);
    if (known) return known;
    const said = await dayOrdersOf({ ...reading, defaultOrder: null }, cancelled);
    if (!cancelled()) this.ordersSaid.set(places, said);
    return said;
  }
}

const readingView = (reading: Reading): Pick<FileReading, 'system' | 'isOwn' | 'columns' | 'lack'> => {
  const { system, heads, keys, columns, below } = reading;
  const fieldAt = new Map(
    [...columns].flatMap(([field, places]) => places.map((at) => [at, field] as const)),
  );
  return {
    system,
    isOwn: systemFacts(system).strict === true,
    lack: missingColumnOf(reading),
    columns: heads.map((head, at) => ({
      key: keys[at] ?? '',
      head,
      field: fieldAt.get(at) ?? null,
      samples: samplesOf(below, at),
    })),
  };
};

const samplesOf = (rows: readonly (readonly string[])[], at: number): string[] => {
  const samples = new Set<string>();
  for (const row of rows) {
    const value = cellValue(row[at]).slice(0, longestSample);
    if (value !== '') samples.add(value);
    if (samples.size === samplesShown) break;
  }
  return [...samples];
};
