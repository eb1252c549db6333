import { dayFields } from '../../../../shared/domain/intake/fields.ts';
import { type DayOrder, isAmbiguousDay, dayOrderOf } from '../../../../shared/domain/intake/outside-day.ts';
import { readableRows } from '../reading/table.ts';
import { cellValue } from './cell-values.ts';
import type { Reading } from './recognize.ts';

/** The order of day and month for each column of days, by position; null: unknown. */
export type DayOrders = ReadonlyMap<number, DayOrder | null>;

/** After this many rows without an ambiguous day the search ends. */
const rowsThatTell = 5_000;

type OrderCounts = { dmy: number; mdy: number };

/**
 * Returns the order of day and month in each column: the order that an unambiguous day of the column shows, otherwise one in another
 * column, otherwise the usual order. Reads the whole file only if necessary.
 */
export const dayOrdersOf = async (
  { table, columns, headRow, defaultOrder }: Reading,
  cancelled: () => boolean,
): Promise<DayOrders> => {
  const places = new Map<number, OrderCounts>(
    dayFields.flatMap((field) => columns.get(field) ?? []).map((at) => [at, { dmy: 0, mdy: 0 }]),
  );
  if (places.size === 0) return new Map();
  let rowsSeen = 0;
  let isOpen = false;
  for await (const { rows } of readableRows(table)) {
    rowsSeen += rows.length;
    for (const { row, cells } of rows)
      if (row > headRow) for (const [at, counts] of places) note(counts, cells[at]);
    // If the first rows decide the order, they decide it for the file.
    if (cancelled() || orderOf(allOf(places)) !== null) break;
    isOpen ||= rows.some(({ cells }) =>
      [...places.keys()].some((at) => isAmbiguousDay(cellValue(cells[at]))),
    );
    // A file whose first rows have no ambiguous day is taken to have none.
    if (!isOpen && rowsSeen >= rowsThatTell) break;
  }
  const ofFile = orderOf(allOf(places));
  return new Map([...places].map(([at, counts]) => [at, orderOf(counts) ?? ofFile ?? defaultOrder]));
};

const note = (counts: OrderCounts, cell: string | undefined): void => {
  const order = dayOrderOf(cellValue(cell));
  if (order !== null) counts[order] += 1;
};

const allOf = (places: ReadonlyMap<number, OrderCounts>): OrderCounts => {
  const sum = { dmy: 0, mdy: 0 };
  for (const { dmy, mdy } of places.values()) {
    sum.dmy += dmy;
    sum.mdy += mdy;
  }
  return sum;
};

const orderOf = ({ dmy, mdy }: OrderCounts): DayOrder | null => {
  if (dmy === mdy) return null;
  return dmy > mdy ? 'dmy' : 'mdy';
};
