// A spreadsheet program reads a cell as a formula by its first sign, whatever blanks and unseen characters stand before it. Signs
// that Unicode counts as another form of these (full-width, small, superscript) count too. A tab or a line end at the start moves what follows to where it may be read as one.
const unseen = String.raw`[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
const formula = new RegExp(String.raw`^(?:${unseen}*[=+\-@\u2212]|[\p{Cc}\u2028\u2029])`, 'u');

/**
 * Where a spreadsheet program may begin another cell: it splits at the separator of lists of its language, which is a semicolon in most of Europe,
 * and then takes our quotes for letters, so that a line end within a text ends the row.
 */
const cellBegins = /([;,\t\n\v\f\r\u0085\u2028\u2029\uFF0C\uFF1B])/;
/** Most texts have neither a sign nor a letter that could be another form of one. */
const mayNeedGuard = /[=+\-@]|[^ -~]/;

const bare = (text: string): string => text.replace(/^'+/, '');

const isFormula = (text: string): boolean =>
  formula.test(bare(text)) || formula.test(bare(text).normalize('NFKC'));

/** Does something with each part of a text that a spreadsheet program would take for a formula. */
const withFormulas = (text: string, change: (part: string) => string): string => {
  if (!mayNeedGuard.test(text)) return text;
  // Parts, and between them what separates them.
  const pieces = text.split(cellBegins);
  const moves = bare(pieces[0] ?? '') === '' && /^[\p{Cc}\u2028\u2029]/u.test(pieces[1] ?? '');
  return pieces
    .map((piece, at) => (at % 2 === 0 && (isFormula(piece) || (at === 0 && moves)) ? change(piece) : piece))
    .join('');
};

/** The text of a cell as it was before it was written by `csvCell`. */
export const csvText = (cell: string): string => withFormulas(cell, (part) => part.replace(/^'/, ''));

/**
 * A text as one cell of a CSV file (RFC 4180), the comma between cells. Wherever a spreadsheet program of any language would read a
 * formula, an apostrophe stands before it, so that it shows the text; nothing else is changed.
 */
export const csvCell = (text: string): string => {
  const safe = withFormulas(text, (part) => `'${part}`);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A row of a CSV file with its line end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
