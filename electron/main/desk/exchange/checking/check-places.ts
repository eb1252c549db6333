import type { Code } from '../../../../../shared/domain/ids.ts';
import {
  limits,
  readCodeField,
  readFlag,
  readLines,
  readNeededCode,
  readNeededText,
  readRow,
  readText,
} from './row-fields.ts';

/** Rows of the small sections after their fields were checked. An absent field is undefined: an update leaves it alone. */
export type CheckedLibrary = {
  readonly code: Code;
  readonly name: string;
  readonly address: readonly string[] | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
};
export type CheckedDesk = {
  readonly code: Code;
  readonly name: string;
  readonly library: Code;
  readonly holdShelf: boolean | undefined;
  readonly receives: boolean | undefined;
};
export type CheckedPartner = CheckedLibrary & {
  readonly renewsAutomatically: boolean | undefined;
  readonly cancelNeedsConsent: boolean | undefined;
};
export type CheckedPatron = {
  readonly barcode: Code;
  readonly name: string;
  readonly email: string | undefined;
  readonly library: Code | null | undefined;
};

/** @throws RowFault, as all checks here. */
export const checkLibrary = (value: unknown): CheckedLibrary => {
  const row = readRow(value);
  return {
    code: readNeededCode(row, 'code'),
    name: readNeededText(row, 'name', limits.name),
    address: readLines(row, 'address'),
    email: readText(row, 'email', limits.short),
    phone: readText(row, 'phone', limits.short),
  };
};

export const checkDesk = (value: unknown): CheckedDesk => {
  const row = readRow(value);
  return {
    code: readNeededCode(row, 'code'),
    name: readNeededText(row, 'name', limits.name),
    library: readNeededCode(row, 'library'),
    holdShelf: readFlag(row, 'holdShelf'),
    receives: readFlag(row, 'receives'),
  };
};

export const checkPartner = (value: unknown): CheckedPartner => {
  const row = readRow(value);
  return {
    ...checkLibrary(row),
    renewsAutomatically: readFlag(row, 'renewsAutomatically'),
    cancelNeedsConsent: readFlag(row, 'cancelNeedsConsent'),
  };
};

export const checkPatron = (value: unknown): CheckedPatron => {
  const row = readRow(value);
  return {
    barcode: readNeededCode(row, 'barcode'),
    name: readNeededText(row, 'name', limits.name),
    email: readText(row, 'email', limits.short),
    library: readCodeField(row, 'library'),
  };
};
