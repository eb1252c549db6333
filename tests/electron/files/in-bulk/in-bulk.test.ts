import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asDeskDatabase, connect } from '../../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { authorizeImporter } from '../../../../electron/main/files/importer.ts';
import type { LibraryFile } from '../../../../electron/main/files/library-file.service.ts';
import {
  type DeskSession,
  openSession,
} from '../../../../electron/main/desk/records/session/session.service.ts';
import type { FileProcess } from '../../../../electron/main/files/process/child-process.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { writeLibraryFile } from '../../../bench/make-library.ts';
import { startNodeProcess } from '../../../support/file-process.ts';
import { fullRequest, libraryWith, openImportDesk } from '../import-desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { openLibraryFile } from '../../../support/library-file.ts';

vi.setConfig({ testTimeout: 120_000 });

// A bulk import is either complete or leaves the library unchanged, and staff are told why they must wait.

/** Enough rows that the import can be interrupted. */
const rows = 6_000;
/** Enough rows for an import that is not interrupted. */
const someRows = 2_000;
/** A file of this size is imported in bulk. */
const bytesInBulk = 4 * 1024 * 1024;

const desk = forEachTest(openImportDesk);
let db: ReadableDB;
let session: DeskSession;
let service: LibraryFile;
let processes: FileProcess[];
let hear: (progress: ImportProgress) => void;

beforeEach(() => {
  db = asDeskDatabase(connect(desk.databaseFile, 50));
  session = openSession(db);
  processes = [];
  hear = () => undefined;
  service = openLibraryFile(
    {
      file: desk.databaseFile,
      context: { db, session, now: () => new Date('2026-11-25T12:00:00Z'), timeZone: () => 'UTC' },
    },
    {
      startProcess: () => {
        const started = startNodeProcess();
        processes.push(started);
        return started;
      },
      emitProgress: (progress) => hear(progress),
      emitEnded: () => undefined,
    },
  );
});
afterEach(async () => {
  await service.close();
  db.close();
});

const written = new Map<number, string>();

/** Writes a library with this many requests. Spaces between its rows make the file large enough. */
const library = (requests = rows): string => {
  const path = join(desk.folder, 'library.json');
  const known = written.get(requests);
  if (known !== undefined) {
    writeFileSync(path, known);
    return path;
  }
  const bytes = writeLibraryFile(path, requests);
  const blanks = ' '.repeat(Math.max(0, Math.ceil((bytesInBulk - bytes) / requests)));
  const text = readFileSync(path, 'utf8').replaceAll('\n{"externalId"', `\n${blanks}{"externalId"`);
  written.set(requests, text);
  writeFileSync(path, text);
  return path;
};
const importIt = (file = library()): Promise<ImportReport> =>
  service.importPath(file, authorizeImporter(session));
const counts = (raw = desk.db): unknown =>
  ['request', 'patron', 'item', 'loan', 'file_said', 'import_change', 'request_search', 'request_cube'].map(
    (table) => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  );
const schema = (): unknown =>
  desk.records("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
const share = ({ bytesRead, bytesTotal }: ImportProgress): number =>
  bytesTotal === 0 ? 0 : bytesRead / bytesTotal;

const expectAsItWas = (before: { readonly counts: unknown; readonly schema: unknown }): void => {
  expect(counts()).toEqual(before.counts);
  expect(schema()).toEqual(before.schema);
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
};
const asItIs = () => ({ counts: counts(), schema: schema() });

test('during a bulk import lists are read immediately, and commands are refused with the reason', async () => {
  const answers: unknown[] = [];
  let longestMs = 0;
  hear = (progress) => {
    if (share(progress) === 0) return;
    const startedMs = performance.now();
    // All or nothing: a progress event may arrive after the commit.
    expect([0, rows]).toContain(db.prepare('SELECT count(*) FROM request').pluck().get());
    longestMs = Math.max(longestMs, performance.now() - startedMs);
    void service.runStepFirst(() => 'done').then((answer) => answers.push(answer));
  };
  const report = await importIt();
  expect(report).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  expect(answers.length).toBeGreaterThan(3);
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, error: { code: 'import-running', retryable: true } });
  expect(longestMs).toBeLessThan(100);
  expect(await service.runStepFirst(() => 'done')).toBe('done');
  expect(counts(db)).toEqual(counts());
  expect(desk.value('SELECT count(*) FROM request')).toBe(rows);
  // The data is in the database file, not in a log that the next command would have to checkpoint.
  expect(statSync(`${desk.databaseFile}-wal`).size).toBeLessThan(1_000_000);
});

test('the desk’s connection has the new triggers, and logs the changes of a step', async () => {
  await importIt(library(someRows));
  db.exec(`INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, input, answer)
      VALUES ('x', 'edit-request', 1, (SELECT min(id) FROM desk), '2026-11-25T12:00:00.000Z', '{}', '{}');
    INSERT INTO temp.current_step VALUES ('x');
    UPDATE request SET title = 'Another title' WHERE id = 7;
    DELETE FROM temp.current_step`);
  expect(
    db.prepare("SELECT json_extract(after, '$.title') FROM change_log WHERE row_id = 7").pluck().all(),
  ).toEqual(['Another title']);
  expect(db.prepare('SELECT request_id FROM request_search_todo').pluck().all()).toEqual([7]);
});

test.for([0.05, 0.5, 0.8, 0.95])('killed at %d of the progress: the library is unchanged', async (when) => {
  const before = asItIs();
  let killed = false;
  hear = (progress) => {
    if (share(progress) < when || killed) return;
    killed = true;
    for (const process of processes) process.kill();
  };
  const report = await importIt();
  expect(killed).toBe(true);
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0 } });
  expect(report.failure).not.toMatch(/stay/);
  expect(desk.value('SELECT count(*) FROM import_change')).toBe(0);
  expectAsItWas(before);
  // A start without the memory of this process finds the same.
  for (const ending of ['', '-wal'])
    copyFileSync(`${desk.databaseFile}${ending}`, join(desk.folder, `copy.sqlite${ending}`));
  const copy = connect(join(desk.folder, 'copy.sqlite'));
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(counts(copy)).toEqual(before.counts);
  } finally {
    copy.close();
  }
});

test.for([0.3, 0.85])(
  'cancelled at %d of the progress: the library is unchanged, and the report counts nothing',
  async (when) => {
    const before = asItIs();
    hear = (progress) => {
      if (share(progress) >= when) service.cancel();
    };
    const report = await importIt();
    expect(report).toMatchObject({ outcome: 'cancelled', totals: { added: 0 }, bySection: {} });
    expectAsItWas(before);
    expect(await service.runStepFirst(() => 'done')).toBe('done');
  },
);

test('a disk that becomes full during rows or indexes: nothing is stored', async () => {
  const before = asItIs();
  const file = join(desk.folder, 'library.json');
  writeLibraryFile(file, someRows);
  for (const more of [100, 250, 500]) {
    const pages = desk.db.pragma('page_count', { simple: true }) as number;
    desk.db.pragma(`max_page_count = ${pages + more}`);
    const report = await desk.import(file, { bulkFromBytes: 0 });
    expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0 }, reportFile: null });
    expect(report.failure).toMatch(/^The disk is full\..*Nothing was imported\./);
    expectAsItWas(before);
  }
  desk.db.pragma('max_page_count = 1073741823');
  expect(await desk.import(file, { bulkFromBytes: 0 })).toMatchObject({ outcome: 'done' });
});

test('the report of rows loses the results of an import that was given up', async () => {
  const path = join(desk.folder, 'rows.jsonl');
  const file = desk.file('a.json', libraryWith([fullRequest, { externalId: 'B' }]));
  let isCancelled = false;
  const report = await desk.import(file, {
    bulkFromBytes: 0,
    rowReport: { path, as: 'json-lines' },
    cancelled: () => isCancelled,
    progress: ({ totals }) => (isCancelled = totals.added > 6),
  });
  expect(isCancelled).toBe(true);
  expect(report).toMatchObject({ outcome: 'cancelled', refused: [], reportFile: null });
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe('');
});

test('a file for a library that has a request is not imported in bulk', async () => {
  await desk.import(desk.file('a.json', libraryWith([fullRequest])));
  let wasInBulk = false;
  const file = desk.file('b.json', libraryWith([{ externalId: 'B', title: 'B' }]));
  const report = await desk.import(file, { bulkFromBytes: 0, onBulk: () => (wasInBulk = true) });
  expect(report).toMatchObject({ outcome: 'done' });
  expect(wasInBulk).toBe(false);
});

test('a small file is not imported in bulk', async () => {
  let wasInBulk = false;
  await desk.import(desk.file('a.json', libraryWith([fullRequest])), { onBulk: () => (wasInBulk = true) });
  expect(wasInBulk).toBe(false);
});
