import { FileFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** One line of a table: its 1-based number in the file, and its cells as texts; or why it cannot be read, as a sentence for staff. */
export type TableRow = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly unreadable?: string;
};

/** Lines that were read together, and the number of bytes read so far. */
export type TableBatch = { readonly rows: readonly TableRow[]; readonly bytesRead: number };

/** A table of a file, whatever its format. It can be read from the beginning any number of times, and is never held in memory whole. */
export type Table = {
  /** The name of a sheet; empty if the file holds only one table. */
  readonly name: string;
  /** The total size, in the unit of `bytesRead`. */
  readonly sizeBytes: number;
  /** Days are counted from 1904, as in old Mac workbooks. */
  readonly is1904: boolean;
  /** @throws FileFault if the file breaks off, after the last good batch. */
  readonly rows: () => AsyncGenerator<TableBatch>;
};

/** Yields the readable lines of a table. If it breaks off, it ends there without an error: storing the rows reports it. */
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

/** A table with more columns is not a table of requests. */
export const maxColumns = 1_000;

/** A longer cell cannot belong to a request: the longest field is a tenth of this. */
export const maxCellLength = 100_000;

/** Why a line with a longer cell is not read. */
export const cellTooLong = t(
  'A cell in this row has more than {maxCellLength} characters. Shorten it and import the file again.',
  {
    maxCellLength: maxCellLength.toLocaleString(locale),
  },
);
