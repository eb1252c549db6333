/** `_x000D_` encodes a character that XML cannot hold. */
const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** The text of a cell as spreadsheets show it. */
export const cellText = (text: string): string =>
  text.includes('_x')
    ? text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** A workbook keeps this many digits of a number; digits typed after them are zeros. */
const digitsKept = 15;

/**
 * Writes `3.1612345678901E+13` as it was typed: 31612345678901. A number with more digits stays in scientific form (`3.16E+16`), so that
 * a reader of codes knows that its last digits are lost.
 */
export const numberText = (value: string): string => {
  const trimmed = value.trim();
  const number = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(number)) return trimmed;
  if (Math.abs(number) >= 10 ** digitsKept) return number.toExponential().toUpperCase();
  return /^-?\d+$/.test(trimmed) ? trimmed : String(number);
};

const dayMs = 86_400_000;
const secondMs = 1_000;
/** The day before day 1. The 1900 system treats 1900 as a leap year. */
const dayZero = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/**
 * Converts a serial day number, with its fraction, to `2027-01-15` or `2027-01-15T13:45:00`.
 * @returns null if the number is not a day of the years 1900 to 9999.
 */
export const serialText = (serial: number, is1904: boolean): string | null => {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  const zero = dayZero[is1904 ? 1904 : 1900];
  const at = zero + Math.round((serial * dayMs) / secondMs) * secondMs;
  const text = new Date(at).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
};
