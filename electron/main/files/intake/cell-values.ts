import { csvText } from '../../csv-cell.ts';

/** Strings that programs write for an empty value. */
const nothing = /^(?:-+|–|—|null|\(null\)|n\/a|#n\/a|#name\?|#value!|#ref!|undefined)$/i;
/** `="0123"`: keeps leading zeros in Excel. */
const kept = /^="([^"]*)"$/;
/** `'0123`: the same. Otherwise an apostrophe belongs to the text: `'Tis a pity`. */
const keepsDigits = /^'(?=\d[\d\s./-]*$)/;
const braced = /^\{([^{}]*)\}$/;

/** Returns the value of a cell: trimmed, without the marks that keep digits, and empty for signs that mean nothing. */
export const cellValue = (cell: string | undefined): string => {
  const text = csvText(cell ?? '')
    .replace(/[\u00a0\u200b\ufeff]/g, ' ')
    .trim();
  if (text === '') return '';
  const value = kept.exec(text)?.[1] ?? braced.exec(text)?.[1] ?? text;
  return nothing.test(value) ? '' : value.replace(keepsDigits, '').trim();
};

/** `3.16E+13`, `3,16123E+07`: a number as Excel shows it. */
const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/** Spreadsheets keep this many digits of a number; the rest become zeros. */
const digitsKept = 15;

/**
 * Returns the digits of a code that a spreadsheet shows as a number. @returns null if digits are lost: `3.16E+13` stands for many
 * numbers, and so does any number of more than fifteen digits.
 */
export const wholeDigits = (value: string): string | null => {
  const match = scientific.exec(value);
  if (!match) return value;
  const [, first = '', rest = '', exponent = '0'] = match;
  if (Number(exponent) >= digitsKept) return null;
  // Few digits mean that the number was shortened for display. A complete number, or one that ends in zeros, shows more.
  if (rest.length < Math.min(Number(exponent), 9)) return null;
  return rest.length > Number(exponent) ? null : first + rest.padEnd(Number(exponent), '0');
};

/** A line below the rows with totals or a count, or a line that a program wrote for itself. */
const totals =
  /^(?:grand |sub)?totals?\b|^totals? year|^(?:gesamt|summe|insgesamt|gesamtsumme|total general|totale)\b|^page \d+(?: of \d+)?$|^seite \d+|^\(?\d+ rows?(?: affected)?\)?|^\d+ (?:records?|results?|datensätze)|^# ?error|^end of report|^report (?:generated|run)|^generated (?:on|by)/i;

/** Whether a line is not a row of the table. */
export const isTotals = (cells: readonly string[]): boolean => {
  const first = cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  return totals.test(first);
};
