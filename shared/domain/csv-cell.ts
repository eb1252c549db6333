// A spreadsheet program reads a cell as a formula by its first sign, whatever blanks and unseen characters stand before it. Signs
// that Unicode counts as another form of these (full-width, small, superscript) count too. A tab or a line end at the start moves what follows to where it may be read as one.
const unseen = String.raw`[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
const formula = new RegExp(String.raw`^(?:${unseen}*[=+\-@\u2212]|[\p{Cc}\u2028\u2029])`, 'u');

/**
 * A text as one cell of a CSV file (RFC 4180), the comma between cells. What a spreadsheet program would read as a formula
 * gets an apostrophe before it, so that it shows the text; nothing else is changed.
 */
export const csvCell = (text: string): string => {
  const isFormula = formula.test(text) || formula.test(text.normalize('NFKC'));
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A row of a CSV file with its line end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
