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
export type Day = Exclude<ReadDay, string | null>;

/** A day with its time as a file of ours says it. */
export const momentText = ({ date, time, offset }: Day): string =>
  time === '' ? date : `${date}T${time}${offset}`;

/** The cells of a row by what they mean. */
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

  /** The first of the field's columns that says something; empty where none does. */
  text(field: IntakeField): string {
    for (const at of this.reading.columns.get(field) ?? []) {
      const value = cellValue(this.line[at]);
      if (value !== '') return value;
    }
    return '';
  }

  /** A code whose digits are all there. @throws RowFault where a spreadsheet has lost some. */
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

  /** A code; empty where a spreadsheet has lost digits of it. @param remarks takes that, for staff. */
  codeIfWhole(field: IntakeField, remarks: string[]): string {
    const value = this.text(field);
    const whole = wholeDigits(value);
    if (whole !== null) return whole;
    const head = this.reading.heads[this.reading.columns.get(field)?.[0] ?? 0] ?? field;
    remarks.push(
      t(
        'Imported without “{head}”: a spreadsheet rounded the number to “{value}” and lost its last digits. Look up the number, and format the column as text before the next export.',
        { head, value: value.slice(0, 60) },
      ),
    );
    return '';
  }

  /** The day in the first of the field's columns that says something. */
  day(field: IntakeField): ReadDay {
    for (const at of this.reading.columns.get(field) ?? []) {
      const value = cellValue(this.line[at]);
      if (value !== '') return readOutsideDay(value, this.orders.get(at) ?? null, this.reading.table.is1904);
    }
    return 'none';
  }

  /** A day that must be read where something stands. @throws RowFault. */
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

/** The day in the library's zone. */
export const dateOf = (day: Day, timeZone: string): string => {
  if (day.offset === '' || day.time === '') return day.date;
  const at = readInstant(momentText(day), timeZone);
  return at === null ? day.date : calendarDateIn(new Date(at), timeZone);
};
