import { escapeHtml } from '../../../../shared/domain/escape-html.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';

/** Markup that is safe to put into a page: made by `html` alone. */
export type Markup = { readonly markup: string };

/** What the template takes: text is escaped, markup and lists of it go in as they are. */
type Value = string | number | Markup | readonly Markup[];

const render = (value: Value): string => {
  if (typeof value === 'string') return escapeHtml(value);
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

/** A text as it goes on paper: one line, no control characters; each value's direction is isolated by <bdi>. */
export const printable = plainLine;
