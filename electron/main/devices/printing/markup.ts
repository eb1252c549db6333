/** Markup that is safe to put into a page: made by `html` alone. */
export type Markup = { readonly markup: string };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** What the template takes: text is escaped, markup and lists of it go in as they are. */
type Value = string | number | Markup | readonly Markup[];

const render = (value: Value): string => {
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/**
 * The only way from text to markup: every text that is put into the template is escaped, for content and for quoted attributes.
 * The page in which electron-pos-printer prints may require Node's modules, so one value put in raw would run as a program.
 */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: literals.reduce((text, literal, i) => text + render(values[i - 1] ?? '') + literal),
});

export const nothing: Markup = { markup: '' };

// Direction marks and overrides would turn the text around them; each value is isolated by <bdi> instead.
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
// Control characters, line ends of every kind, and halves of characters that text cut in the middle leaves behind.
const unprintable = /[\p{Cc}\u2028\u2029\uFEFF]+/gu;
const loneHalves = /\p{Surrogate}/gu;

/**
 * A text as it goes on paper: one line, no control characters, at most `maxCharacters` long; the last is `…` when more was cut off.
 */
export const printable = (text: string, maxCharacters: number): string => {
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
