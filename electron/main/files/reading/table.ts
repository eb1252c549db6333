import { FileFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** One line of a table: its 1-based place in the file, and its cells as texts; or why it cannot be read, as a sentence for staff. */
export type TableRow = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly unreadable?: string;
};

/** Lines that were read together, and how far the file was read to get them. */
export type TableBatch = { readonly rows: readonly TableRow[]; readonly bytesRead: number };

/** A table of a file, whatever its format: read from the beginning as often as it takes, never kept whole. */
export type Table = {
  /** Of a sheet its name; empty where the file holds one table alone. */
  readonly name: string;
  /** How much is read to get all of it, in the bytes that its batches count. */
  readonly sizeBytes: number;
  /** Days are counted from 1904, as old workbooks of the Mac do. */
  readonly is1904: boolean;
  /** @throws FileFault where the file breaks off: after the last good batch. */
  readonly rows: () => AsyncGenerator<TableBatch>;
};

/** The lines of a table that can be read: one that breaks off ends there, and says so when its rows are stored. */
export async function* readableRows(table: Table): AsyncGenerator<TableBatch> {
  let isBegun = false;
  try {
    for await (const batch of table.rows()) {
      isBegun = true;
      yield batch;
    }
  } catch (error) {
    if (!isBegun || !(error instanceof FileFault)) throw error;
  }
}

/** A table with more columns is none of requests. */
export const maxColumns = 1_000;

/** A cell that is longer is none of a request: the longest field of one takes a tenth of it. */
export const maxCellLength = 100_000;

/** Why a line with such a cell is not read. */
export const cellTooLong = t(
  'A cell in this row has more than {maxCellLength} characters. Shorten it and import the file again.',
  {
    maxCellLength: maxCellLength.toLocaleString(locale),
  },
);
