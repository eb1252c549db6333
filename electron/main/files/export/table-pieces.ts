import { writeXlsxStream } from 'hucre/xlsx';
import { csvLine } from '../../csv-cell.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type { TableFormat } from '../../../../shared/ipc/calls/files.ts';
import { wallClockMs } from '../checking/moments.ts';

/** The value of a cell: a text, a number, a day, or a moment. */
export type Cell = string | number | null | { readonly day: CalendarDate } | { readonly at: Instant };

/** A table for a file. */
export type ExportTable = {
  readonly name: string;
  readonly columns: readonly {
    readonly head: string;
    readonly holds: 'text' | 'number' | 'day' | 'moment';
  }[];
  readonly total: number;
  readonly rows: Iterable<readonly Cell[]>;
};

/** A piece of a file, and the number of rows written so far. */
export type Piece = { readonly piece: string | Uint8Array; readonly rows: number };

/**
 * Yields a table as a file, piece by piece.
 * @param timeZone the zone for moments.
 */
export const tablePieces = (
  table: ExportTable,
  format: TableFormat,
  timeZone: string,
): AsyncIterable<Piece> => (format === 'csv' ? csvOut(table, timeZone) : xlsxOut(table, timeZone));

/** A moment in the library's local time: `2026-11-25 09:30`. */
export const clockOf = (at: Instant, timeZone: string): string =>
  new Date(wallClockMs(Date.parse(at), timeZone)).toISOString().slice(0, 16).replace('T', ' ');

const textOf = (cell: Cell, timeZone: string): string => {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'day' in cell ? cell.day : clockOf(cell.at, timeZone);
};

async function* csvOut({ columns, rows }: ExportTable, timeZone: string): AsyncGenerator<Piece> {
  // Spreadsheet programs recognise UTF-8 only by a byte order mark.
  yield { piece: `\uFEFF${csvLine(columns.map(({ head }) => head))}`, rows: 0 };
  let written = 0;
  for (const row of rows) {
    written += 1;
    yield { piece: csvLine(row.map((cell) => textOf(cell, timeZone))), rows: written };
  }
}

/** The maximum number of characters in a workbook cell. */
const longestCell = 32_767;

const formats = {
  text: undefined,
  number: undefined,
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
} as const;
const widths = { text: 24, number: 10, day: 12, moment: 17 } as const;

/** Texts are never written as formulas, whatever they look like: a formula is another type of cell. */
const valueOf = (cell: Cell, timeZone: string): string | number | Date | null => {
  if (typeof cell === 'string')
    return cell.length > longestCell ? `${cell.slice(0, longestCell - 1)}…` : cell;
  if (cell === null || typeof cell === 'number') return cell;
  // Workbooks store local times without a zone.
  return new Date(
    'day' in cell ? `${cell.day}T00:00:00Z` : `${clockOf(cell.at, timeZone).replace(' ', 'T')}:00Z`,
  );
};

async function* xlsxOut({ name, columns, rows }: ExportTable, timeZone: string): AsyncGenerator<Piece> {
  let read = 0;
  function* values(): Generator<(string | number | Date | null)[]> {
    for (const row of rows) {
      read += 1;
      yield row.map((cell) => valueOf(cell, timeZone));
    }
  }
  const stream = writeXlsxStream(values(), {
    name: sheetName(name),
    freezePane: { rows: 1 },
    columns: columns.map(({ head, holds }) => ({
      header: head,
      width: widths[holds],
      ...(formats[holds] !== undefined && { numFmt: formats[holds] }),
    })),
  });
  for await (const piece of stream) yield { piece, rows: read };
}

/** A valid sheet name. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 31) || 'List';
