/** `_x000D_` stands for a character that XML cannot hold. */
const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** The text of a cell as people see it. */
export const cellText = (text: string): string =>
  text.includes('_x')
    ? text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** `3.1612345678901E+13` as people wrote it: 31612345678901. Numbers of a workbook hold fifteen digits. */
export const numberText = (value: string): string => {
  const trimmed = value.trim();
  if (/^-?\d+$/.test(trimmed)) return trimmed;
  const number = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(number)) return trimmed;
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number);
};

const dayMs = 86_400_000;
const secondMs = 1_000;
/** The day before the first: workbooks count from 1, and hold 1900 for a leap year. */
const dayZero = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/**
 * A day that is counted, with the part of it that had passed, as `2027-01-15` or `2027-01-15T13:45:00`.
 * @returns null for a number that is no day of the years 1900 to 9999.
 */
export const serialText = (serial: number, is1904: boolean): string | null => {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  const zero = dayZero[is1904 ? 1904 : 1900];
  const at = zero + Math.round((serial * dayMs) / secondMs) * secondMs;
  const text = new Date(at).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
};
