import { escapeHtml } from '../../../../shared/domain/escape-html.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';

/** Markup that is safe in a page. Only `html` makes it. */
export type Markup = { readonly markup: string };

/** A value in the template: text is escaped; markup and lists of markup are inserted unchanged. */
type Value = string | number | Markup | readonly Markup[];

const render = (value: Value): string => {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/**
 * Converts text to markup; there is no other way. Every text in the template is escaped, for content and for quoted attributes.
 * The page of electron-pos-printer may require Node modules, so an unescaped value could run as a program.
 */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: literals.reduce((text, literal, i) => text + render(values[i - 1] ?? '') + literal),
});

export const nothing: Markup = { markup: '' };

/** A text for paper: one line, no control characters. <bdi> isolates the direction of each value. */
export const printable = plainLine;
