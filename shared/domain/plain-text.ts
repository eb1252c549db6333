// Direction marks and overrides would turn the text around them.
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
// Control characters, line ends of every kind, and halves of characters that text cut in the middle leaves behind.
const unprintable = /[\p{Cc}\u2028\u2029\uFEFF]+/gu;
const loneHalves = /\p{Surrogate}/gu;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * A text as one line: no line ends, no control characters, at most `maxCharacters` long; the last is `…` when more was cut off.
 * Nothing that came from outside can begin a new header or a new line with it.
 */
export const plainLine = (text: string, maxCharacters: number): string => {
  // Cut roughly first: a title of megabytes is not worth taking apart.
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

/**
 * A text of several lines as `\n` ends them: control characters become blanks, more than one empty line becomes one,
 * none stands at the start or the end.
 */
export const plainLines = (text: string): string =>
  text
    .split(lineEnds)
    .map((line) =>
      line
        .replace(loneHalves, '\uFFFD')
        .replace(directionMarks, '')
        .replace(unprintable, ' ')
        .replace(/\s+$/u, ''),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

// Nobody types them. NUL ends a text in SQLite's searches, the others are shown by nothing; what moves to the next column or line stays.
const untyped = /(?![\t-\r\u0080-\u009F])\p{Cc}/gu;

/** A text as a person may have typed it: control characters are blanks, as long as it was; tabs and line ends of every kind stay. */
export const typedText = (text: string): string => text.replace(untyped, ' ');

/** The lines of a text as it is stored, a JSON list; none where there is no such list. */
export const storedLines = (json: string | null | undefined): readonly string[] => {
  const lines: unknown = JSON.parse(json ?? '[]');
  return Array.isArray(lines) && lines.every((line) => typeof line === 'string') ? lines : [];
};
