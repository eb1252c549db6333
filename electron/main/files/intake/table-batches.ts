import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import { statusKey } from '../../../../shared/domain/intake/statuses.ts';
import { type TableRow, maxColumns } from '../reading/table.ts';
import { RowFault } from '../row-fault.ts';
import type { RawBatch, RawRow } from '../sections.ts';
import { cellValue, isTotals } from './cell-values.ts';
import { Cells, momentText } from './cells.ts';
import type { DayOrders } from './day-order.ts';
import { outsideRow, whySkipped, workOf } from './outside-row.ts';
import { ownValue } from './own-value.ts';
import type { Reading } from './recognize.ts';
import { joinedRow } from './rows-of-one-request.ts';
import { t } from '../../../../shared/words/words.ts';

/** Yields the requests of a table, whichever system wrote it. */
export async function* tableBatches(
  reading: Reading,
  orders: DayOrders,
  timeZone: string,
): AsyncGenerator<RawBatch> {
  const heads = reading.heads.map((head) => head.trim());
  let last: RawRow | null = null;
  let read = 0;
  try {
    for await (const { rows, bytesRead } of reading.table.rows()) {
      const raw: RawRow[] = [];
      for (const line of rows) {
        if (line.row <= reading.headRow || isNonDataRow(reading, heads, line)) continue;
        const row = rawOf(reading, orders, timeZone, line);
        const joined: RawRow | null = last && joinedRow(last, row);
        if (last && !joined) raw.push(last);
        last = joined ?? row;
      }
      read = bytesRead;
      // A piece of a file may hold many short lines; they too are stored in batches.
      for (let from = 0; from < raw.length; from += rowsPerBatch)
        yield { section: 'requests', rows: raw.slice(from, from + rowsPerBatch), bytesRead };
    }
  } catch (error) {
    // This row comes before the place where the file breaks off.
    if (last) yield { section: 'requests', rows: [last], bytesRead: read };
    throw error;
  }
  // The last row was held back, because the next one could belong to the same request.
  if (last) yield { section: 'requests', rows: [last], bytesRead: read };
}

const rowsPerBatch = 1_000;

/** Whether a line is not a row: totals, ruled lines, or heads that a report repeats on each page. */
export const isNonDataRow = (
  { columns }: Reading,
  heads: readonly string[],
  { cells, unreadable }: TableRow,
): boolean => {
  if (unreadable !== undefined) return false;
  if (cells.length > 1 && cells.every((cell, at) => cell.trim() === heads[at])) return true;
  // The ruled line that SQL tools print below the heads.
  if (cells.every((cell) => /^-*$/.test(cell.trim()))) return true;
  const [id = 0] = columns.get('externalId') ?? [];
  const first = cells.findIndex((cell) => cell.trim() !== '');
  return isTotals(cells) && (first === id || cellValue(cells[id]) === '');
};

const rawOf = (reading: Reading, orders: DayOrders, timeZone: string, line: TableRow): RawRow => {
  const { row, cells, unreadable } = line;
  if (unreadable !== undefined) return { row, unreadable };
  const { heads } = reading;
  const beyond = cells.slice(heads.length).some((cell) => cell.trim() !== '');
  if (beyond || cells.length > maxColumns)
    return {
      row,
      unreadable: t(
        'This row has {cellsCount} cells, but the first line names {headsCount} columns. Put text that contains the separator in quotes.',
        { cellsCount: cells.length, headsCount: heads.length },
      ),
    };
  const strange = cells.find((cell) => cell.includes('\uFFFD'));
  if (strange !== undefined)
    return {
      row,
      unreadable: t(
        'This row is not UTF-8 like the rest of the file, so it cannot be read. Save the file as “CSV UTF-8”.',
      ),
    };
  const read = new Cells(reading, orders, line);
  try {
    if (reading.system === 'borrow-desk') return ownRow(read);
    const skipped = whySkipped(read);
    return skipped === null
      ? outsideRow(read, timeZone)
      : { row, skipped, key: keyOf(reading, cells), title: workOf(read).title };
  } catch (fault) {
    if (fault instanceof RowFault)
      return { row, fault, key: keyOf(reading, cells), title: workOf(read).title };
    throw fault;
  }
};

const keyOf = ({ columns }: Reading, cells: readonly string[]): string =>
  cellValue(cells[columns.get('externalId')?.[0] ?? 0]);

/** A row is imported without these if digits are lost. */
const codesLeftOut: readonly IntakeField[] = ['patron', 'isbn', 'issn'];

/** Reads a row of our own CSV file: its words are ours, and its records exist already or come with it. */
const ownRow = (cells: Cells): RawRow => {
  const { reading, row } = cells;
  const remarks: string[] = [];
  const found: Partial<Record<IntakeField, string>> = {};
  for (const field of reading.columns.keys()) {
    const value = codesLeftOut.includes(field)
      ? cells.codeIfWhole(field, remarks)
      : field === 'externalId'
        ? cells.code(field, field)
        : cells.text(field);
    if (value !== '') found[field] = value;
  }
  for (const field of ['dueOn', 'neededBy', 'replyBy', 'createdAt'] as const) {
    const day = found[field] === undefined ? null : cells.day(field);
    // A value that is not a day is refused where fields are checked.
    if (day !== null && typeof day === 'object')
      found[field] = field === 'createdAt' ? momentText(day) : day.date;
  }
  const status = reading.profile.statuses[statusKey(found.status ?? '')];
  if (status) found.status = status;
  const { patronName = '', patronEmail = '', partnerName = '' } = found;
  return { row, value: ownValue(found), namesToAdd: { patronName, patronEmail, partnerName }, remarks };
};
