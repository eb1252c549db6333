import { anyRequest } from '../../../../shared/domain/request-list.ts';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  ChosenPlace,
  Files,
  FilesOptions,
} from '../../../../electron/main/files/export/files.service.ts';
import { exportFile } from '../../../../electron/main/files/export/export-file.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { authorizeImporter } from '../../../../electron/main/files/importer.ts';
import type { SavedList, TableFormat } from '../../../../shared/ipc/calls/files.ts';
import {
  type WriteProgress,
  type WriteReport,
  writeProgress,
  writeReport,
} from '../../../../shared/ipc/write-views.ts';
import { grantOnly } from '../../../support/circulation.ts';
import { addRequest, openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { expectPrivate } from '../../../support/private-mode.ts';
import { valueOf } from '../../../support/results.ts';
import { onSmallDisk } from '../../db/small-disk.ts';
import { tablesIn } from '../reading/tables.ts';
import { openFiles } from '../../../support/library-file.ts';

const desk = forEachTest(openTestDesk);
let files: Files;
let folder: string;
let place: ChosenPlace | null;
let asked: string[];
let progress: WriteProgress[];
let shown: string[];
let hearEnd: (report: WriteReport) => void;

const open = (more: Partial<FilesOptions> = {}): Files =>
  openFiles(desk, {
    choosePlace: (name) => {
      asked.push(name);
      return Promise.resolve(place);
    },
    showInFolder: (path) => shown.push(path),
    emitProgress: (told) => {
      progress.push(writeProgress.parse(told));
    },
    emitEnded: (report) => hearEnd(writeReport.parse(report)),
    ...more,
  });

beforeEach(() => {
  folder = join(dirname(desk.file), 'out');
  mkdirSync(folder);
  place = { path: join(folder, 'list.file'), mayReplace: true };
  asked = [];
  progress = [];
  shown = [];
  hearEnd = () => undefined;
  files = open();
});
afterEach(() => files.close());

/** Starts saving and waits for the end. */
const saved = async (begin: () => Promise<unknown>): Promise<WriteReport> => {
  const ended = new Promise<WriteReport>((resolve) => {
    hearEnd = resolve;
  });
  await begin();
  return await ended;
};

const saveList = (of: SavedList, format: TableFormat): Promise<WriteReport> =>
  saved(async () => valueOf(await files.saveList({ of, format })));

const everything: SavedList = {
  list: 'requests',
  query: anyRequest,
  sort: { column: 'externalId', direction: 'ascending' },
  columns: ['externalId', 'title', 'dueOn', 'updatedAt', 'status'],
};

const hostile = '=HYPERLINK("http://example.org")';

describe('lists as tables', () => {
  beforeEach(() => {
    desk.raw.exec('BEGIN');
    for (let n = 1; n <= 1_203; n += 1)
      addRequest(desk, {
        externalId: `R-${String(n).padStart(5, '0')}`,
        title: n === 2 ? hostile : `Title ${n}, “part” two`,
        status: n % 2 === 0 ? 'REQUEST_SENT' : 'SHIPPED_PHYSICALLY',
      });
    desk.raw.exec('COMMIT');
  });
  const written = (): Buffer => readFileSync(join(folder, 'list.file'));

  test('contain all rows, in the order and with the columns of the page, and no formulas', async () => {
    const report = await saveList(everything, 'csv');
    expect(report).toMatchObject({ outcome: 'done', rows: 1_203, bytes: written().length });
    expect(asked).toEqual(['Borrowing Requests 2026-11-25.csv']);
    const lines = written().toString('utf8').replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'External identifier,Title,Author,Requester,Due back,Changed,Status',
      'R-00001,"Title 1, “part” two","Darwin, Charles","Reader, A.",2027-01-15,2026-11-20 08:00,Shipped physically',
      `R-00002,"'${hostile.replaceAll('"', '""')}","Darwin, Charles","Reader, A.",2027-01-15,2026-11-20 08:00,Request sent to partner`,
    ]);
    expect(lines).toHaveLength(1_204);
    expectPrivate(join(folder, 'list.file'));
    expect(readdirSync(folder)).toEqual(['list.file']);
  });

  test('are workbooks with days and moments, and texts that stay texts, in two readers', async () => {
    await saveList({ ...everything, sort: { column: 'externalId', direction: 'descending' } }, 'xlsx');
    const tables = await tablesIn(written());
    const rows = tables['Borrowing Requests'] ?? [];
    expect(rows).toHaveLength(1_204);
    expect(rows.at(-1)?.cells).toEqual([
      'R-00001',
      'Title 1, “part” two',
      'Darwin, Charles',
      'Reader, A.',
      '2027-01-15',
      '2026-11-20T08:00:00',
      'Shipped physically',
    ]);
    expect(rows.at(-2)?.cells[1]).toBe(hostile);
    const { sheets } = await readXlsx(written());
    const last = sheets[0]?.rows.at(-2) ?? [];
    expect(last[1]).toBe(hostile);
    expect(last[4]).toEqual(new Date('2027-01-15T00:00:00Z'));
    expect(written().toString('latin1')).not.toContain('<f>');
  });

  test('have the filter of the page, including search words, but not its limits', async () => {
    await saveList({ ...everything, query: { ...everything.query, statuses: ['REQUEST_SENT'] } }, 'csv');
    expect(written().toString('utf8').split('\r\n')).toHaveLength(601 + 2);
    await saveList({ ...everything, query: { ...everything.query, text: 'darwin' } }, 'csv');
    expect(written().toString('utf8').split('\r\n')).toHaveLength(1_203 + 2);
  });

  test('can be a queue of Today, letters or slips', async () => {
    const count = (): number => written().toString('utf8').trimEnd().split('\r\n').length - 1;
    await saveList({ list: 'queue', card: 'to-receive' }, 'csv');
    expect(count()).toBe(602);
    desk.raw.exec(`
      INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES ('op', 'cancel', 1, 1, '2026-11-25T09:00:00.000Z', 1, '{}', '{}');
      INSERT INTO outbox (op_id, request_id, recipient, kind, payload, state, created_at, updated_at)
      VALUES ('op', 1, 'patron', 'cancelled', '{}', 'waiting', '2026-11-25T09:00:00.000Z', '2026-11-25T09:00:00.000Z')`);
    await saveList({ list: 'letters', show: 'all' }, 'csv');
    expect(count()).toBe(1);
    await saveList({ list: 'slips', only: 'all' }, 'csv');
    expect(count()).toBe(0);
  });

  test('leave out what the operator may not read', async () => {
    desk.raw.exec("UPDATE request SET pickup_desk_id = 2 WHERE external_id >= 'R-00100'");
    grantOnly(desk, ['requests-operator']);
    desk.raw.exec('DELETE FROM operator_role WHERE library_id <> 1');
    desk.context.session.refresh();
    await saveList(everything, 'csv');
    expect(written().toString('utf8').split('\r\n')).toHaveLength(99 + 2);
  });
});

describe('the library', () => {
  const saveLibrary = (withoutPatrons = false): Promise<WriteReport> =>
    saved(async () => valueOf(await files.saveLibrary({ withoutPatrons })));

  test('is written completely, for this account only, and shown', async () => {
    addRequest(desk, { externalId: 'R-1' });
    expect(await saveLibrary()).toEqual({
      fileName: 'list.file',
      outcome: 'done',
      failure: null,
      rows: 1,
      bytes: statSync(join(folder, 'list.file')).size,
    });
    expect(asked).toEqual(['library 2026-11-25.json']);
    const content = JSON.parse(readFileSync(join(folder, 'list.file'), 'utf8')) as { patrons: unknown[] };
    expect(content.patrons).toEqual([
      { barcode: 'P1000001', name: 'Reader, A.', email: '', library: 'MAIN' },
    ]);
    expectPrivate(join(folder, 'list.file'));
    valueOf(files.show());
    expect(shown).toEqual([join(folder, 'list.file')]);
    expect(progress.at(0)).toMatchObject({ fileName: 'list.file', rowsTotal: 1 });
    expect(valueOf(files.status())).toMatchObject({ running: null, last: { outcome: 'done' } });
  });

  test('is not written if the dialog is closed, and replaces an existing file only when it is complete', async () => {
    place = null;
    expect(valueOf(await files.saveLibrary({ withoutPatrons: false }))).toBeNull();
    place = { path: join(folder, 'list.file'), mayReplace: true };
    writeFileSync(place.path, 'old');
    files = open({ databaseFile: join(folder, 'nothing.sqlite') });
    expect(await saveLibrary()).toMatchObject({ outcome: 'failed' });
    expect(readFileSync(place.path, 'utf8')).toBe('old');
    files = open();
    expect(await saveLibrary()).toMatchObject({ outcome: 'done' });
    expect(readFileSync(place.path, 'utf8')).toContain('borrow-desk/library');
    expect(readdirSync(folder)).toEqual(['list.file']);
  });

  test('from the command line replaces no file, and says why', async () => {
    const path = join(folder, 'library.json');
    const importer = authorizeImporter(desk.context.session);
    expect(await files.saveLibraryAt(path, importer, false)).toMatchObject({ outcome: 'done' });
    const before = readFileSync(path);
    const again = await files.saveLibraryAt(path, importer, false);
    expect(again).toMatchObject({
      outcome: 'failed',
      failure: expect.stringMatching(/already exists and was not changed/) as string,
    });
    expect(readFileSync(path)).toEqual(before);
  });

  test('may only be saved by an administrator of every library', async () => {
    grantOnly(desk, ['requests-operator']);
    const refused = await files.saveLibrary({ withoutPatrons: false });
    expect(refused).toMatchObject({ ok: false, error: { code: 'role-missing' } });
    expect(asked).toEqual([]);
    const path = join(folder, 'library.json');
    expect(await files.saveLibraryAt(path, authorizeImporter(desk.context.session), false)).toMatchObject({
      outcome: 'failed',
    });
    expect(existsSync(path)).toBe(false);
  });

  test('leaves no file if the export is cancelled', async () => {
    addRequest(desk, { externalId: 'R-1' });
    const importer = valueOf(authorizeImporter(desk.context.session));
    const path = join(folder, 'library.json');
    const told: unknown[] = [];
    const written = await exportFile(
      {
        file: path,
        mayReplace: false,
        databaseFile: desk.file,
        wanted: { kind: 'library', withoutPatrons: false },
        who: importer,
        libraries: null,
        timeZone: 'Europe/London',
        at: instantOf(desk.context.now()),
      },
      {
        isCancelled: () => told.length > 0,
        progress: (far) => told.push(far),
        onFault: (error) => told.push(error),
      },
    );
    expect(written).toEqual({ outcome: 'cancelled' });
    expect(told).toEqual([{ rows: 0, rowsTotal: 1 }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('in a folder that does not exist gives a sentence', async () => {
    place = { path: join(folder, 'nowhere', 'library.json'), mayReplace: true };
    expect(await saveLibrary()).toMatchObject({
      outcome: 'failed',
      failure: expect.stringMatching(/^The folder does not exist\. Choose another one\.$/) as string,
    });
  });

  test.runIf(onSmallDisk.isPossible)('on a full disk leaves no file and gives a sentence', async () => {
    const disk = onSmallDisk.mount(1);
    desk.raw.exec('BEGIN');
    for (let n = 1; n <= 1_500; n += 1) addRequest(desk, { externalId: `R-${n}`, title: 'T'.repeat(900) });
    desk.raw.exec('COMMIT');
    place = { path: join(disk, 'library.json'), mayReplace: true };
    expect(await saveLibrary()).toMatchObject({
      outcome: 'failed',
      failure: expect.stringMatching(/disk is full/) as string,
    });
    expect(readdirSync(disk)).toEqual([]);
    onSmallDisk.makeReadOnly(disk);
    expect(await saveLibrary()).toMatchObject({
      outcome: 'failed',
      failure: expect.stringMatching(/^You do not have permission to write to this folder\./) as string,
    });
  });
});
