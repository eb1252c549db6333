import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeHtml } from '../../../../../shared/domain/escape-html.ts';
import { t } from '../../../../../shared/words/words.ts';
import { language } from '../../../../../shared/words/language.ts';
import type { Everything } from '../../store/erase-patron.queries.ts';

const table = (name: string, rows: Everything[string]): string => {
  const [first] = rows;
  if (!first) return `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(t('No data.'))}</p>`;
  const cells = (tag: 'td' | 'th', values: readonly (string | number | null)[]): string =>
    values.map((value) => `<${tag}>${escapeHtml(String(value ?? ''))}</${tag}>`).join('');
  const lines = rows.map((row) => `<tr>${cells('td', Object.values(row))}</tr>`);
  return `<h2>${escapeHtml(name)}</h2><table><thead><tr>${cells('th', Object.keys(first))}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
};

/** Returns everything about a patron as a page for reading or printing, without scripts or external resources. */
export const aboutPatronPage = (all: Everything): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(t('All data about a patron'))}</title>
<style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap}</style>
</head><body><h1>${escapeHtml(t('All data about a patron'))}</h1>
${Object.entries(all)
  .map(([name, rows]) => table(name, rows))
  .join('\n')}
</body></html>
`;

/** Shorter texts occur in other words by chance. */
const shortest = 3;
const pieceBytes = 1024 * 1024;

/**
 * Removes the files of a folder that contain one of some texts, as UTF-8 or UTF-16: reports of imports and of dry runs, which quote each
 * row. A missing folder contains none. Never rejects.
 * @returns how many were removed.
 */
export const removeFilesNaming = async (folder: string, texts: readonly string[]): Promise<number> => {
  const sought = texts
    .filter((text) => text.length >= shortest)
    .flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  let gone = 0;
  try {
    for (const { name, parentPath } of (await readdir(folder, { withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )) {
      const path = join(parentPath, name);
      if (!(await holdsOne(path, sought).catch(() => false))) continue;
      await rm(path, { force: true });
      gone += 1;
    }
  } catch {
    // The folder does not exist, or one of its files is open: the next erasure removes it.
  }
  return gone;
};

const holdsOne = async (path: string, sought: readonly Buffer[]): Promise<boolean> => {
  const overlap = Math.max(...sought.map(({ length }) => length), 1) - 1;
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(overlap + pieceBytes);
    for (let kept = 0; ;) {
      const { bytesRead } = await file.read(buffer, kept, pieceBytes, null);
      if (bytesRead === 0) return false;
      const piece = buffer.subarray(0, kept + bytesRead);
      if (sought.some((text) => piece.includes(text))) return true;
      kept = Math.min(overlap, piece.length);
      piece.copy(buffer, 0, piece.length - kept);
    }
  } finally {
    await file.close();
  }
};
