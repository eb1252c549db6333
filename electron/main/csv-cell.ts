// A spreadsheet program treats a cell as a formula by its first character, ignoring blanks and invisible characters before it.
// Compatibility forms in Unicode (full-width, small, superscript) count too. A tab or a line end at the start may move the following text
// to where it is treated as one.
const unseen = String.raw`[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
const formula = new RegExp(String.raw`^(?:${unseen}*[=+\-@\u2212]|[\p{Cc}\u2028\u2029])`, 'u');

/**
 * The characters at which a spreadsheet program may start another cell: it splits at the list separator of its language, which is a
 * semicolon in most of Europe, and then treats our quotes as letters, so that a line end inside a text ends the row.
 */
const cellBegins = /([;,\t\n\v\f\r\u0085\u2028\u2029\uFF0C\uFF1B])/;
/** Most texts contain neither such a character nor one that could be another form of it. */
const mayNeedGuard = /[=+\-@]|[^ -~]/;

const bare = (text: string): string => text.replace(/^'+/, '');

const isFormula = (text: string): boolean =>
  formula.test(bare(text)) || formula.test(bare(text).normalize('NFKC'));

/** Applies a change to each part of a text that a spreadsheet program would treat as a formula. */
const withFormulas = (text: string, change: (part: string) => string): string => {
  if (!mayNeedGuard.test(text)) return text;
  // The parts, alternating with their separators.
  const pieces = text.split(cellBegins);
  const moves = bare(pieces[0] ?? '') === '' && /^[\p{Cc}\u2028\u2029]/u.test(pieces[1] ?? '');
  return pieces
    .map((piece, at) => (at % 2 === 0 && (isFormula(piece) || (at === 0 && moves)) ? change(piece) : piece))
    .join('');
};

/** Restores the original text of a cell written by `csvCell`. */
export const csvText = (cell: string): string => withFormulas(cell, (part) => part.replace(/^'/, ''));

/**
 * Formats a text as a cell of a CSV file (RFC 4180) with comma separators. Wherever a spreadsheet program of any language would see a
 * formula, an apostrophe is put in front so that it shows the text; nothing else is changed.
 */
export const csvCell = (text: string): string => {
  const safe = withFormulas(text, (part) => `'${part}`);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Formats a row of a CSV file with its line end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
