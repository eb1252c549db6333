// Direction marks and overrides would reorder the surrounding text.
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
// Control characters and line ends of every kind, and lone surrogates left behind by truncation.
const unprintable = /[\p{Cc}\u2028\u2029\uFEFF]+/gu;
const loneHalves = /\p{Surrogate}/gu;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * Returns a text as one line: no line ends, no control characters, at most `maxCharacters` long; the last character is `…` if text was cut
 * off. Prevents external text from injecting a header or a line.
 */
export const plainLine = (text: string, maxCharacters: number): string => {
  // Truncate coarsely first, so that a title of several megabytes is not processed whole.
  const rough = text.slice(0, maxCharacters * 8);
  const clean = rough
    .replace(loneHalves, '\uFFFD')
    .replace(directionMarks, '')
    .replace(unprintable, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...clean];
  if (characters.length <= maxCharacters && rough.length === text.length) return clean;
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`;
};

/** Whether two names are the same, ignoring case and blanks. */
export const isSameName = (one: string, other: string): boolean => squeezed(one) === squeezed(other);

const squeezed = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

/**
 * Returns a multi-line text with `\n` as line end: control characters become blanks, runs of empty lines become one, and leading and
 * trailing empty lines are removed.
 */
export const plainLines = (text: string): string =>
  text
    .split(lineEnds)
    .map((line) =>
      line.replace(loneHalves, '\uFFFD').replace(directionMarks, '').replace(unprintable, ' ').trimEnd(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

/** Returns a text as it is, except that what would reorder it or not be seen stands in it by its number, such as `[U+202E]`. */
export const visibleText = (text: string): string =>
  text.replace(/[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|(?![\t\n\r])\p{Cc}/gu, (hidden) => {
    const number = hidden.charCodeAt(0).toString(16).toUpperCase();
    return `[U+${number.padStart(4, '0')}]`;
  });

// Not typed by people. NUL ends a text in SQLite's searches, and the others are not displayed; tabs and line breaks stay.
const untyped = /(?![\t-\r\u0080-\u009F])\p{Cc}/gu;

/** Returns a text of the same length with control characters replaced by blanks; tabs and line ends of every kind stay. */
export const typedText = (text: string): string => text.replace(untyped, ' ');

/** Returns the lines of a text stored as a JSON list; none if it is not such a list. */
export const storedLines = (json: string | null | undefined): readonly string[] => {
  const lines: unknown = JSON.parse(json ?? '[]');
  return Array.isArray(lines) && lines.every((line) => typeof line === 'string') ? lines : [];
};

/** How many characters a note of a step may have. */
export const longestNote = 2_000;

/** Joins texts as paragraphs of a note, and cuts it to the length of one. The whole text stays where it came from. */
export const inNote = (...texts: readonly string[]): string => {
  const whole = texts.filter((text) => text !== '').join('\n');
  return whole.length <= longestNote ? whole : `${whole.slice(0, longestNote - 1)}…`;
};
