import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LibraryFileOptions, LibraryFile } from '../../../electron/main/files/library-file.service.ts';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import {
  type ImportProgress,
  type ImportReport,
  importProgress,
  importReport,
} from '../../../shared/ipc/import-views.ts';
import { howMany } from '../../support/how-many.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { startFileThread } from '../../support/file-thread.ts';
import { writeLibraryFile } from '../../bench/make-library.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import {
  type DeskSession,
  openSession,
} from '../../../electron/main/desk/records/session/session.service.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { type ImportDesk, libraryWith, openImportDesk } from './import-desk.ts';

/** How many requests a file has whose import does not come to its end; more for a long look: `IMPORT_ROWS=60000`. */
const rows = howMany('IMPORT_ROWS', 5_000, 60_000);

/** As many as take a moment. */
const someRows = 1_000;

let desk: ImportDesk;
let db: ReadableDB;
let session: DeskSession;
let service: LibraryFile;
let progress: ImportProgress[];
let tried: ImportProgress[];
let ended: ImportReport[];
let shown: string[];
let chosen: string | null;
let onProgress: (told: ImportProgress) => void;

const serviceWith = (more: Partial<LibraryFileOptions> = {}): LibraryFile =>
  new LibraryFile({
    dataDir: desk.folder,
    databaseFile: desk.databaseFile,
    timeZone: () => 'Europe/London',
    startProcess: startNodeProcess,
    emitProgress: (told) => {
      progress.push(importProgress.parse(told));
      onProgress(told);
    },
    emitDryRun: (told) => tried.push(importProgress.parse(told)),
    emitEnded: (report) => ended.push(importReport.parse(report)),
    session,
    importLog: openImportLog(db, () => new Date('2026-11-25T12:00:00Z')),
    chooseFile: () => Promise.resolve(chosen),
    showInFolder: (path) => shown.push(path),
    now: () => new Date('2026-11-25T12:00:00Z'),
    ...more,
  });

beforeEach(() => {
  desk = openImportDesk();
  db = desk.db as ReadableDB;
  session = openSession(db);
  progress = [];
  tried = [];
  ended = [];
  shown = [];
  chosen = null;
  onProgress = () => undefined;
  service = serviceWith();
});
afterEach(async () => {
  await service.close();
  desk.close();
});

const importPath = (file: string): Promise<ImportReport> =>
  service.importPath(file, authorizeImporter(session));
const bigFile = (requests: number): string => {
  const path = join(desk.folder, 'big.json');
  writeLibraryFile(path, requests);
  return path;
};
/** How many rows of other sections come before the requests of such a file: patrons, and 46 places. */
const beforeRequests = (requests: number): number => requests / 5 + 46;
const aMoment = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
/** As in a library whose reports have counted requests: however large the file is, it goes in beside the work and not in bulk. */
const besideTheWork = (): void => void desk.db.exec('UPDATE report_state SET requests_to = 1');
const integrity = (): unknown => desk.db.pragma('integrity_check', { simple: true });
const requestCount = (): number => desk.value('SELECT count(*) FROM request') as number;

test('the page chooses a file, imports it by its token, and hears of progress and the end', async () => {
  expect(await service.choose()).toEqual({ ok: true, value: null });
  chosen = bigFile(someRows);
  const choice = await service.choose();
  const answer = contract['libraryFile.choose'].output.parse(choice.ok && choice.value);
  expect(answer).toMatchObject({ fileName: 'big.json' });
  const over = new Promise<void>((resolve) => {
    service = serviceWith({
      emitEnded: (report) => {
        ended.push(report);
        resolve();
      },
    });
  });
  const again = await service.choose();
  const token = (again.ok && again.value?.token) || '';
  expect(service.import({ token: answer?.token ?? '', mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable' },
  });
  expect(service.import({ token: token, mapping: noMapping })).toEqual({ ok: true, value: null });
  expect(service.status()).toMatchObject({
    ok: true,
    value: { running: { fileName: 'big.json' }, lastReport: null },
  });
  expect(service.import({ token: token, mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'import-running', retryable: true },
  });
  await over;
  expect(ended).toMatchObject([
    { outcome: 'done', totals: { added: someRows + beforeRequests(someRows), refused: 0 } },
  ]);
  expect(service.status()).toMatchObject({
    ok: true,
    value: { running: null, lastReport: { outcome: 'done' } },
  });
  // A token is good for one import.
  expect(service.import({ token: token, mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable' },
  });
  expect(progress.at(-1)?.bytesRead).toBeGreaterThan(0);
  expect(requestCount()).toBe(someRows);
});

test('on a new database the file after the first one is imported at a desk that is still there', async () => {
  service = serviceWith({ startProcess: startFileThread, emitEnded: () => session.refresh() });
  const importer = authorizeImporter(session);
  const files = [
    desk.file('a.json', libraryWith([])),
    desk.file('b.json', libraryWith([{ externalId: 'B1', title: 'B' }])),
  ];
  const reports = await Promise.all(files.map((file) => service.importPath(file, importer)));
  expect(reports).toMatchObject([{ outcome: 'done' }, { outcome: 'done', totals: { refused: 0 } }]);
  expect(session.desks().map(({ name }) => name)).not.toContain('Circulation Desk');
  const madeAt = desk.db.prepare('SELECT code FROM request JOIN library ON library.id = made_at_library_id');
  expect(madeAt.pluck().all()).toEqual(['MAIN']);
});

test('a file that the command line names waits for the one that runs, and is not begun when the program ends', async () => {
  const first = importPath(bigFile(someRows));
  const second = importPath(desk.file('a.json', libraryWith([{ externalId: 'A1', title: 'A' }])));
  expect(await second).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  expect(await first).toMatchObject({ outcome: 'done' });
  expect(requestCount()).toBe(someRows + 1);
  const late = importPath(bigFile(rows));
  const last = importPath(desk.file('b.json', libraryWith([{ externalId: 'B1', title: 'B' }])));
  await service.close();
  expect(await late).toMatchObject({ outcome: 'cancelled' });
  expect((await last).failure).toMatch(/program is ending/);
});

test('a file that went away between choice and import is told, and one that cannot be chosen', async () => {
  chosen = join(desk.folder, 'none.json');
  expect(await service.choose()).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
  expect((await importPath(chosen)).failure).toMatch(/not there any more/);
});

test('the report of refused rows is shown in its folder, when there is one', async () => {
  service = serviceWith({ startProcess: startFileThread });
  expect(service.showReport()).toMatchObject({ ok: false });
  const report = await importPath(desk.file('a.json', libraryWith([{ externalId: 'A1' }])));
  expect(report.reportFile).toContain(join(desk.folder, 'reports', 'import-'));
  expect(service.showReport()).toEqual({ ok: true, value: null });
  expect(shown).toEqual([report.reportFile]);
});

test('cancelled in the middle: what was stored stays, and the report says so', async () => {
  besideTheWork();
  onProgress = ({ totals }) => {
    if (totals.added > beforeRequests(rows) + 500) service.cancel();
  };
  const report = await importPath(bigFile(rows));
  expect(report).toMatchObject({ outcome: 'cancelled', failure: null });
  expect(report.bySection['requests']?.added).toBe(requestCount());
  expect(requestCount()).toBeGreaterThan(0);
  expect(requestCount()).toBeLessThan(rows);
  expect(integrity()).toBe('ok');
});

test('closing waits until the process has let go of the database', async () => {
  const report = importPath(bigFile(rows));
  await service.close();
  expect(ended).toMatchObject([{ outcome: 'cancelled' }]);
  expect(await report).toEqual(ended[0]);
});

test('a process that dies without a word is reported as a failure, and logged', async () => {
  const faults: string[] = [];
  service = serviceWith({
    startProcess: () => startNodeProcess(desk.file('dies.mjs', 'process.exit(1)')),
    logFault: ({ message }) => faults.push(message),
  });
  const report = await importPath(bigFile(1));
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0 } });
  expect(report.failure).toMatch(/stopped unexpectedly/);
  expect(faults).toEqual(['The process went without a report.']);
});

describe('a file that does not answer', () => {
  // It hears nothing and ends for no message, like one that waits in the system for a network drive that is gone.
  const hanging = `process.once('message', () => {
    process.send({ kind: 'progress', progress: ${JSON.stringify({
      fileName: 'big.json',
      bytesRead: 1,
      bytesTotal: 2,
      totals: { added: 5, updated: 0, skipped: 0, refused: 0 },
      elapsedMs: 10,
    })} }, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;
  let faults: string[];
  let begun: Promise<void>;
  beforeEach(() => {
    faults = [];
    let begin: () => void;
    begun = new Promise((resolve) => {
      begin = resolve;
    });
    service = serviceWith({
      startProcess: () => {
        const started = startNodeProcess(desk.file('hangs.mjs', hanging));
        started.onMessage(() => begin());
        return started;
      },
      logFault: ({ message }) => faults.push(message),
    });
  });
  /** From here on this process waits only for time that `pass` lets pass. The other process is as real as before. */
  const stopTime = (): void => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pass = async (ms: number): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));
  afterEach(async () => {
    if (!vi.isFakeTimers()) return;
    const closing = service.close();
    await pass(2_000);
    await closing;
    vi.useRealTimers();
  });

  test('is let go of two seconds after the import was cancelled', async () => {
    const importing = importPath(bigFile(1));
    await begun;
    const cancelledAt = performance.now();
    service.cancel();
    const report = await importing;
    // The process never answers: whenever this ends, it did not wait for that.
    expect(performance.now() - cancelledAt).toBeLessThan(20_000);
    expect(report).toMatchObject({ outcome: 'cancelled', totals: { added: 5 } });
    expect(report.failure).toMatch(/did not answer any more; at least 5 rows were stored/);
    expect(faults).toEqual(['The process had to be ended.']);
    // The next one begins.
    service = serviceWith();
    expect(await importPath(desk.file('a.json', libraryWith([])))).toMatchObject({ outcome: 'done' });
  });

  test('does not keep the program from ending', async () => {
    stopTime();
    void importPath(bigFile(1));
    await begun;
    const closing = service.close();
    await pass(2_000);
    await closing;
    expect(ended).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('does not keep a step waiting', async () => {
    stopTime();
    void importPath(bigFile(1));
    await begun;
    const stepped = service.stepFirst(() => 'done');
    await pass(999);
    expect(await stepped).toBe('done');
  });

  test('is not offered for import', async () => {
    stopTime();
    chosen = bigFile(1);
    const choosing = service.choose();
    await begun;
    await pass(5_000);
    const choice = await choosing;
    expect(choice).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(!choice.ok && choice.error.message).toMatch(/drive does not answer/);
  });
});

test('while a step is under way the import writes nothing, and it goes on by itself afterwards', async () => {
  const importing = importPath(bigFile(2_000));
  while (requestCount() === 0) await aMoment(5);
  for (let n = 0; n < 5; n += 1)
    await service.stepFirst(() => {
      const endsAt = performance.now() + 60;
      const before = desk.db.pragma('data_version', { simple: true });
      while (performance.now() < endsAt);
      expect(desk.db.pragma('data_version', { simple: true })).toBe(before);
    });
  expect(await importing).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  expect(requestCount()).toBe(2_000);
});

test('a step that throws does not stop the import', async () => {
  service = serviceWith({ startProcess: startFileThread });
  const importing = importPath(bigFile(someRows));
  while (progress.length === 0) await aMoment(5);
  await expect(service.stepFirst(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  await expect(
    service.stepFirst(() => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(await importing).toMatchObject({ outcome: 'done' });
});

test('a clerk’s steps go on while a file is imported', async () => {
  const importing = importPath(bigFile(2_000));
  const step = desk.db.transaction((n: number) => {
    desk.db.prepare("INSERT INTO setting (key, value) VALUES (?, '1')").run(`step ${n}`);
  });
  let steps = 0;
  let running = true;
  void importing.then(() => {
    running = false;
  });
  while (running) {
    step.immediate((steps += 1));
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  expect(await importing).toMatchObject({ outcome: 'done' });
  expect(steps).toBeGreaterThan(3);
  expect(desk.value("SELECT count(*) FROM setting WHERE key LIKE 'step %'")).toBe(steps);
});

test(
  'killed in the middle: the database is sound, and importing again completes it',
  { timeout: 120_000 + rows * 5 },
  async () => {
    besideTheWork();
    const file = bigFile(rows);
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'import-child.ts'), desk.databaseFile, file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        // A group of its own, which is killed with the process of the import in it.
        detached: true,
      },
    );
    const endBoth = (): void => void (child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
    const gone = new Promise((resolve) => {
      child.on('exit', (_code, signal) => resolve(signal));
    });
    child.stdout.on('data', (text: Buffer) => {
      if (Number.parseInt(text.toString(), 10) > beforeRequests(rows) + 500) endBoth();
    });
    expect(await gone).toBe('SIGKILL');
    expect(integrity()).toBe('ok');
    const before = requestCount();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(rows);
    const report = await importPath(file);
    expect(report.bySection['requests']).toEqual({
      added: rows - before,
      updated: 0,
      skipped: before,
      refused: 0,
    });
  },
);
