import type { Calendar } from '../../../../shared/domain/calendar.ts';
import type { Code, Instant } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import type { HoursRow } from '../../desk/store/calendar.queries.ts';
import { RowFault } from '../row-fault.ts';
import type { FileVersion } from '../sections.ts';
import type { Row } from './row-fields.ts';
import {
  limits,
  readCodeField,
  readDate,
  readFlag,
  readLines,
  readList,
  readMoment,
  readNeededCode,
  readNeededText,
  readRow,
  readText,
} from './row-fields.ts';

/** Rows of the small sections after their fields were checked. An absent field is undefined: an update leaves it alone. */
type CheckedContact = {
  readonly code: Code;
  readonly name: string;
  readonly address: readonly string[] | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
};
/** Since version 2: when a person changed it, and what of letters it does without. */
type SinceVersion2 = { readonly editedAt: Instant | null };
type Letters = { readonly lettersOff: readonly string[] | undefined };
export type CheckedLibrary = CheckedContact &
  SinceVersion2 &
  Letters & {
    readonly barcodePrefix: string | undefined;
    readonly hours: readonly HoursRow[] | undefined;
    readonly closedDays: readonly Calendar['closedDays'][number][] | undefined;
  };
export type CheckedDesk = {
  readonly code: Code;
  readonly name: string;
  readonly library: Code;
  readonly holdShelf: boolean | undefined;
  readonly receives: boolean | undefined;
  /** False: not offered any more. */
  readonly active: boolean | undefined;
} & SinceVersion2;
export type CheckedPartner = CheckedContact &
  SinceVersion2 &
  Letters & {
    readonly renewsAutomatically: boolean | undefined;
    readonly cancelNeedsConsent: boolean | undefined;
    readonly active: boolean | undefined;
  };
export type CheckedPatron = {
  readonly barcode: Code;
  readonly name: string;
  readonly email: string | undefined;
  readonly library: Code | null | undefined;
} & SinceVersion2;

/** The file's version and the library's zone: fields that came later say nothing in an earlier file. */
export type Reading = { readonly version: FileVersion; readonly timeZone: string };

const readContact = (row: Row): CheckedContact => ({
  code: readNeededCode(row, 'code'),
  name: readNeededText(row, 'name', limits.name),
  address: readLines(row, 'address'),
  email: readText(row, 'email', limits.short),
  phone: readText(row, 'phone', limits.short),
});

const readEditedAt = (row: Row, { timeZone }: Reading): Instant | null =>
  readMoment(row, 'editedAt', timeZone) ?? null;

/** The row as its version says it: an earlier one has no field that came later. */
const sinceVersion2 = (row: Row, { version }: Reading): Row => (version === 1 ? {} : row);

/** @throws RowFault, as all checks here. */
export const checkLibrary = (value: unknown, reading: Reading): CheckedLibrary => {
  const row = readRow(value);
  const later = sinceVersion2(row, reading);
  const prefix = readCodeField(later, 'barcodePrefix');
  return {
    ...readContact(row),
    editedAt: readEditedAt(later, reading),
    lettersOff: readLines(later, 'lettersOff'),
    barcodePrefix: prefix === null ? '' : prefix,
    hours: readList(later, 'hours')?.map((hours, index) => readHours(hours, `hours[${index}]`)),
    closedDays: readList(later, 'closedDays')?.map((closed, index) => {
      const path = `closedDays[${index}]`;
      const one = readRow(closed, path);
      const day = readDate(one, 'day', `${path}.day`);
      if (!day) throw new RowFault(`${path}.day`, t('checking.itIsMissing'));
      return { day, note: readText(one, 'note', limits.name, `${path}.note`) ?? '' };
    }),
  };
};

const timeOfDay = /^([01]\d|2[0-4]):[0-5]\d$/;

const readHours = (value: unknown, path: string): HoursRow => {
  const { weekday, opens, closes } = readRow(value, path);
  const isTime = (time: unknown): time is string => typeof time === 'string' && timeOfDay.test(time);
  if (Number.isInteger(weekday) && Number(weekday) >= 1 && Number(weekday) <= 7)
    if (isTime(opens) && isTime(closes) && closes > opens) return { weekday: Number(weekday), opens, closes };
  throw new RowFault(path, t('checking.theseAreNoOpeningHours'));
};

export const checkDesk = (value: unknown, reading: Reading): CheckedDesk => {
  const row = readRow(value);
  const later = sinceVersion2(row, reading);
  return {
    code: readNeededCode(row, 'code'),
    name: readNeededText(row, 'name', limits.name),
    library: readNeededCode(row, 'library'),
    holdShelf: readFlag(row, 'holdShelf'),
    receives: readFlag(row, 'receives'),
    active: readFlag(later, 'active'),
    editedAt: readEditedAt(later, reading),
  };
};

export const checkPartner = (value: unknown, reading: Reading): CheckedPartner => {
  const row = readRow(value);
  const later = sinceVersion2(row, reading);
  return {
    ...readContact(row),
    renewsAutomatically: readFlag(row, 'renewsAutomatically'),
    cancelNeedsConsent: readFlag(row, 'cancelNeedsConsent'),
    active: readFlag(later, 'active'),
    lettersOff: readLines(later, 'lettersOff'),
    editedAt: readEditedAt(later, reading),
  };
};

export const checkPatron = (value: unknown, reading: Reading): CheckedPatron => {
  const row = readRow(value);
  return {
    barcode: readNeededCode(row, 'barcode'),
    name: readNeededText(row, 'name', limits.name),
    email: readText(row, 'email', limits.short),
    library: readCodeField(row, 'library'),
    editedAt: readEditedAt(sinceVersion2(row, reading), reading),
  };
};
