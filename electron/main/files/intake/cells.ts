import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import { type ReadDay, readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import { readInstant } from '../checking/moments.ts';
import type { TableRow } from '../reading/table.ts';
import { RowFault } from '../row-fault.ts';
import { cellValue, wholeDigits } from './cell-values.ts';
import type { DayOrders } from './day-order.ts';
import type { Reading } from './recognize.ts';
import { t } from '../../../../shared/words/words.ts';

/** A day that was read. */
type Day = Exclude<ReadDay, string | null>;

/** A day with its time, in the format of our own files. */
export const momentText = ({ date, time, offset }: Day): string =>
  time === '' ? date : `${date}T${time}${offset}`;

/** The cells of a row by field. */
export class Cells {
  readonly row: number;
  readonly reading: Reading;
  private readonly orders: DayOrders;
  private readonly line: readonly string[];

  constructor(reading: Reading, orders: DayOrders, { row, cells }: TableRow) {
    this.row = row;
    this.reading = reading;
    this.orders = orders;
    this.line = cells;
  }

  /** The first nonempty value of the field's columns; empty if there is none. */
  text(field: IntakeField): string {
    for (const at of this.reading.columns.get(field) ?? []) {
      const value = cellValue(this.line[at]);
      if (value !== '') return value;
    }
    return '';
  }

  /** A code with all its digits. @throws RowFault if a spreadsheet has lost some. */
  code(field: IntakeField, path: string): string {
    const value = this.text(field);
    const whole = wholeDigits(value);
    if (whole !== null) return whole;
    throw new RowFault(
      path,
      t(
        '“{value}” was shortened by a spreadsheet, and its last digits are lost. Export the list again, and do not save it in Excel as CSV.',
        { value },
      ),
    );
  }

  /** A code; empty if a spreadsheet has lost digits. @param remarks receives a remark about that, for staff. */
  codeIfWhole(field: IntakeField, remarks: string[]): string {
    const value = this.text(field);
    const whole = wholeDigits(value);
    if (whole !== null) return whole;
    const head = this.reading.heads[this.reading.columns.get(field)?.[0] ?? 0] ?? field;
    remarks.push(
      t(
        '“{head}” is left out: a spreadsheet rounded the number to “{value}” and lost its last digits. Look up the number, and format the column as text before the next export.',
        { head, value: value.slice(0, 60) },
      ),
    );
    return '';
  }

  /** The day in the first nonempty column of the field. */
  day(field: IntakeField): ReadDay {
    for (const at of this.reading.columns.get(field) ?? []) {
      const value = cellValue(this.line[at]);
      if (value !== '') return readOutsideDay(value, this.orders.get(at) ?? null, this.reading.table.is1904);
    }
    return 'none';
  }

  /** A day that must be readable if the cell is not empty. @throws RowFault. */
  knownDay(field: IntakeField): Day | null {
    const day = this.day(field);
    if (day === 'none') return null;
    if (day !== null && day !== 'ambiguous') return day;
    const text = this.text(field);
    throw new RowFault(
      field,
      day === 'ambiguous'
        ? t(
            '“{text}” could be day first or month first, and no date in this file settles it. Import it with a profile that does, or with dates such as 2027-01-15.',
            { text },
          )
        : t('“{text}” is not a valid date. Use the form 2027-01-15.', { text }),
    );
  }
}

/** Returns the day in the library's zone. */
export const dateOf = (day: Day, timeZone: string): string => {
  if (day.offset === '' || day.time === '') return day.date;
  const at = readInstant(momentText(day), timeZone);
  return at === null ? day.date : calendarDateIn(new Date(at), timeZone);
};
