/** The name of the program, in every language. */
export const programName = 'Borrow Desk';

/** The logo: a book with an arrow that goes out and comes back. One path, filled by the even-odd rule, in a square of `markBox` units. */
export const markPath =
  'M6 2H8V30H6A2 2 0 0 1 4 28V4A2 2 0 0 1 6 2ZM10 2H24A4 4 0 0 1 28 6V26A4 4 0 0 1 24 30H10ZM13 6V10H17A4 4 0 0 1 17 18V14L11 20L17 26V22A8 8 0 0 0 17 6Z';
export const markBox = 32;

/** Dark enough on white and on the panels, light enough in dark mode: 3:1 at least (WCAG 1.4.11). */
export const markColours = { light: '#1864ab', dark: '#74c0fc' } as const;
