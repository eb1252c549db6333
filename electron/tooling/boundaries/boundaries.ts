import { posix } from 'node:path';
import { rules } from './rules.ts';
import { readSource, type Source } from './source.ts';

export type Violation = { readonly path: string; readonly line: number; readonly says: string };

// In capitals only, as all our SQL is: "Select a desk from the list" is a sentence for staff.
const sqlText =
  /\b(SELECT\s[^]*\bFROM\s|INSERT\s(OR\s\w+\s)?\s*INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+(UNIQUE\s+|TEMP\s+|VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s|BEGIN IMMEDIATE|WITH\s+\w+\s+AS\s*\()/;

// The table that a text writes to; "…" where that is filled in. "DO UPDATE SET" names none of its own.
const writingText =
  /\b(?:(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?(?!\s+SET\b)|DELETE\s+FROM)\s+(["\w.…]+)/g;
// What can be made anew from the rows of requests, beside its readers: kept counts, the search index, the sums of reports.
const madeFromRequests: Readonly<Record<string, readonly string[]>> = {
  'electron/main/desk/requests': [
    'request_cube',
    'request_cube_day',
    'request_search',
    'request_search_todo',
  ],
  'electron/main/desk/reports': [
    'report_state',
    'report_kind',
    'report_fact',
    'report_sum',
    'report_…',
    'temp.report_unstored',
  ],
};

// With these a connection is told SQL.
const connectionCalls = ['prepare', 'pragma'];

const store = 'electron/main/desk/store';
const registrar = 'electron/main/ipc/register.ts';

/**
 * Checks one source: who imports whom, where SQL stands and who writes rows, who uses ipcMain.
 *
 * @param path its path in the project, with "/"
 * @returns what it breaks, in the order of lines; empty when nothing
 * @throws when it is not TypeScript
 */
export function violationsIn(path: string, code: string): readonly Violation[] {
  const source = readSource(path, code);
  const found = [
    ...forbiddenImports(source),
    ...misplacedSql(source),
    ...misplacedWriting(source),
    ...misplacedIpc(source),
  ];
  return found.sort((a, b) => a.line - b.line);
}

function forbiddenImports(source: Source): readonly Violation[] {
  const about = rules.filter((rule) => rule.isAbout(source.path));
  return source.imports.flatMap((used) =>
    about
      .filter((rule) => !rule.allows(used, source))
      .map((rule) => ({
        path: source.path,
        line: used.line,
        says: `imports ${used.target}, but ${rule.says}`,
      })),
  );
}

function misplacedSql({ path, texts, calls }: Source): readonly Violation[] {
  if (!/^(electron\/main|renderer|shared)\//.test(path)) return [];
  if (path.startsWith('electron/main/db/') || path.endsWith('.queries.ts')) return [];
  const says = 'has SQL, which stands in *.queries.ts and electron/main/db alone';
  const quoted = texts.filter((text) => sqlText.test(text.value)).map(({ line }) => ({ path, line, says }));
  const called = connectionCalls.flatMap((name) => {
    const line = calls.get(name);
    return line === undefined ? [] : [{ path, line, says }];
  });
  return [...quoted, ...called];
}

function misplacedWriting({ path, texts }: Source): readonly Violation[] {
  if (!path.startsWith('electron/main/') || path.startsWith('electron/main/db/')) return [];
  if (path.startsWith(`${store}/`)) return [];
  const isOwn = (table: string): boolean => madeFromRequests[posix.dirname(path)]?.includes(table) === true;
  const says = `writes rows, which ${store} alone does`;
  return texts
    .filter(({ value }) => [...value.matchAll(writingText)].some(([, table = '']) => !isOwn(table)))
    .map(({ line }) => ({ path, line, says }));
}

function misplacedIpc({ path, names }: Source): readonly Violation[] {
  const found: Violation[] = [];
  const main = names.get('ipcMain');
  if (main !== undefined && path !== registrar) {
    found.push({ path, line: main, says: `uses ipcMain, which ${registrar} alone does` });
  }
  const page = names.get('ipcRenderer');
  if (page !== undefined && !path.startsWith('electron/preload/')) {
    found.push({ path, line: page, says: 'uses ipcRenderer, which the preload alone does' });
  }
  return found;
}
