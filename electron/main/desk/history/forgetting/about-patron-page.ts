import { escapeHtml } from '../../../../../shared/domain/escape-html.ts';
import type { Everything } from '../../store/forget-patron.queries.ts';
import { t } from '../../../../../shared/words/words.ts';
import { language } from '../../../../../shared/words/language.ts';

const table = (name: string, rows: Everything[string]): string => {
  const [first] = rows;
  if (!first) return `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(t('patronData.nothing'))}</p>`;
  const cells = (tag: 'td' | 'th', values: readonly (string | number | null)[]): string =>
    values.map((value) => `<${tag}>${escapeHtml(String(value ?? ''))}</${tag}>`).join('');
  const lines = rows.map((row) => `<tr>${cells('td', Object.values(row))}</tr>`);
  return `<h2>${escapeHtml(name)}</h2><table><thead><tr>${cells('th', Object.keys(first))}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
};

/** Everything about a patron as a page to be read or printed: without scripts, and without anything from elsewhere. */
export const aboutPatronPage = (all: Everything): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(t('patronData.allAboutAPatron'))}</title>
<style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap}</style>
</head><body><h1>${escapeHtml(t('patronData.allAboutAPatron'))}</h1>
${Object.entries(all)
  .map(([name, rows]) => table(name, rows))
  .join('\n')}
</body></html>
`;
